/**
 * Targets that are right and show what was changed late, each in a way of its own: the reference with delays. EC2 promises no
 * more than that a change is seen in the end, so every one of them has to come to the verdicts of the reference.
 */
import { type Behaviour, changed, referenceBehaviour } from '../../harness/reference/behaviour.ts';
import type { ReferenceCall } from '../../harness/reference/call.ts';
import { Refusal } from '../../harness/reference/responses/refusal.ts';
import type { Group, StoredRule } from '../../harness/reference/store.ts';

/** What is shown late, and by which action. */
export interface LateChange {
  readonly rule: StoredRule;
  readonly group: Group;
  /** Counts the rules that the target has made, from 1. */
  readonly number: number;
  readonly call: ReferenceCall;
}

/** Milliseconds until a change of rules is shown; 0: at once. */
export type Delay = (change: LateChange) => number;

/** A conforming target that shows some changes late. */
export interface LateTarget {
  readonly id: string;
  readonly means: string;
  /** A new one each time: it remembers what it has made. `base`: what is right or wrong besides. */
  readonly make: (base?: Behaviour) => Behaviour;
}

/** Shows new rules and revoked ones after these times. */
function showing({ added = () => 0, removed = () => 0 }: { readonly added?: Delay; readonly removed?: Delay }) {
  return (base: Behaviour): Behaviour => {
    const made = new Map<string, { readonly at: number; readonly number: number }>();
    return changed(base, {
      state: {
        newId: (prefix) => {
          const id = base.state.newId(prefix);
          if (prefix === 'sgr-') made.set(id, { at: Date.now(), number: made.size + 1 });
          return id;
        },
        visibleRules: (group, direction, call) => {
          const now = Date.now();
          const change = (rule: StoredRule): LateChange => ({
            ...{ rule, group, call },
            number: made.get(rule.id)?.number ?? 0,
          });
          const gone = group.revoked.filter(
            ({ rule, at }) => rule.direction === direction && now - at.getTime() < removed(change(rule)),
          );
          const rules = [...base.state.visibleRules(group, direction, call), ...gone.map(({ rule }) => rule)];
          return rules.filter((rule) => now - (made.get(rule.id)?.at ?? 0) >= added(change(rule)));
        },
      },
    });
  };
}

/** Does not know a new group for so long, in the actions that are meant. */
function groupsUnknown(ms: number, isMeant: (call: ReferenceCall, number: number) => boolean = () => true) {
  return (base: Behaviour): Behaviour => {
    const numbers = new Map<string, number>();
    return changed(base, {
      lookup: {
        byId: (id, call) => {
          const group = base.lookup.byId(id, call);
          if (group === undefined) return undefined;
          const number = numbers.get(id) ?? numbers.size + 1;
          numbers.set(id, number);
          return isMeant(call, number) && Date.now() - group.createdAt.getTime() < ms ? undefined : group;
        },
      },
    });
  };
}

/** Leaves a new group out of DescribeSecurityGroups for so long, and says nothing of it. */
function groupsUnlisted(ms: number) {
  return (base: Behaviour): Behaviour =>
    changed(base, {
      operations: {
        DescribeSecurityGroups: (call) => {
          const described = base.operations.DescribeSecurityGroups(call);
          const young = [...call.store.groups.values()].filter(
            ({ createdAt }) => Date.now() - createdAt.getTime() < ms,
          );
          const items = (described['securityGroupInfo'] ?? []) as readonly Readonly<Record<string, unknown>>[];
          const listed = items.filter(({ groupId }) => !young.some(({ id }) => id === groupId));
          return { ...described, securityGroupInfo: listed } as typeof described;
        },
      },
    });
}

