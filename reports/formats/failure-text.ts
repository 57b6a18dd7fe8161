/** A case as plain text in one form: its requirements, what was sent, what came back, how to see it again. */
import { bounded, visible, visibleLine } from '../../harness/transcript/visible-text.ts';
import type { CaseReport, RequirementReport } from '../report.ts';
import { givenText } from './given-text.ts';

/** Longest request or response that is shown here; report.json has more. */
const exchangeLimit = 2_000;

/** Column in which the texts begin. */
const indent = ' '.repeat(12);

/** What failed comes first, then the evidence for it, then the ways to repeat it. Ends without a line feed. */
export function failureText(one: CaseReport, requirements: readonly RequirementReport[]): string {
  return [
    `${visibleLine(one.id)}: ${visibleLine(one.title)}`,
    ...requirements.flatMap(requirementLines),
    labelled('given', givenText(one.given)),
    labelled('sent', one.sent),
    labelled('expected', one.expected),
    labelled('observed', one.observed),
    ...one.mismatches.map(({ at, expected, observed }) =>
      labelled('mismatch', `${at}: expected ${expected}, observed ${observed}`),
    ),
    ...(one.reason === undefined ? [] : [labelled('reason', one.reason.message)]),
    ...one.exchanges.flatMap(({ request, response }) => [
      labelled('request', bounded(request, exchangeLimit)),
      labelled('response', bounded(response, exchangeLimit)),
    ]),
    ...(one.reproduce.curl === '' ? [] : [labelled('with curl', one.reproduce.curl)]),
    ...(one.reproduce.command === '' ? [] : [labelled('again', one.reproduce.command)]),
  ].join('\n');
}

function requirementLines({ id, level, statement, evidence, since }: RequirementReport): readonly string[] {
  // Several facts may have one source.
  const sources = new Set(evidence.map(({ grade, source }) => `${grade}: ${source}`));
  return [
    labelled(level, `${id}: ${statement}`),
    ...(since === undefined ? [] : [labelled('new in', since)]),
    ...[...sources].slice(0, 3).map((source) => labelled('source', source)),
  ];
}

/** Further lines are indented under the first; nothing of a target's can pose as a line of ours. */
function labelled(label: string, text: string): string {
  return `  ${label.padEnd(10)}${visible(text).replaceAll('\n', `\n${indent}`)}`;
}
