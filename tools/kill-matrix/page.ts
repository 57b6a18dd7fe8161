/** reports/kill-matrix.md as text. */

import type { CaseKind } from '../../harness/checks/case-result.ts';
import { maxCallsOf } from '../../harness/engine/plan/effort.ts';
import type { Fault, Variant } from '../../harness/mutants/fault.ts';
import type { ShortCounterexample } from './short-counterexample.ts';

/** The first failure of a requirement on a mutant. */
export interface Kill extends ShortCounterexample {
  /** Id of the case or property. */
  readonly by: string;
  readonly kind: CaseKind;
  /** Calls made until then, by everything. */
  readonly calls: number;
  /** The requirement that failed; another one than the fault breaks is no proper kill. */
  readonly requirement: string;
}

/** A fault and what came of it on each seed; undefined: it survived. */
export interface MatrixRow {
  readonly fault: Fault;
  readonly kills: readonly (Kill | undefined)[];
  /** True: default effort does not ask the requirement that the fault breaks, so that deep effort was run. */
  readonly isDeep: boolean;
}

/** A variant and the requirements of an operation that failed on it. */
export interface VariantRow {
  readonly operation: string;
  readonly variant: Variant;
  /** What turned red and should not have. */
  readonly red: readonly string[];
}

/** A fault against all listed cases of an operation. */
export interface AllCasesRow {
  readonly operation: string;
  readonly fault: Fault;
  /** Why it is not caught by its requirement alone. */
  readonly problems: readonly string[];
}

/** reports/kill-matrix.md as text. */
export function renderKillMatrix(
  rows: readonly MatrixRow[],
  variants: readonly VariantRow[],
  allCases: readonly AllCasesRow[],
  seeds: number,
): { text: string; summary: string } {
  const summary = summaryOf(rows, variants);
  const text = [
    '# Kill matrix',
    '',
    'Made by `npm run kill-matrix`. Every fault of the catalogue is put into the reference target by itself, and the suite is',
    'run at default effort until the requirement that the fault breaks fails; at deep effort where default effort does not ask',
    'that requirement, which it does of every MUST. A rare fault that no listed case kills is run',
    `on ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}; listed cases, which are the same on each, are asked on the first. \`calls\` counts everything sent until`,
    'then, preparation and what made a counterexample smaller included; of several seeds it is the median.',
    '',
    summary,
    '',
    '| fault | breaks | killed by | seeds | calls | requests | counterexample |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(rowText),
    '',
    '## Against all cases',
    '',
    ...allCasesText(allCases),
    '',
    '## Harmless variants',
    '',
    'Each is a right target that differs from the embedded one. Default effort is run on it for each operation that it may matter to.',
    '',
    '| variant | what differs | operations | red |',
    '| --- | --- | --: | --- |',
    ...variantsText(variants),
    '',
  ].join('\n');
  return { text, summary };
}

function allCasesText(rows: readonly AllCasesRow[]): readonly string[] {
  if (rows.length === 0)
    return [
      'Not run with these kills. `npm test` runs a sample; `FAULTS=all npx vitest run suites/faults.test.ts` runs all.',
    ];
  const odd = rows.filter(({ problems }) => problems.length > 0);
  const operations = [...new Set(rows.map(({ operation }) => operation))];
  return [
    'Above, a run ends with the failure that it looks for. Here every fault of every operation meets all listed cases: the',
    'requirement that it breaks has to fail, and no unrelated one. `npm test` does the same with a sample of the cases.',
    '',
    '| operation | faults | caught by their requirement alone |',
    '| --- | --- | --- |',
    ...operations.map((operation) => {
      const own = rows.filter((row) => row.operation === operation);
      return `| ${operation} | ${own.length} | ${own.filter(({ problems }) => problems.length === 0).length} |`;
    }),
    ...(odd.length === 0 ? [] : ['', '| operation | fault | problem |', '| --- | --- | --- |']),
    ...odd.map(({ operation, fault, problems }) => `| ${operation} | ${fault.id} | ${cell(problems.join('; '))} |`),
  ];
}

