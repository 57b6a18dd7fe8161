import type { GeneralCheck } from '../checks/general-check.ts';
import type { RequestSummary } from '../security-groups/generators/histories/history-model.ts';
import type { Direction, VpcKind } from '../security-groups/model/rule.ts';

/**
 * The operation under test: all that the engine knows of it, passed in from where its cases are. The engine sets up
 * groups, sends, reads and judges the same way for each.
 */
export interface Operation {
  /** Its name, which a request carries as Action unless its case says otherwise. */
  readonly action: string;
  /** Which rules of a group it is about; undefined: those of both directions, or none. */
  readonly direction?: Direction;
  /** Its cases work on nothing that has to be set up: nothing is created for a run of it, and nothing tried. */
  readonly isStateless?: true;
  /** What every response of a run is judged by. */
  readonly generalChecks: readonly GeneralCheck[];
  /** Which requirements history-dependent failures are about; undefined: none, and they count as flaky. */
  readonly histories?: HistoryRequirements;
  /** Which requirement a success fails that changes nothing, where a refusal was due; undefined: those of its case. */
  readonly refusal?: RefusalRequirement;
}

/** The requirement that what does not match, or is there already, is refused at all. */
export interface RefusalRequirement {
  readonly requirement: string;
  /** Requirements that say what matches: a success that changes nothing has told it apart, and did not refuse it. */
  readonly besides: (requirement: string) => boolean;
}

export interface HistoryRequirements {
  /** What is true of any history on a conforming target. */
  readonly title: string;
  /** The requirement that the last of these requests fails after the others, all of which matter; undefined: none. */
  readonly requirementOf: (requests: readonly RequestSummary[], vpc: VpcKind) => string | undefined;
}

/** Of the rules that set-up tries, and that histories are about: ingress where the operation is not about one direction. */
export function directionOf({ direction = 'ingress' }: Pick<Operation, 'direction'>): Direction {
  return direction;
}
