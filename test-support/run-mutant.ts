/** Runs every case against one mutant of the reference target, and says whether the right requirements turned red. */

import type { Case } from '../harness/cases/case.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { CaseVerdict } from '../harness/checks/finding.ts';
import type { TargetSettings } from '../harness/endpoint/target-settings.ts';
import type { TestedOperation } from '../harness/engine/engine.ts';
import { executeCase } from '../harness/engine/execute-case.ts';
import { withEngine } from '../harness/engine/run/in-process.ts';
import type { Fault } from '../harness/mutants/fault.ts';
import type { Behaviour } from '../harness/reference/behaviour.ts';
import { type Reference, startReference } from '../harness/reference/reference.ts';
import type { Level } from '../harness/register/requirement.ts';
import { settingsForReference } from './reference-settings.ts';

/** What is run: cases of the suites and the operation they are about, which the harness does not know by itself. */
export interface MutantRunInput {
  readonly cases: readonly Case[];
  readonly operation: TestedOperation;
}

/** The results of all cases on one mutant. */
export interface MutantRun {
  readonly results: readonly CaseResult[];
  readonly callsByAction: Readonly<Record<string, number>>;
  /** Sentences about what a run must never come to, whatever the target does. */
  readonly troubles: readonly string[];
}

/** What a report says of a requirement and of a case; a whole report is one of these. */
export interface JudgedReport {
  readonly requirements: readonly { readonly id: string; readonly level: Level; readonly verdict: string }[];
  readonly cases: readonly {
    readonly id: string;
    readonly requirements: readonly string[];
    readonly verdict: CaseVerdict;
    readonly observed: string;
    readonly reason?: { readonly message: string };
  }[];
}

/**
 * Starts a reference target with this behaviour on loopback, runs all cases in this thread, and ends it.
 *
 * Each case is read by itself, none in a chain, and each is asked whatever failed before it: what is reported of a mutant
 * is then reported by the case that is about it. `own`: no case gets groups that another one has used. `further`: settings that are to
 * be otherwise.
 */
export async function runMutant(
  behaviour: Behaviour,
  { cases, operation }: MutantRunInput,
  groups: 'shared' | 'own' = 'shared',
  further: Partial<TargetSettings> = {},
): Promise<MutantRun> {
  const target = await startReference({ behaviour });
  const settings = { ...settingsFor(target), ...further };
  // The target ends with the run: what was created there need not be deleted.
  const untidied = { ...operation, domain: { ...operation.domain, tearDown: async () => [] } };
  try {
    const { value: results, callsByAction } = await withEngine(settings, untidied, async (engine) => {
      const done: CaseResult[] = [];
      for (const [index, testCase] of cases.entries()) {
        const own = { ...settings, runId: `${settings.runId}-${index}` };
        const scene =
          groups === 'own'
            ? operation.domain.scene({ settings: own, profile: engine.preparation, operation })
            : engine.scene;
        done.push(await executeCase({ ...engine, scene }, testCase), ...engine.historyDependence.take());
      }
      return done;
    });
    const errors = results.filter(({ verdict }) => verdict === 'error');
    return {
      results,
      callsByAction,
      troubles: [
        ...errors.map(({ id, reason }) => `${id} ends in an error: ${reason?.message}`),
        ...target.stats.mistakes.map(({ stack }) => `the target made a mistake of its own: ${stack}`),
      ],
    };
  } finally {
    await target.close();
  }
}

/**
 * Why this fault is not caught as it should be; empty when it turns its requirement red and nothing unrelated. `sums`: the
 * requirements that sum up a topic, which a rare fault may fail in place of its own.
 */
export function faultProblems(
  fault: Fault,
  { requirements, cases }: JudgedReport,
  sums: readonly string[] = [],
): readonly string[] {
  const red = requirements
    .filter(({ level, verdict }) => level !== 'OBSERVE' && verdict === 'fail')
    .map(({ id }) => id);
  const expected = [fault.breaks, ...(fault.alsoBreaks ?? [])];
  // A rare fault may survive the listed cases; what it breaks must be the right thing all the same.
  const isSummed = (id: string) => fault.needsRareValues === true && sums.includes(id);
  const isUnread = fault.needsRareValues === true && red.every(isSummed);
  const survivors = isUnread ? [] : expected.filter((id) => !red.includes(id));
  return [
    ...survivors.map(
      (id) => `${id} does not fail; it is ${requirements.find((one) => one.id === id)?.verdict ?? 'unknown'}`,
    ),
    ...red
      .filter((id) => !expected.includes(id) && !isSummed(id))
      .map((id) => `${id} fails, which is not what is broken: ${failureOf(id)}`),
  ];

  function failureOf(id: string): string {
    const failed = cases.find((one) => one.verdict === 'fail' && one.requirements.includes(id));
    return failed === undefined ? 'no failed case' : `${failed.id}: ${failed.observed}`;
  }
}

/** Why a target that is right does not conform; empty when nothing fails and everything could be tested. */
export function conformanceProblems({ requirements, cases }: JudgedReport): readonly string[] {
  return requirements
    .filter(({ level, verdict }) => verdict !== (level === 'OBSERVE' ? 'observed' : 'pass'))
    .map(({ id, verdict }) => {
      const odd = cases.find((one) => one.requirements.includes(id) && one.verdict === verdict);
      return `${id} is ${verdict}${odd === undefined ? '' : `: ${odd.id}: ${odd.reason?.message ?? odd.observed}`}`;
    });
}

function settingsFor(reference: Reference): TargetSettings {
  return settingsForReference(reference, 'kill', { maxResponseBytes: 8 * 1024 * 1024, concurrency: 4 });
}