/** Does not know things of this kind for so long after they were made. */
function unknownTo(
  action: keyof Behaviour['operations'],
  prefix: 'vpc-' | 'pl-',
  ms: number,
  refusal?: (id: string) => Refusal,
) {
  return (base: Behaviour): Behaviour => {
    const made = new Map<string, number>();
    return changed(base, {
      state: {
        newId: (wanted) => {
          const id = base.state.newId(wanted);
          if (wanted === prefix) made.set(id, Date.now());
          return id;
        },
      },
      operations: {
        [action]: (call: ReferenceCall) => {
          const young = call.pairs.find(([, value]) => Date.now() - (made.get(value) ?? 0) < ms)?.[1];
          const { errors } = call.behaviour;
          if (young !== undefined && refusal !== undefined) throw refusal(young);
          if (young !== undefined)
            throw prefix === 'vpc-' ? errors.vpcNotFound(young) : errors.prefixListNotFound(young);
          return base.operations[action](call);
        },
      },
    });
  };
}

/** Gives tags to what is made only so long after it was made. */
function tagging(ms: number) {
  return (base: Behaviour): Behaviour => {
    const late =
      (action: keyof Behaviour['operations']) =>
      (call: ReferenceCall): ReturnType<Behaviour['operations'][typeof action]> => {
        const before = new Set(call.store.tags.keys());
        const response = base.operations[action](call);
        for (const [id, tags] of call.store.tags) {
          if (before.has(id)) continue;
          call.store.tags.delete(id);
          setTimeout(() => call.store.tag(id, tags), ms).unref();
        }
        return response;
      };
    return changed(base, {
      operations: {
        CreateSecurityGroup: late('CreateSecurityGroup'),
        CreateVpc: late('CreateVpc'),
        CreateManagedPrefixList: late('CreateManagedPrefixList'),
      },
    });
  };
}

/** Holds a deleted group against what it was in, and what it referred to, for so long. */
function deleting(ms: number) {
  return (base: Behaviour): Behaviour => {
    const heldUntil = new Map<string, number>();
    const refused =
      (action: keyof Behaviour['operations']) =>
      (call: ReferenceCall): ReturnType<Behaviour['operations'][typeof action]> => {
        const held = call.pairs.find(([, value]) => Date.now() < (heldUntil.get(value) ?? 0))?.[1];
        if (held !== undefined) throw call.behaviour.errors.dependency(held);
        return base.operations[action](call);
      };
    const group = refused('DeleteSecurityGroup');
    return changed(base, {
      operations: {
        DeleteVpc: refused('DeleteVpc'),
        DeleteManagedPrefixList: refused('DeleteManagedPrefixList'),
        DeleteSecurityGroup: (call) => {
          const id = call.pairs.find(([name]) => name === 'GroupId')?.[1] ?? '';
          const former = call.store.groups.get(id);
          const response = group(call);
          for (const { source } of [...(former?.ingress ?? []), ...(former?.egress ?? [])]) {
            if (source.kind === 'group') heldUntil.set(source.groupId, Date.now() + ms);
            if (source.kind === 'prefix-list') heldUntil.set(source.prefixListId, Date.now() + ms);
          }
          if (former !== undefined) heldUntil.set(former.vpcId, Date.now() + ms);
          return response;
        },
      },
    });
  };
}

/** Does not find a new rule to revoke for so long. */
function rulesUnknownToRevoke(ms: number) {
  return (base: Behaviour): Behaviour => {
    const made = new Map<string, number>();
    return changed(base, {
      state: {
        newId: (prefix) => {
          const id = base.state.newId(prefix);
          if (prefix === 'sgr-') made.set(id, Date.now());
          return id;
        },
      },
      revoking: {
        candidates: (group, direction, call) =>
          base.revoking.candidates(group, direction, call).filter(({ id }) => Date.now() - (made.get(id) ?? 0) >= ms),
      },
    });
  };
}

const after =
  (ms: number): Delay =>
  () =>
    ms;
const isGroups = ({ call }: LateChange) => call.action === 'DescribeSecurityGroups';
const when =
  (isMeant: (change: LateChange) => boolean, ms: number): Delay =>
  (change) =>
    isMeant(change) ? ms : 0;

/** From 0 to `mostMs`, the same for the same rule: a multiplicative hash of its number. */
function random(seed: number, mostMs: number): Delay {
  return ({ number }) => ((Math.imul(number + seed, 0x9e37_79b1) >>> 8) % 1000) * (mostMs / 1000);
}

