/** GitHub annotations: workflow commands, which a job prints to its log. GitHub shows ten errors and ten warnings a step. */
import { visible, visibleLine } from '../../harness/transcript/visible-text.ts';
import { casesOfRequirement, decides, uniqueId } from '../lookup.ts';
import type { CaseReport, Report, RequirementReport } from '../report.ts';
import { verdictLine } from '../text/verdict-line.ts';

const longestMessage = 4_000;

/** One annotation for each requirement that failed or could not be judged, then one with the verdict. */
export function renderGithub(report: Report): string {
  const lines = report.requirements.flatMap((one) => annotationFor(one, report));
  const kind = report.summary.exitCode === 0 ? 'notice' : 'error';
  return [...lines, command(kind, report.suite.name, verdictLine(report)), ''].join('\n');
}

type Kind = 'error' | 'warning' | 'notice';

function annotationFor(requirement: RequirementReport, report: Report): readonly string[] {
  const { level, statement, verdict, reason } = requirement;
  const kind = kindOf(requirement, report.summary.strict);
  if (kind === undefined) return [];
  const first = casesOfRequirement(requirement, report).find((one) => one.verdict === verdict);
  const why = reason?.message ?? first?.reason?.message;
  const text = [statement, ...(why === undefined ? [] : [why]), ...(first === undefined ? [] : caseLines(first))].join(
    '\n',
  );
  return [command(kind, `${verdict}: ${uniqueId(requirement, report)} (${level})`, text)];
}

/** Undefined: nothing to say. A known failure is a notice, so that it is not forgotten. */
function kindOf(requirement: RequirementReport, strict: boolean): Kind | undefined {
  const isDeciding = decides(requirement, strict);
  switch (requirement.verdict) {
    case 'fail':
      return isDeciding ? 'error' : 'warning';
    case 'unexpected-pass':
      return 'error';
    case 'untestable':
    case 'not-implemented':
      return isDeciding ? 'error' : undefined;
    case 'known-fail':
      return 'notice';
    default:
      return undefined;
  }
}

function caseLines({ id, expected, observed, reproduce }: CaseReport): readonly string[] {
  return [
    `case: ${visibleLine(id)}`,
    `expected: ${expected}`,
    `observed: ${observed}`,
    ...(reproduce.command === '' ? [] : [`again: ${reproduce.command}`]),
  ];
}

/** A command ends with its line: nothing in its parts can end it, begin another, or close a property. */
function command(kind: Kind, title: string, message: string): string {
  return `::${kind} title=${property(visibleLine(title))}::${data(visible(message).slice(0, longestMessage))}`;
}

/** As the runner decodes it: percent sign first. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
