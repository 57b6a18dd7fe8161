/** The page on the mutants of the grammar: how many fail a requirement of their own, and the others by name. Pure. */
import type { GrammarAttempt } from './kill-matrix-run.ts';

/** A mutant of the grammar and what detected it. */
export interface GrammarRow extends GrammarAttempt {
  /** What it does, and in which cell: `refuses kind=group carriage=get`. */
  readonly id: string;
}

/** `total`: how many mutants the grammar has, of which these are a part. */
export function renderGrammar(
  rows: readonly GrammarRow[],
  total: number,
): { readonly text: string; readonly summary: string } {
  const own = rows.filter(({ isOwn }) => isOwn === true);
  const others = rows.filter(({ isOwn }) => isOwn === false);
  const survivors = rows.filter(({ isOwn }) => isOwn === undefined);
  const share = (count: number) => `${((100 * count) / Math.max(1, rows.length)).toFixed(1)}%`;
  const summary =
    `${rows.length} of ${total} mutants of the grammar at default effort: ${own.length} (${share(own.length)}) fail a requirement ` +
    `of their own, ${others.length} (${share(others.length)}) another one, ${survivors.length} (${share(survivors.length)}) none.`;
  const text = [
    '# Mutants of the grammar',
    '',
    'Each is wrong where two values of a revoke meet: how the rule is named and sent, what it is, its place in the request, how it',
    'came to be, the request before. Written by `npm run kill-matrix:grammar`.',
    '',
    summary,
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

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}
