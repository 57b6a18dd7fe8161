/**
 * `npm run kill-matrix [-- --seeds=N] [FAULT …]`: runs the whole catalogue of faults at default effort and writes reports/kill-matrix.md: which
 * case or property kills which fault, after how many calls, with which counterexample; and that no variation turns red.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from '../../suites/requirements/register.ts';
import { allCases } from '../../suites/server/cases.ts';
import { revokeIngress } from '../../suites/server/operation.ts';
import { properties } from '../../suites/server/properties.ts';
import { faults } from '../faults/catalogue.ts';
import type { Fault, Variation } from '../faults/fault.ts';
import { variations } from '../faults/variations.ts';
import type { CaseResult } from '../judgement/case-result.ts';
import { type Behaviour, referenceBehaviour } from '../reference/behaviour.ts';
import { startReference } from '../reference/reference.ts';
import { effortLimits, planEffort } from '../suite/effort.ts';
import type { Engine } from '../suite/engine.ts';
import { executeBatch, planBatches } from '../suite/execute-batch.ts';
import { withEngine } from '../suite/in-process.ts';
import { packageRoot } from '../suite/package-root.ts';
import { shareOf } from '../suite/property-budget.ts';
import { CallBudget } from '../target/call-budget.ts';
import { type Kill, type MatrixRow, renderKillMatrix } from './kill-matrix-page.ts';

const plan = planEffort(allCases(), register.requirements, 'default', revokeIngress);
const dependsOn = Object.fromEntries(register.requirements.map(({ id, dependsOn: needed }) => [id, needed]));
const levels = new Map(register.requirements.map(({ id, level }) => [id, level]));
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
/** `--seeds=3`: on how many seeds a rare fault is run; 20 takes an hour. */
const seedCount = Number(process.argv.find((argument) => argument.startsWith('--seeds='))?.slice(8) ?? 20);
const seeds = Array.from({ length: seedCount }, (_, index) => index + 1);

/** Wanted is called after every batch and property; a true ends the run. */
async function runDefault(
  behaviour: Behaviour,
  seed: number,
  wanted: (results: readonly CaseResult[], engine: Engine) => boolean,
) {
  const reference = await startReference({ behaviour });
  const settings = {
    endpoint: String(reference.endpoint),
    region: reference.region,
    identities: reference.credentials,
    timeoutMs: 10_000,
    maxAnswerBytes: 8 * 1024 * 1024,
    concurrency: 1,
    declared: {},
    runId: `kill${seed}`,
  };
  try {
    await withEngine(
      settings,
      revokeIngress,
      async (engine) => {
        for (const batch of planBatches(plan.cases)) {
          if (wanted(await executeBatch(engine, batch), engine)) {
            return;
          }
        }
        for (const property of properties) {
          const share = shareOf(property, properties, plan.generatedCalls);
          if (wanted(await property.execute(engine, { seed, ...share }), engine)) {
            return;
          }
        }
      },
      new CallBudget({ maxCalls: effortLimits.default.calls }),
      dependsOn,
    );
  } finally {
    await reference.close();
  }
}

/** Requirements that a result fails: its own, and those that its answers depart from. */
function failedBy(result: CaseResult): readonly string[] {
  const departing = result.findings
    .filter(({ departures }) => departures.length > 0)
    .map(({ requirement }) => requirement);
  return result.verdict === 'fail' ? [...result.requirements, ...departing] : departing;
}

async function killOf(fault: Fault, seed: number): Promise<Kill | undefined> {
  let kill: Kill | undefined;
  let other: Kill | undefined;
  await runDefault(fault.apply(referenceBehaviour), seed, (results, { caller }) => {
    for (const result of results) {
      const failed = failedBy(result);
      const made: Kill = {
        by: result.id,
        kind: result.kind,
        calls: caller.budget.total,
        counterexample: sentOf(result),
        requirement: fault.breaks,
      };
      if (failed.includes(fault.breaks)) {
        kill ??= made;
      }
      const [unrelated] = failed.filter((id) => levels.get(id) !== 'OBSERVE');
      if (unrelated !== undefined) {
        other ??= { ...made, requirement: unrelated };
      }
    }
    return kill !== undefined;
  });
  return kill ?? other;
}

function sentOf({ sent, given }: CaseResult): string {
  const rules = given === null ? '' : `given ${JSON.stringify(given)}; `;
  return `${rules}${sent.replaceAll('\n', ' ')}`.slice(0, 400);
}

async function rowOf(fault: Fault): Promise<MatrixRow> {
  const first = await killOf(fault, 1);
  const kills: (Kill | undefined)[] = [first];
  // A listed case kills whatever the seed.
  const isListed = first !== undefined && first.kind === 'fixture' && first.requirement === fault.breaks;
  if (fault.rare === true && !isListed) {
    for (const seed of seeds.slice(1)) {
      kills.push(await killOf(fault, seed));
    }
  }
  return { fault, kills };
}

async function redOf(variation: Variation): Promise<readonly string[]> {
  const red: string[] = [];
  await runDefault(variation.apply(referenceBehaviour), 1, (results) => {
    for (const result of results) {
      const failed = failedBy(result).filter((id) => levels.get(id) !== 'OBSERVE');
      const isOff = failed.length > 0 || !['pass', 'observed', 'not-applicable'].includes(result.verdict);
      if (isOff) {
        red.push(`${result.id} (${failed.join(', ') || result.verdict})`);
      }
    }
    return false;
  });
  return red;
}

const chosen = faults.filter(({ id }) => only.length === 0 || only.includes(id));
const rows: MatrixRow[] = [];
for (const fault of chosen) {
  const row = await rowOf(fault);
  rows.push(row);
  const killed = row.kills.filter((kill) => kill?.requirement === fault.breaks).length;
  if (killed < row.kills.length) {
    process.stdout.write(
      `${fault.id} (${fault.breaks}): killed on ${killed} of ${row.kills.length} seeds; ${row.kills.find((kill) => kill?.requirement !== fault.breaks)?.requirement ?? 'survives'}\n`,
    );
  }
}
const variationRows: { readonly variation: Variation; readonly red: readonly string[] }[] = [];
for (const variation of only.length === 0 ? variations : []) {
  const red = await redOf(variation);
  variationRows.push({ variation, red });
  if (red.length > 0) {
    process.stdout.write(`variation ${variation.id}: ${red.slice(0, 3).join('; ')}\n`);
  }
}
const { text, summary } = renderKillMatrix(rows, variationRows, seedCount);
process.stdout.write(`${summary}\n`);
if (only.length === 0) {
  writeFileSync(join(packageRoot(), 'reports', 'kill-matrix.md'), text);
}
