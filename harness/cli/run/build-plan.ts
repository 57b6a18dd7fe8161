/** From the options of a run to its plan. */

import type { Case } from '../../cases/case.ts';
import type { Effort } from '../../engine/plan/effort.ts';
import { isHarmless, supportsDryRun } from '../../engine/plan/safe-mode.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { placeSettings } from '../connection/target-settings.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { printedListCommand } from '../operation-option.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { type AlwaysAsked, nothingAlways, planRun, type RunPlan, safePlan } from './run-plan.ts';
import { refuseIdleGlobs, type Selection, selectCases } from './selection.ts';

/** The options of `run` that decide what is sent. */
export interface PlanningOptions {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly effort: Effort;
  readonly maxCalls: number | undefined;
  readonly mode: 'full' | 'safe';
  readonly useVpc: string | undefined;
  readonly useGroup: readonly string[];
}

/** Operations with what a baseline asks of them. */
export interface WantedOperation {
  readonly suite: OperationSuite;
  readonly always?: AlwaysAsked;
}

/**
 * Throws UsageMistake for globs that match nothing, and for places to work in that do not go together. Of several
 * operations, those of which the globs select nothing are left out.
 */
export function buildPlan(options: PlanningOptions, wanted: readonly WantedOperation[]): RunPlan {
  refusePlaces(options);
  refuseIdleGlobs(
    wanted.flatMap(({ suite }) => [...suite.requirements, ...suite.cases].map(({ id }) => id)),
    options,
    printedListCommand(wanted[0]?.suite.action),
  );
  const asked = wanted
    .map(({ suite, always = nothingAlways }) => {
      const selection = selectCases(
        suite.requirements,
        suite.cases,
        options,
        suite.generalChecks.map(({ requirement }) => requirement),
      );
      return { suite, always, selection: options.mode === 'safe' ? harmlessOf(selection, suite) : selection };
    })
    .filter(({ selection }) => wanted.length === 1 || selection.cases.length > 0);
  return options.mode === 'safe'
    ? safePlan(asked, options.maxCalls)
    : planRun(asked, {
        effort: options.effort,
        maxCalls: options.maxCalls,
        isNamed: options.only.length > 0,
        place: placeSettings(
          omitUndefined({
            useVpc: options.useVpc,
            useGroups: options.useGroup.length > 0 ? options.useGroup : undefined,
          }),
        ),
      });
}

function refusePlaces({ mode, useVpc, useGroup }: PlanningOptions): void {
  if (mode === 'safe' && useGroup.length !== 1) {
    throw new UsageMistake('--mode safe takes one --use-group ID: the requests have to name a group without rules.');
  }
  if (useGroup.length > 2) {
    throw new UsageMistake('--use-group takes at most two groups: the second is the one that rules refer to.');
  }
  if (useGroup.length > 0 && useVpc !== undefined) {
    throw new UsageMistake('--use-group creates no groups, so --use-vpc has no effect. Give one of them.');
  }
}

/** The cases that cannot change anything, and their controls as dry runs. */
function harmlessOf({ cases, requirements }: Selection, suite: OperationSuite): Selection {
  const isSafe = (one: Case) => isHarmless(one, suite);
  const isControlled = ({ control }: Case) =>
    control === undefined || cases.some((one) => one.id === control && (isSafe(one) || supportsDryRun(one, suite)));
  const harmless = cases.filter((one) => !suite.properties.has(one.id) && isSafe(one) && isControlled(one));
  const controls = new Set(harmless.map(({ control }) => control));
  const covered = new Set(harmless.flatMap((one) => one.requirements));
  const asked = cases.filter((one) => harmless.includes(one) || controls.has(one.id));
  return { cases: asked, requirements: new Set([...requirements].filter((id) => covered.has(id))) };
}