function target(id: string, means: string, ...parts: readonly ((base: Behaviour) => Behaviour)[]): LateTarget {
  return { id, means, make: (base = referenceBehaviour) => parts.reduce((behaviour, part) => part(behaviour), base) };
}

const isAuthorize = ({ action }: ReferenceCall) => action.startsWith('Authorize');

/** The late targets. */
export const lateTargets: readonly LateTarget[] = [
  target('revoked-late', 'shows revoked rules for another 300 ms', showing({ removed: after(300) })),
  target('added-late', 'shows new rules after 300 ms', showing({ added: after(300) })),
  target(
    'both-late',
    'shows new rules after 250 ms, revoked ones for 250 ms',
    showing({ added: after(250), removed: after(250) }),
  ),
  target(
    'directions-differ',
    'shows new rules after 100 ms, revoked ones for 500 ms',
    showing({ added: after(100), removed: after(500) }),
  ),
  target(
    'rules-view-late',
    'is late in DescribeSecurityGroupRules alone',
    showing({ added: when((one) => !isGroups(one), 300), removed: when((one) => !isGroups(one), 300) }),
  ),
  target(
    'groups-view-late',
    'is late in DescribeSecurityGroups alone',
    showing({ added: when(isGroups, 300), removed: when(isGroups, 300) }),
  ),
  target(
    'random',
    'is late by a random time up to 600 ms',
    showing({ added: random(1, 600), removed: random(7, 600) }),
  ),
  target(
    'later-changes',
    'is late from the fortieth rule on',
    showing({ added: when(({ number }) => number > 40, 300), removed: when(({ number }) => number > 40, 300) }),
  ),
  target(
    'egress-late',
    'is late with egress rules alone',
    showing({
      added: when(({ rule }) => rule.direction === 'egress', 300),
      removed: when(({ rule }) => rule.direction === 'egress', 300),
    }),
  ),
  target(
    'default-vpc-late',
    'is late in the default VPC alone',
    showing({ added: when(inDefaultVpc, 300), removed: when(inDefaultVpc, 300) }),
  ),
  target(
    'group-unknown-to-authorize',
    'Authorize does not know a new group for 400 ms',
    groupsUnknown(400, isAuthorize),
  ),
  target('group-unknown', 'knows a new group after 400 ms', groupsUnknown(400)),
  target(
    'group-unknown-later',
    'knows a new group after 400 ms, from the fourth group on',
    groupsUnknown(400, (_, number) => number > 3),
  ),
  target('group-unlisted', 'does not list a new group for 300 ms', groupsUnlisted(300)),
  target('vpc-unknown', 'knows a new VPC after 400 ms', unknownTo('CreateSecurityGroup', 'vpc-', 400)),
  target(
    'prefix-list-unknown',
    'knows a new prefix list after 400 ms',
    unknownTo('AuthorizeSecurityGroupIngress', 'pl-', 400),
  ),
  target(
    'prefix-list-in-the-making',
    'refuses a new prefix list for 400 ms, since it is still being made',
    unknownTo(
      'AuthorizeSecurityGroupIngress',
      'pl-',
      400,
      (id) => new Refusal(400, 'IncorrectState', `The prefix list ${id} is in the state create-in-progress.`),
    ),
  ),
  target('tags-late', 'shows tags after 300 ms', tagging(300)),
  target('deleted-late', 'holds a deleted group against others for 400 ms', deleting(400)),
  target('rule-unknown-to-revoke', 'finds a new rule to revoke after 300 ms', rulesUnknownToRevoke(300)),
  target(
    'everything-late',
    'is late with rules, groups, VPCs and deletions',
    showing({ added: after(200), removed: after(350) }),
    groupsUnknown(250),
    unknownTo('CreateSecurityGroup', 'vpc-', 400),
    deleting(300),
  ),
];

function inDefaultVpc({ group, call }: LateChange): boolean {
  return call.store.vpcs.get(group.vpcId)?.isDefault === true;
}
