/** Creates resources: each is in the journal before its request is sent, and tagged if the target takes tags. */
import type { SuccessOutcome } from '../checks/outcome.ts';
import type { Call, Caller, CallWitness, Pairs } from '../endpoint/caller.ts';
import { describeUnexpected } from '../endpoint/expect-success.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import { runTagPairs } from '../endpoint/journal/run-tag.ts';

/** What calls that create are made with; `witness` sees each of them. */
export interface GroupAccess {
  readonly caller: Caller;
  readonly witness?: CallWitness;
  readonly journal: Journal;
}

/** What was found or made, or why there is none. */
export type CreateResult<Found> =
  | { readonly found: Found; readonly why: string }
  /** `isContradiction`: the target returned success without the id that the service model has there. */
  | { readonly found: undefined; readonly why: string; readonly isContradiction?: true };

/** What is created, as the journal names it: for cases, and by a sweep over every action. Most are the names that tags have for them. */
export type CreatedKind =
  | 'group'
  | 'vpc'
  | 'prefix-list'
  | 'network-interface'
  | 'subnet'
  | 'route-table'
  | 'network-acl'
  | 'internet-gateway'
  | 'dhcp-options'
  | 'key-pair';

/** A resource that is about to be created: kind, action, parameters, and where its id is in the response. */
export interface Creation {
  readonly kind: CreatedKind;
  readonly action: string;
  /** Contains the run's id, so that the resource is found if the response never comes. */
  readonly name: string;
  readonly params: Pairs;
  /** Tags beside the run's own. */
  readonly tags?: Pairs;
  readonly idIn: (response: SuccessOutcome) => string | undefined;
}

/** The id of what was created. Throws only what is no response of the target. */
export async function create(access: GroupAccess, creation: Creation): Promise<CreateResult<string>> {
  const { kind, action, name, idIn } = creation;
  access.journal.write({ event: 'creating', kind, name });
  let mayExist = false;
  const witness: CallWitness = (call, sent) => {
    const { outcome } = call;
    mayExist ||= !(outcome.kind === 'no-response' && outcome.failure.kind === 'refused');
    access.witness?.(call, sent);
  };
  const { outcome } = await callTagged({ ...access, witness }, creation).catch((problem: unknown) => {
    // Nothing left this machine, so that there is nothing to look for.
    if (!mayExist) access.journal.write({ event: 'refused', kind, name });
    throw problem;
  });
  if (outcome.kind !== 'success' || outcome.status !== 200) {
    // A duplicate of a name of ours was made by the same request, whose response was a server error.
    if (outcome.kind === 'error' && !/Duplicate/.test(outcome.code)) {
      access.journal.write({ event: 'refused', kind, name });
    }
    return { found: undefined, why: `${action} ${describeUnexpected(outcome)}` };
  }
  const id = idIn(outcome);
  if (id === undefined || id === '') {
    // What is tagged is found by its tag when the run is over; nothing else can be named to delete it.
    access.journal.write({ event: 'nameless', kind, name });
    return {
      found: undefined,
      why: `${action} returned success without the id of what it made`,
      isContradiction: true,
    };
  }
  if (!access.caller.isUsableId(id)) {
    return { found: undefined, why: `${action} answered with an id that cannot be used: ${access.caller.display(id)}` };
  }
  access.journal.write({ event: 'created', kind, name, id });
  access.caller.consistency.noteMade(id);
  return { found: id, why: `${action} made ${id}` };
}

/** Without tags, from then on, when the target takes the same request without them. */
async function callTagged({ caller, witness }: GroupAccess, { kind, action, params, tags }: Creation): Promise<Call> {
  if (!caller.tagsAccepted) {
    return caller.callSettled(action, params, witness);
  }
  const tagged = [...params, ...runTagPairs(kind === 'group' ? 'security-group' : kind, caller.settings, tags)];
  const call = await caller.callSettled(action, tagged, witness);
  if (call.outcome.kind !== 'error') {
    return call;
  }
  const plain = await caller.call(action, params, witness);
  caller.tagsAccepted = plain.outcome.kind !== 'success';
  return plain.outcome.kind === 'success' ? plain : call;
}
