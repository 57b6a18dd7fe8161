/** The page on the mutants of the grammar: how many fail a requirement of their own, and the others by name. Pure. */
import type { GrammarAttempt } from './kill-matrix-run.ts';

/** A mutant of the grammar and what detected it. */
export interface GrammarRow extends GrammarAttempt {
  /** The action of the operation that it is wrong in. */
  readonly operation: string;
  /** What it does, and in which cell: `refuses kind=group carriage=get`. */
  readonly id: string;
  /** At deep effort, of those that fail no requirement of their own at default effort. */
  readonly deep?: GrammarAttempt;
}

/** `totals`: how many mutants the grammar has, by operation, of which these are a part. */
export function renderGrammar(
  rows: readonly GrammarRow[],
  totals: ReadonlyMap<string, number>,
): { readonly text: string; readonly summary: string } {
  const { own, others, survivors } = parted(rows);
  const { own: deepOwn } = parted(atDeep(rows));
  const share = (some: readonly GrammarRow[]) => `${((100 * some.length) / Math.max(1, rows.length)).toFixed(1)}%`;
  const total = [...totals.values()].reduce((sum, count) => sum + count, 0);
  const summary =
    `${rows.length} of ${total} mutants of the grammar at default effort: ${own.length} (${share(own)}) fail a requirement ` +
    `of their own, ${others.length} (${share(others)}) another one, ${survivors.length} (${share(survivors)}) none. At deep effort ${deepOwn.length} (${share(deepOwn)}) fail one of their own.`;
  const text = [
    '# Mutants of the grammar',
    '',
    'Each is wrong in one operation where two values of a request meet: how the rule is named and sent, what it is, its place in',
    'the request, how it came to be, the request before. Written by `npm run kill-matrix:grammar`.',
    '',
    summary,
    '',
    '| operation | mutants | run | fail a requirement of their own | another one | none | of their own at deep effort |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...[...totals].map(([operation, count]) => {
      const run = rows.filter((row) => row.operation === operation);
      const parts = parted(run);
      const deep = parted(atDeep(run)).own.length;
      const counts = [count, run.length, parts.own.length, parts.others.length, parts.survivors.length, deep];
      return `| ${operation} | ${counts.join(' | ')} |`;
    }),
    '',
    ...section(
      'Survivors',
      survivors.map((row) => `- ${row.id}${deepText(row)}`),
    ),
    ...section(
      'Fail another requirement',
      others.map((row) => `- ${row.id}: ${row.requirement}, by ${row.by}${deepText(row)}`),
    ),
  ].join('\n');
  return { text: `${text.trimEnd()}\n`, summary };
}

/** What deep effort comes to, which asks all that default effort asks. */
function atDeep(rows: readonly GrammarRow[]): readonly GrammarRow[] {
  return rows.map((row) => ({ ...row, ...row.deep }));
}

function deepText({ deep }: GrammarRow): string {
  if (deep?.requirement === undefined) return '';
  return `; at deep effort ${deep.isOwn === true ? 'its own' : 'another one too'}: ${deep.requirement}, by ${deep.by}`;
}

/** By what became of them. */
function parted(rows: readonly GrammarRow[]): Readonly<Record<'own' | 'others' | 'survivors', readonly GrammarRow[]>> {
  return {
    own: rows.filter(({ isOwn }) => isOwn === true),
    others: rows.filter(({ isOwn }) => isOwn === false),
    survivors: rows.filter(({ isOwn }) => isOwn === undefined),
  };
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}
