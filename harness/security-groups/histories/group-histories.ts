/** Finds failures that depend on earlier requests to a group, by running histories of its rules. */
import type { Histories } from '../../engine/engine.ts';
import type { History } from '../generators/histories/history.ts';
import { type RequestSummary, summarize } from '../generators/histories/history-model.ts';
import type { VpcKind } from '../model/rule.ts';
import type { TargetProfile } from '../probe/target-profile.ts';
import { groupSceneOf } from '../scene/group-scene.ts';
import { recordedHistory } from './recorded-history.ts';
import { type HistoryOutcome, type HistoryTrial, runHistory } from './run-history.ts';
import { failingAlone, smallerHistories } from './smaller-histories.ts';

/** What an operation requires of histories. */
export interface HistoryRequirements {
  /** The statement that a history tests: true of any history on a conforming target. */
  readonly title: string;
  /** The requirement that the last of these requests fails after the others, all of which matter; undefined: none. */
  readonly requirementOf: (requests: readonly RequestSummary[], vpc: VpcKind) => string | undefined;
}

/** The histories of security groups for the engine's search for history-dependent failures. */
export function groupHistories({ title, requirementOf }: HistoryRequirements): Histories {
  const histories: Histories<HistoryTrial, HistoryOutcome> = {
    title,
    recorded: (engine, cases) => {
      const { parts } = groupSceneOf(engine);
      // Without new groups nothing can be repeated.
      if (parts.profile.groups !== undefined) return undefined;
      const history = recordedHistory(cases, parts);
      const vpc = cases.at(-1)?.testCase.vpc ?? usualVpc(parts.profile);
      return history === undefined || history.commands.length < 2 ? undefined : { vpc, history };
    },
    run: runHistory,
    smaller: (trial, { failed }) => (failed === undefined ? [] : smallerHistories(trial, failed)),
    // A request of which nothing is required has no failure of its own: the history is not what was recorded.
    isFailure: ({ result, failed }) =>
      result.verdict === 'fail' && !(failed?.command.kind === 'case-request' && failed.command.isOpen),
    split: (trial, { failed }) => {
      if (failed === undefined || failed.index === 0) return undefined;
      const { vpc, history } = trial;
      const whole: History = { ...history, commands: history.commands.slice(0, failed.index + 1) };
      return {
        whole: { vpc, history: whole },
        alone: failingAlone(trial, failed),
        requirement: requirementOf(summarize(whole, vpc), vpc),
      };
    },
  };
  return histories;
}

function usualVpc({ vpcs }: TargetProfile): VpcKind {
  return vpcs.nondefault === undefined && vpcs.default !== undefined ? 'default' : 'nondefault';
}
