/** The part of a published page that lists the actions of EC2: what each implementation offers, and what is right of it. */

import type { ActionReport } from '../../reports/report.ts';
import { dryRunWords } from '../../reports/text/action-words.ts';
import type { Published } from './published.ts';

/** Topics in the words of the table. */
const parts: readonly (readonly [words: string, topics: readonly string[]])[] = [
  ['shapes', ['read']],
  ['errors', ['refusal', 'envelope']],
  ['carriage', ['carriage']],
  ['signatures', ['signature']],
  ['side effects', ['side-effects']],
];

/** Sections of the page; none if no report is of a sweep over every action. */
export function actionSections(all: readonly Published[]): readonly string[] {
  const swept = all.filter(({ report }) => report.actions !== undefined);
  if (swept.length === 0) return [];
  const names = [...new Set(swept.flatMap(({ report }) => (report.actions ?? []).map(({ name }) => name)))].sort();
  const rows = names.flatMap((name) => {
    const found = swept.map(({ report }) => report.actions?.find((one) => one.name === name));
    return found.some((one) => one?.isOffered === true) ? [`| ${name} | ${found.map(cell).join(' | ')} |`] : [];
  });
  return [
    '## Actions',
    figuresTable(swept),
    `Each action that one of them offers. First how its dry run ended, then what is wrong: ${parts.map(([words]) => words).join(', ')}. ` +
      'A dash: not offered. Nothing after the dry run: what was asked is right.',
    [
      `| action | ${swept.map(({ peer }) => peer.name).join(' | ')} |`,
      `| --- | ${swept.map(() => '---').join(' | ')} |`,
      ...rows,
    ].join('\n'),
  ];
}

function figuresTable(swept: readonly Published[]): string {
  const counts: readonly (readonly [string, (one: ActionReport) => boolean])[] = [
    ['offered', ({ isOffered }) => isOffered === true],
    ['DryRun honoured', ({ dryRun }) => dryRun === 'proven'],
    ['refused before', ({ dryRun }) => dryRun === 'refused-earlier'],
    ['DryRun ignored', ({ dryRun }) => dryRun === 'carried-out'],
    ['with a failure', ({ requirements }) => Object.values(requirements).includes('fail')],
    ['not offered', ({ isOffered }) => isOffered === false],
    ['not sent', ({ use }) => use === 'no-dry-run' || use === 'account-setting'],
  ];
  return [
    `| implementation | ${counts.map(([words]) => words).join(' | ')} |`,
    `| --- | ${counts.map(() => '---').join(' | ')} |`,
    ...swept.map(({ peer, report }) => {
      const real = (report.actions ?? []).filter(({ use }) => use !== 'absent');
      return `| ${peer.name} | ${counts.map(([, is]) => real.filter(is).length).join(' | ')} |`;
    }),
  ].join('\n');
}

function cell(one: ActionReport | undefined): string {
  if (one?.isOffered !== true) return '–';
  const failed = Object.entries(one.requirements)
    .filter(([, verdict]) => verdict === 'fail')
    .map(([id]) => id);
  const wrong = parts.flatMap(([words, topics]) => {
    const own = failed.filter((id) => topics.some((topic) => id.startsWith(`${topic}/`)));
    return own.length === 0 ? [] : [`${words}: ${own.map((id) => id.split('/')[1]).join(', ')}`];
  });
  const dryRun = dryRunWords[one.dryRun];
  return [one.dryRun === 'carried-out' ? `**${dryRun}**` : dryRun, ...wrong].join('; ');
}
