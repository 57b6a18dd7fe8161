/** Groups that the requests of a case create: written to the journal before they are asked for, deleted when the case is over. */
import type { Outcome } from '../../checks/outcome.ts';
import { textAt } from '../../checks/response-tree.ts';
import type { Caller } from '../../endpoint/caller.ts';
import { isNotFound } from '../../endpoint/consistency.ts';
import type { Journal } from '../../endpoint/journal/journal.ts';
import { BudgetSpent, TransportProblem } from '../../endpoint/problem.ts';
import type { CallAccess } from '../groups.ts';
import { createGroupAction } from './case-needs.ts';

/** The parts of a request that decide whether it may create a group. */
export interface MaybeCreation {
  readonly action: string;
  /** The form or the query that is sent. */
  readonly form: string;
}

interface CreatedGroup {
  readonly id: string;
  readonly name: string;
}

/** The groups that one case has created, for their deletion. */
export class CreatedGroups {
  readonly #caller: Pick<Caller, 'isUsableId'>;
  readonly #journal: Journal;
  readonly #groups: CreatedGroup[] = [];

  constructor({ caller, journal }: { readonly caller: Pick<Caller, 'isUsableId'>; readonly journal: Journal }) {
    this.#caller = caller;
    this.#journal = journal;
  }

  /**
   * Writes down that a group of this name may be there from now on. Not under a name that is not ours, such as `default`,
   * with which a case asks for a refusal: what is found under it later is not what the request made.
   */
  announce({ action, form }: MaybeCreation): void {
    if (action !== createGroupAction || !nameIn(form).includes('ec2-conformance-')) return;
    this.#journal.write({ event: 'creating', kind: 'group', name: nameIn(form) });
  }

  /** Writes down whether a group was created, whatever the case expects. */
  note({ action, form }: MaybeCreation, outcome: Outcome): void {
    if (action !== createGroupAction) return;
    const name = nameIn(form);
    if (outcome.kind === 'success') {
      const id = textAt(outcome.root, 'groupId') ?? '';
      // Without a usable id it is looked for by its name when the run is over.
      if (!this.#caller.isUsableId(id)) return;
      this.#groups.push({ id, name });
      this.#journal.write({ event: 'created', kind: 'group', name, id });
    } else if (outcome.kind === 'error' && outcome.status < 500) {
      this.#journal.write({ event: 'refused', kind: 'group', name });
    }
  }

  /** Deletes them, the last one first. What cannot be deleted stays in the journal, and is tried again when the run is over. */
  async deleteAll({ caller, witness }: CallAccess): Promise<void> {
    for (const { id, name } of this.#groups.splice(0).toReversed()) {
      try {
        const { outcome } = await caller.call('DeleteSecurityGroup', [['GroupId', id]], witness);
        const isGone = outcome.kind === 'success' || isNotFound(outcome);
        if (isGone) this.#journal.write({ event: 'deleted', kind: 'group', name, id });
      } catch (problem) {
        if (!(problem instanceof BudgetSpent || problem instanceof TransportProblem)) throw problem;
      }
    }
  }
}

function nameIn(form: string): string {
  return new URLSearchParams(form).get('GroupName') ?? '';
}
