/** The page on the mutants of the grammar: how many fail a requirement of their own, and the others by name. Pure. */
import type { GrammarAttempt } from './kill-matrix-run.ts';

/** A mutant of the grammar and what detected it. */
export interface GrammarRow extends GrammarAttempt {
  /** The action of the operation that it is wrong in. */
  readonly operation: string;
  /** What it does, and in which cell: `refuses kind=group carriage=get`. */
  readonly id: string;
}

/** `totals`: how many mutants the grammar has, by operation, of which these are a part. */
export function renderGrammar(
  rows: readonly GrammarRow[],
  totals: ReadonlyMap<string, number>,
): { readonly text: string; readonly summary: string } {
  const { own, others, survivors } = parted(rows);
  const share = (some: readonly GrammarRow[]) => `${((100 * some.length) / Math.max(1, rows.length)).toFixed(1)}%`;
  const total = [...totals.values()].reduce((sum, count) => sum + count, 0);
  const summary =
    `${rows.length} of ${total} mutants of the grammar at default effort: ${own.length} (${share(own)}) fail a requirement ` +
    `of their own, ${others.length} (${share(others)}) another one, ${survivors.length} (${share(survivors)}) none.`;
  const text = [
    '# Mutants of the grammar',
    '',
    'Each is wrong in one operation where two values of a request meet: how the rule is named and sent, what it is, its place in',
    'the request, how it came to be, the request before. Written by `npm run kill-matrix:grammar`.',
    '',
    summary,
    '',
    '| operation | mutants | run | fail a requirement of their own | another one | none |',
    '| --- | --: | --: | --: | --: | --: |',
    ...[...totals].map(([operation, count]) => {
      const run = rows.filter((row) => row.operation === operation);
      const parts = parted(run);
      const counts = [count, run.length, parts.own.length, parts.others.length, parts.survivors.length];
      return `| ${operation} | ${counts.join(' | ')} |`;
    }),
    '',
    ...section(
      'Survivors',
      survivors.map(({ id }) => `- ${id}`),
    ),
    ...section(
      'Fail another requirement',
      others.map(({ id, requirement, by }) => `- ${id}: ${requirement}, by ${by}`),
    ),
  ].join('\n');
  return { text: `${text.trimEnd()}\n`, summary };
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
