/** A case as plain text in one form: its requirements, what was sent, what came back, how to see it again. */
import { bounded, visible, visibleLine } from '../../harness/transcript/visible-text.ts';
import type { CaseReport, RequirementReport } from '../report.ts';
import { givenText, noGiven } from './given-text.ts';
import { mismatchText } from './mismatch-text.ts';

/** Longest request or response that is shown here; report.json has more. */
const exchangeLimit = 2_000;

/** Column in which the texts begin. */
const indent = ' '.repeat(12);

/** The case and its requirements, the mismatches, how to run it again, then the exchanges. Ends without a line feed. */
export function failureText(one: CaseReport, requirements: readonly RequirementReport[]): string {
  return [
    `${visibleLine(one.id)}: ${visibleLine(one.title)}`,
    ...requirements.flatMap(requirementLines),
    ...(givenText(one.given) === noGiven ? [] : [labelled('given', givenText(one.given))]),
    labelled('sent', one.sent),
    labelled('expected', one.expected),
    labelled('observed', one.observed),
    ...one.mismatches.map((mismatch) => labelled('mismatch', mismatchText(mismatch))),
    ...(one.reason === undefined ? [] : [labelled('reason', one.reason.message)]),
    ...(one.reproduce.command === '' ? [] : [labelled('again', one.reproduce.command)]),
    ...one.exchanges.flatMap(({ request, response }) => [
      labelled('request', bounded(request, exchangeLimit)),
      labelled('response', bounded(response, exchangeLimit)),
    ]),
    ...(one.reproduce.curl === '' ? [] : [labelled('curl', `${curlNote(one)}:\n${one.reproduce.curl}`)]),
  ].join('\n');
}

function requirementLines({ id, level, statement, evidence, since }: RequirementReport): readonly string[] {
  // Several facts may have one source.
  const sources = new Map<string, string[]>();
  for (const { grade, source, states } of evidence) {
    const title = `${grade}: ${source}`;
    sources.set(title, [...(sources.get(title) ?? []), ...(states === undefined ? [] : [states])]);
  }
  return [
    labelled(level, `${id}: ${statement}`),
    ...(since === undefined ? [] : [labelled('new in', since)]),
    ...[...sources].slice(0, 3).map(([source, states]) => labelled('source', [source, ...states].join('\n'))),
  ];
}

/** Further lines are indented under the first; nothing of a target's can pose as a line of ours. */
function labelled(label: string, text: string): string {
  return `  ${label.padEnd(10)}${visible(text).replaceAll('\n', `\n${indent}`)}`;
}

/** What the curl line of a case is. It may name what the run has deleted since. */
export function curlNote({ reproduce: { curl } }: Pick<CaseReport, 'reproduce'>): string {
  return /\b(?:sg|sgr|vpc|pl)-|\bGroupName/.test(curl)
    ? 'the request that was sent (what it names is gone, where the run made it)'
    : 'the request that was sent';
}
