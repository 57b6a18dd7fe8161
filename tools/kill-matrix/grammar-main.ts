/**
 * `npm run kill-matrix:grammar [-- --every=N] [--from=N] [--operation=ACTION] [--resume=FILE]`: runs one in N mutants of the
 * grammar, of one operation or of each, at default effort, and those that fail no requirement of their own at deep effort too. Writes
 * reports/mutant-grammar.md: how many fail a requirement of their own, and which do not.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GrammarMutant, grammarMutants } from '../../harness/mutants/grammar/grammar.ts';
import { isAmong } from '../../harness/mutants/grammar/requirements.ts';
import { sisterMutants } from '../../harness/mutants/grammar/sisters.ts';
import { packageRoot } from '../../harness/package/package-root.ts';
import { referenceBehaviour } from '../../harness/reference/behaviour.ts';
import { type GrammarRow, renderGrammar } from './grammar-page.ts';
import { attemptGrammarKill } from './kill-matrix-run.ts';
import { keepLine, optionNamed, resumedLines } from './resume.ts';

const every = Number(optionNamed('every') ?? 10);
const from = Number(optionNamed('from') ?? 0);
const action = optionNamed('operation');

const all = [...grammarMutants(), ...sisterMutants()].filter(
  ({ operation }) => action === undefined || action === operation,
);
const known = new Map(resumedLines<GrammarRow>().map((row) => [row.id, row]));

const rows: GrammarRow[] = [];
for (const mutant of all.filter((_, index) => index % every === from)) {
  const row = await rowOf(mutant, known.get(mutant.id));
  rows.push(row);
  if (row.isOwn !== true) process.stdout.write(`${row.id}: ${outcomeOf(row)}; deep: ${outcomeOf(row.deep)}\n`);
}
const totals = new Map<string, number>();
for (const { operation } of all) totals.set(operation, (totals.get(operation) ?? 0) + 1);
const { text, summary } = renderGrammar(rows, totals);
process.stdout.write(`${summary}\n`);
writeFileSync(join(packageRoot(), 'reports', 'mutant-grammar.md'), text);

/** `row`: what is known of the mutant. */
async function rowOf({ operation, id, breaks, apply }: GrammarMutant, row?: GrammarRow): Promise<GrammarRow> {
  const isOwn = (requirement: string) => isAmong(breaks, requirement);
  const attempt = (effort: 'default' | 'deep') =>
    attemptGrammarKill(apply(referenceBehaviour), isOwn, operation, effort);
  const atDefault = row ?? { operation, id, ...(await attempt('default')) };
  const isComplete = atDefault.isOwn === true || atDefault.deep !== undefined;
  const complete = isComplete ? atDefault : { ...atDefault, deep: await attempt('deep') };
  if (complete !== row) keepLine(complete);
  return complete;
}

function outcomeOf({ requirement, by }: Pick<GrammarRow, 'requirement' | 'by'> = {}): string {
  return requirement === undefined ? 'survives' : `${requirement}, by ${by}`;
}
