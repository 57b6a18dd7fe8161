/**
 * `npm run kill-matrix [-- --seeds=N] [--resume=FILE] [--kills-only] [FAULT …]`: runs the whole catalogue of faults at default
 * effort, or at deep effort where that alone asks the requirement that the fault breaks, and writes reports/kill-matrix.md:
 * which case or property kills which fault, after how many calls, with which counterexample; and that no variant turns red in any operation.
 * Then runs every fault of every operation against all of its listed cases, of which `npm test` runs a sample: only the
 * requirement that the fault breaks may fail. `--kills-only` leaves that out, and the page says so. Of named faults the result
 * is printed and no page is written.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { revokeFaults } from '../../harness/mutants/catalogue.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import { packageRoot } from '../../harness/package/package-root.ts';
import { operations } from '../../suites/operations.ts';
import { MutantCases } from '../../test-support/mutant-cases.ts';
import { attemptKill, effortFor, type ListedResult, redOf } from './kill-matrix-run.ts';
import { type AllCasesRow, type Kill, renderKillMatrix, type VariantRow } from './page.ts';
import { keepLine, optionNamed, resumedLines } from './resume.ts';

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
/** On how many seeds a rare fault is run. */
const seedCount = Number(optionNamed('seeds') ?? 20);

/** What is known of a fault and a seed; kept in the file of `--resume`. */
interface Line {
  /** Id of a fault; after the operation, of a fault against all cases; after `variant` and the operation, of a variant. */
  readonly of: string;
  readonly seed: number;
  readonly kill?: Kill;
  readonly listed?: ListedResult;
  readonly red?: readonly string[];
  readonly problems?: readonly string[];
}

const lines = new Map(resumedLines<Line>().map((line) => [`${line.of} ${line.seed}`, line]));

function keep(line: Line): Line {
  lines.set(`${line.of} ${line.seed}`, line);
  keepLine(line);
  return line;
}

async function killLine(fault: Fault, seed: number): Promise<Line | undefined> {
  const first = lines.get(`${fault.id} 1`);
  // A listed case kills whatever the seed.
  if (seed > 1 && (fault.needsRareValues !== true || first?.listed === undefined)) {
    return undefined;
  }
  const known = lines.get(`${fault.id} ${seed}`);
  if (known !== undefined) {
    return known;
  }
  const { kill, listed } = await attemptKill(fault, seed, first?.listed);
  return keep({
    of: fault.id,
    seed,
    ...(kill === undefined ? {} : { kill }),
    ...(listed === undefined ? {} : { listed }),
  });
}

const chosen = revokeFaults.filter(({ id }) => named.length === 0 || named.includes(id));
const kills = new Map<string, (Kill | undefined)[]>(chosen.map(({ id }) => [id, []]));
for (let seed = 1; seed <= seedCount; seed += 1) {
  for (const fault of chosen) {
    const line = await killLine(fault, seed);
    if (line === undefined) {
      continue;
    }
    kills.get(fault.id)?.push(line.kill);
    if (line.kill?.requirement !== fault.breaks) {
      process.stdout.write(
        `${fault.id} (${fault.breaks}), seed ${seed}: ${line.kill === undefined ? 'survives' : line.kill.requirement}\n`,
      );
    }
  }
}
const variantRows: VariantRow[] = [];
for (const load of Object.values(operations)) {
  const { action, variants } = await load();
  for (const variant of (await variants()).filter(({ id }) => named.length === 0 || named.includes(id))) {
    const of = `variant ${action} ${variant.id}`;
    const known = lines.get(`${of} 0`);
    const { red = [] } = known ?? keep({ of, seed: 0, red: await redOf(variant, action) });
    variantRows.push({ operation: action, variant, red });
    if (red.length > 0) process.stdout.write(`${of}: ${red.slice(0, 3).join('; ')}\n`);
  }
}
const allCasesRows: AllCasesRow[] = [];
const isKillsOnly = process.argv.includes('--kills-only');
for (const load of isKillsOnly ? [] : Object.values(operations)) {
  const suite = await load();
  const cases = new MutantCases(suite);
  const asked = (await suite.faults()).filter(({ id }) => named.length === 0 || named.includes(id));
  for (const fault of asked) {
    const of = `${suite.action} ${fault.id}`;
    const known = lines.get(`${of} 0`);
    const { problems = [] } = known ?? keep({ of, seed: 0, problems: await cases.problemsOfFault(fault) });
    allCasesRows.push({ operation: suite.action, fault, problems });
    if (problems.length > 0) {
      process.stdout.write(`${of}, all cases: ${problems.slice(0, 3).join('; ')}\n`);
    }
  }
}
const rows = chosen.map((fault) => ({
  fault,
  kills: kills.get(fault.id) ?? [],
  isDeep: effortFor(fault) === 'deep',
}));
const { text, summary } = renderKillMatrix(rows, variantRows, allCasesRows, seedCount);
process.stdout.write(`${summary}\n`);
if (named.length === 0) {
  writeFileSync(join(packageRoot(), 'reports', 'kill-matrix.md'), text);
}
