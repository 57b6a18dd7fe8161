/** Finds out whether a target implements an action at all, so that a missing one is one finding and not a failure of each case. */
import type { Outcome } from '../checks/outcome.ts';
import type { Caller, CallWitness } from '../endpoint/caller.ts';
import { loadServiceModel } from '../service-model/load-model.ts';

/** Codes by which servers say that they do not know an action; EC2's own is InvalidAction. */
const unknownActionCodes: ReadonlySet<string> = new Set([
  'InvalidAction',
  'UnknownAction',
  'UnknownOperationException',
  'NotImplemented',
  'NotImplementedException',
]);

/** Whether the status says that what was asked for is not implemented: 501. */
export function isNotImplemented(outcome: Outcome): boolean {
  return outcome.kind !== 'no-response' && outcome.status === 501;
}

/** Whether the response says that the action is not known or not implemented: 501, or one of these codes. */
function saysNotImplemented(outcome: Outcome): boolean {
  return isNotImplemented(outcome) || (outcome.kind === 'error' && unknownActionCodes.has(outcome.code));
}

/** What one run knows of the target's actions. */
export class ImplementedActions {
  readonly #missing = new Map<string, boolean>();

  /** Whether the target is known to lack the action. */
  isMissing(action: string): boolean {
    return this.#missing.get(action) === true;
  }

  /**
   * Learns from a response. Where it says that an action of EC2 is missing, and no request has shown the contrary, the
   * target is asked once more: with a plain signed POST, a dry run without further parameters, which no server that has the
   * action takes for unknown.
   */
  async note(action: string, outcome: Outcome, caller: Caller, witness?: CallWitness): Promise<void> {
    if (this.#missing.has(action)) return;
    if (outcome.kind === 'success') this.#missing.set(action, false);
    if (!saysNotImplemented(outcome) || !loadServiceModel().actions.has(action)) return;
    const { outcome: plain } = await caller.call(action, [['DryRun', 'true']], witness);
    this.#missing.set(action, saysNotImplemented(plain));
  }
}