/** A line for each variant, whatever the number of operations. */
function variantsText(rows: readonly VariantRow[]): readonly string[] {
  return [...new Set(rows.map(({ variant }) => variant.id))].map((id) => {
    const own = rows.filter(({ variant }) => variant.id === id);
    const red = own.flatMap((row) => (row.red.length === 0 ? [] : [`${row.operation}: ${row.red.join('; ')}`]));
    return `| ${id} | ${cell(own[0]?.variant.means ?? '')} | ${own.length} | ${cell(red.join('; ')) || 'none'} |`;
  });
}

function rowText({ fault, kills, isDeep }: MatrixRow): string {
  const proper = kills.filter((kill) => kill?.requirement === fault.breaks);
  const first = proper[0] ?? kills.find((kill) => kill !== undefined);
  const by =
    first === undefined
      ? '**survives**'
      : first.requirement === fault.breaks
        ? first.by
        : `**${first.requirement}** by ${first.by}`;
  const calls = median(proper.map((kill) => kill?.calls ?? 0));
  const marks = [...(fault.needsRareValues === true ? ['rare'] : []), ...(isDeep ? ['deep'] : [])];
  const marked = marks.length === 0 ? fault.id : `${fault.id} (${marks.join(', ')})`;
  return `| ${marked} | ${fault.breaks} | ${by} | ${proper.length}/${kills.length} | ${calls} | ${first?.commands ?? ''} | ${cell(first?.counterexample ?? '')} |`;
}

function summaryOf(rows: readonly MatrixRow[], variants: readonly VariantRow[]): string {
  const isProper = ({ fault, kills }: MatrixRow) =>
    kills.filter((kill) => kill?.requirement === fault.breaks).length >= kills.length * 0.95;
  const proper = rows.filter(isProper);
  const rare = rows.filter(({ fault }) => fault.needsRareValues === true);
  const deep = rows.filter(({ isDeep }) => isDeep);
  const atDefault = proper.filter(({ isDeep }) => !isDeep);
  const calls = median(
    rows.flatMap(({ fault, kills }) =>
      kills.flatMap((kill) => (kill?.requirement === fault.breaks ? [kill.calls] : [])),
    ),
  );
  const idsOf = (some: readonly VariantRow[]) => new Set(some.map(({ variant }) => variant.id));
  const count = idsOf(variants).size;
  const green = count - idsOf(variants.filter(({ red }) => red.length > 0)).size;
  const found = rows.flatMap(({ fault, kills }) => kills.filter((kill) => kill?.requirement === fault.breaks));
  const histories = found.filter((kill) => kill?.by.includes('any-history') === true || kill?.by.includes('any-rules'));
  const commands = median(histories.map((kill) => kill?.commands ?? 0));
  const rulesLeft = median(histories.map((kill) => kill?.rules ?? 0));
  const spent = found.reduce((sum, kill) => sum + (kill?.calls ?? 0), 0);
  const perHundred = spent === 0 ? 0 : (found.length / spent) * 100;
  const ofOneRun = (atDefault.length / maxCallsOf('default')) * 100;
  return [
    `${proper.length} of ${rows.length} faults are killed by their own requirement (${rare.filter(isProper).length} of ${rare.length} rare ones, on at least 95% of the seeds), ${deep.filter(isProper).length} of ${deep.length} of them at deep effort;`,
    `median ${calls} calls to the kill; ${green} of ${count} harmless variants stay green, in ${variants.length} runs of the operations that they may matter to.`,
    `The median counterexample of generated histories has ${commands} ${commands === 1 ? 'request' : 'requests'} and ${rulesLeft} ${rulesLeft === 1 ? 'rule' : 'rules'}.`,
    `A run of at most ${maxCallsOf('default')} calls finds ${atDefault.length} faults, ${ofOneRun.toFixed(1)} for each 100 calls; looked for one at a time, each from an empty target, ${perHundred.toFixed(2)} are found for each 100.`,
  ].join(' ');
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** One line that breaks no table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
