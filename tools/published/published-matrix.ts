/** The page over all published results: implementations by topic, where they differ, how they respond to open questions. */

import { code } from '../../reports/markdown/markdown-text.ts';
import type { Report, RequirementReport } from '../../reports/report.ts';
import { verdictWords } from '../../reports/text/verdict-line.ts';
import type { Published } from './published.ts';
import { actionSections } from './published-actions.ts';

const shownVerdict: Readonly<Record<RequirementReport['verdict'], string>> = {
  pass: 'pass',
  fail: '**FAIL**',
  'known-fail': 'known',
  'unexpected-pass': 'pass',
  blocked: 'blocked',
  untestable: 'untestable',
  'not-applicable': '–',
  'not-asked': 'not asked',
  'not-implemented': 'not implemented',
  observed: 'observed',
};

/** Markdown, of the reports on one operation. The same reports give the same page. `beside`: links to further pages. */
export function renderMatrix(all: readonly Published[], beside: readonly string[] = []): string {
  const operation = all[0]?.peer.operation;
  return [
    `# Published results${operation === undefined ? '' : `: ${operation}`}`,
    'Generated from the report.json of each implementation by `UPDATE_PUBLISHED=1 npm run test:peers`; do not edit. ' +
      'Each was read failure by failure beside the evidence before it was published: the summaries say what was found.',
    ...(beside.length === 0 ? [] : [`Of further operations: ${beside.join(', ')}.`]),
    overview(all),
    '## By topic',
    'Requirements that pass / fail / are blocked or untestable / are observed / do not apply.',
    byTopic(all),
    '## Where they differ or fail',
    'A blocked requirement cannot be judged while another one fails; the summaries name it.',
    differences(all),
    '## Responses where sources disagree or are silent',
    'Nobody passes or fails here. A dash: the question was not asked, or the response could not be judged.',
    openQuestions(all),
    ...actionSections(all),
    '',
  ].join('\n\n');
}

function overview(all: readonly Published[]): string {
  return table(
    ['implementation', 'verdict', 'date', 'pass', 'MUST fail', 'SHOULD fail', 'blocked', 'not applicable'],
    all.map(({ peer, report }) => [
      `[${peer.name}](${peer.id}/summary.md)`,
      verdictWords(report),
      report.startedAt.slice(0, 10),
      count(report.requirements, 'pass'),
      count(
        report.requirements.filter(({ level }) => level === 'MUST'),
        'fail',
      ),
      count(
        report.requirements.filter(({ level }) => level === 'SHOULD'),
        'fail',
      ),
      count(report.requirements, 'blocked', 'untestable', 'not-implemented'),
      count(report.requirements, 'not-applicable'),
    ]),
  );
}

function byTopic(all: readonly Published[]): string {
  const topics = unique(all.flatMap(({ report }) => report.requirements.map(({ topic }) => topic)));
  return table(
    ['topic', ...all.map(({ peer }) => peer.name)],
    topics.map((topic) => [
      topic,
      ...all.map(({ report }) => {
        const own = report.requirements.filter((one) => one.topic === topic);
        return [
          count(own, 'pass', 'unexpected-pass'),
          count(own, 'fail', 'known-fail'),
          count(own, 'blocked', 'untestable', 'not-implemented'),
          count(own, 'observed'),
          count(own, 'not-applicable'),
        ].join(' / ');
      }),
    ]),
  );
}

function differences(all: readonly Published[]): string {
  const ids = unique(all.flatMap(({ report }) => report.requirements.map(({ id }) => id)));
  const rows = ids.flatMap((id) => {
    const found = all.map(({ report }) => report.requirements.find((one) => one.id === id));
    const verdicts = found.map((one) => (one === undefined ? 'not asked' : shownVerdict[one.verdict]));
    const level = found.find((one) => one !== undefined)?.level ?? '';
    const failed = found.some((one) => one?.verdict === 'fail');
    return level !== 'OBSERVE' && (failed || new Set(verdicts).size > 1) ? [[`\`${id}\``, level, ...verdicts]] : [];
  });
  return table(['requirement', 'level', ...all.map(({ peer }) => peer.name)], rows);
}

function openQuestions(all: readonly Published[]): string {
  const answers = all.map(({ report }) => new Map(report.observations.map(({ id, answer }) => [id, answer] as const)));
  const ids = unique(answers.flatMap((given) => [...given.keys()])).toSorted();
  return table(
    ['case', ...all.map(({ peer }) => peer.name)],
    ids.map((id) => [`\`${id}\``, ...answers.map((given) => cell(given.get(id)))]),
  );
}

function cell(answer: string | undefined): string {
  return answer === undefined ? '–' : code(answer);
}

function count(requirements: Report['requirements'], ...verdicts: readonly RequirementReport['verdict'][]): number {
  return requirements.filter(({ verdict }) => verdicts.includes(verdict)).length;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
