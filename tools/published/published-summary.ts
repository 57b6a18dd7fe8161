/** One published result as a page: how it was run, a line for each failure, what is blocked by which, what is open. */

import { code } from '../../reports/markdown/markdown-text.ts';
import type { CaseReport, Report, RequirementReport } from '../../reports/report.ts';
import { mismatchText } from '../../reports/text/mismatch-text.ts';
import { countsText, plural, verdictWords } from '../../reports/text/verdict-line.ts';
import type { Published } from './published.ts';
import { sourceText } from './published-source.ts';
import { failedIds } from './without-unread.ts';

/** Markdown. Everything the target said is in code. */
export function renderPublishedSummary({ peer, report, readings }: Published): string {
  return [
    `# ${peer.name}: ${verdictWords(report)}`,
    `${countsText(report)}. Seed ${report.seed}, effort ${report.effort ?? 'default'}, ${report.startedAt.slice(0, 10)}, ec2-conformance ${report.suite.version}.`,
    `How it was run: ${peer.about} ${askedFor(peer)}\`npm run test:peers\` repeats it and expects the same verdicts; ` +
      'report.json beside this page holds the requests and responses of one failed case of each requirement.',
    ...section('Failures', failures(report, readings)),
    ...section('Blocked', blocked(report)),
    ...section('Untestable or not implemented', untestable(report)),
    ...section(
      'Not judged',
      report.summary.notCovered.map((sentence) => `- ${sentence}.`),
    ),
    ...section('Not tested, since the target lacks it or the run was not given it', lacking(report)),
    ...section('Responses to open questions, and where several responses are accepted', observations(report)),
    '',
  ].join('\n\n');
}

function askedFor({ operation }: Published['peer']): string {
  return operation === undefined ? '' : `It was asked with \`--operation ${operation}\`. `;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

function failures(report: Report, readings: Published['readings']): readonly string[] {
  return report.requirements
    .filter(({ verdict }) => verdict === 'fail')
    .map((requirement) => {
      const reading = readings[requirement.id] ?? 'not read yet.';
      const evidence = requirement.evidence.map(sourceText).join('; ');
      return `- \`${requirement.id}\` (${requirement.level}): ${reading} Seen: ${seen(requirement, report)}. Evidence: ${evidence}.`;
    });
}

/** The first mismatch of the first failed case, with every alternative that would have passed there. */
function seen(requirement: RequirementReport, report: Report): string {
  const ids = failedIds(requirement, report);
  const first = report.cases.find(({ id }) => ids.includes(id));
  const more = ids.length > 1 ? `, and in ${plural(ids.length - 1, 'more case')}` : '';
  return first === undefined ? 'nothing' : `${firstMismatch(first)} in ${code(first.id)}${more}`;
}

function firstMismatch({ mismatches: [mismatch], observed }: CaseReport): string {
  return mismatch === undefined ? code(observed) : code(mismatchText(mismatch));
}

function blocked(report: Report): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { id, verdict, blockedBy, reason } of report.requirements) {
    if (verdict !== 'blocked') continue;
    const why =
      blockedBy === undefined || blockedBy.length === 0
        ? (reason?.message ?? 'a control did not pass')
        : `${blockedBy.map((root) => `\`${root}\``).join(', ')} ${blockedBy.length === 1 ? 'fails' : 'fail'}`;
    groups.set(why, [...(groups.get(why) ?? []), `\`${id}\``]);
  }
  return [...groups].map(([why, ids]) => `- Because ${why}: ${ids.join(', ')}.`);
}

function untestable(report: Report): readonly string[] {
  return report.requirements
    .filter(({ verdict }) => verdict === 'untestable' || verdict === 'not-implemented')
    .map(({ id, level, reason }) => `- \`${id}\` (${level}): ${code(reason?.message ?? 'no case could be judged')}`);
}

function lacking(report: Report): readonly string[] {
  return Object.entries(report.target.capabilities ?? {})
    .filter(([, { available }]) => !available)
    .map(([capability, { why }]) => `- ${capability}: ${code(why)}`);
}

function observations(report: Report): readonly string[] {
  if (report.observations.length === 0) return [];
  const rows = report.observations.map(({ id, answer }) => `| ${code(id)} | ${code(answer)} |`);
  return ['| case | response |', '| --- | --- |', ...rows];
}
