/** Faults in how rules were set up: those of one permission, of several calls, with tags, changed in place. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { alsoRemoving, directionOfCall, isTested, neverMatching, outcomes } from '../revoke-changes.ts';
import { both } from '../rewriting.ts';
import { sameButSource, sameSourceAs } from '../rule-likeness.ts';

const together: readonly Fault[] = [
  {
    id: 'permission-kept-as-one-record',
    breaks: 'state/authorised-together',
    // Items are compared with rules by their ids.
    alsoBreaks: ['response/revoked-source'],
    means: 'gives the rules of one permission one id, under which they go together',
    apply: both(
      (b) => {
        const ids = new Map<string, string>();
        return changed(b, {
          authorizing: {
            stored: (wanted, group, direction, call) => {
              const rule = b.authorizing.stored(wanted, group, direction, call);
              const record = `${call.requestId} ${wanted.permission}`;
              const id = ids.get(record) ?? rule.id;
              ids.set(record, id);
              return { ...rule, id };
            },
          },
        });
      },
      alsoRemoving((named, other) => named.id === other.id),
    ),
  },
  {
    id: 'range-of-record-kept',
    breaks: 'state/authorised-together',
    means: 'responds with success and removes nothing when a request names one of several rules of one permission',
    apply: (b) => {
      const record = new Map<string, string>();
      const sizes = new Map<string, number>();
      return both(
        (before) =>
          changed(before, {
            authorizing: {
              stored: (wanted, group, direction, call) => {
                const rule = before.authorizing.stored(wanted, group, direction, call);
                const key = `${call.requestId} ${wanted.permission}`;
                record.set(rule.id, key);
                sizes.set(key, (sizes.get(key) ?? 0) + 1);
                return rule;
              },
            },
          }),
        outcomes((outcome) => {
          if (outcome.kind === 'refused') return outcome;
          const isKept = ({ id }: StoredRule) => {
            const key = record.get(id);
            const named = outcome.removed.filter((other) => record.get(other.id) === key).length;
            return key !== undefined && named < (sizes.get(key) ?? 1);
          };
          return { ...outcome, removed: outcome.removed.filter((rule) => !isKept(rule)) };
        }),
      )(b);
    },
  },
  {
    id: 'rules-of-the-latest-call-only',
    breaks: 'state/authorised-apart',
    crossesGroups: true,
    means: 'finds only rules of the call that authorised last',
    apply: (b) => {
      const latest = new Map<string, Set<string>>();
      return both(
        (before) =>
          changed(before, {
            authorizing: {
              afterwards: ({ group, direction, added }) =>
                void latest.set(`${group.id} ${direction}`, new Set(added.map(({ id }) => id))),
            },
          }),
        neverMatching((_, rule, call) => {
          const known = latest.get(`${rule.groupId} ${directionOfCall(call)}`);
          return isTested(call) && known !== undefined && !known.has(rule.id);
        }),
      )(b);
    },
  },
];

const changedInPlace: readonly Fault[] = [
  {
    id: 'tagged-rule-not-found',
    breaks: 'state/tagged-rule',
    means: 'finds no rule that has tags by its values',
    apply: neverMatching((_, rule, call) => isTested(call) && call.store.tagsOf(rule.id).size > 0),
  },
  {
    id: 'modified-rule-keeps-its-old-values',
    breaks: 'state/modified-rule',
    means: 'finds a modified rule by the values that it had before as well',
    apply: modified((former, wanted, rule, call) => sameAs(former, wanted) && isTested(call) && !sameAs(rule, wanted)),
  },
  {
    id: 'modified-rule-not-found',
    breaks: 'state/modified-rule',
    means: 'finds no rule that was modified by its values',
    apply: (b) => {
      const ids = new Set<string>();
      return both(
        (before) =>
          changed(before, {
            operations: {
              ModifySecurityGroupRules: (call) => {
                const response = before.operations.ModifySecurityGroupRules(call);
                for (const [name, value] of call.pairs) if (name.endsWith('.SecurityGroupRuleId')) ids.add(value);
                return response;
              },
            },
          }),
        neverMatching((_, rule, call) => isTested(call) && ids.has(rule.id)),
      )(b);
    },
  },
];

const described: readonly Fault[] = [
  {
    id: 'described-rules-keep-what-went',
    breaks: 'state/rules-described',
    crossesGroups: true,
    means: 'shows rules that were revoked in DescribeSecurityGroupRules',
    apply: (b) =>
      changed(b, {
        state: {
          visibleRules: (group, direction, call) =>
            call.action === 'DescribeSecurityGroupRules'
              ? [
                  ...b.state.visibleRules(group, direction, call),
                  ...group.revoked.filter(({ rule }) => rule.direction === direction).map(({ rule }) => rule),
                ]
              : b.state.visibleRules(group, direction, call),
        },
      }),
  },
  {
    id: 'described-ids-change',
    breaks: 'state/ids-described',
    crossesGroups: true,
    means: 'shows other rule ids at every DescribeSecurityGroupRules',
    apply: (b) =>
      changed(b, {
        responses: { describedRule: { securityGroupRuleId: () => b.state.newId('sgr-') } },
      }),
  },
];

const storedOtherwise: readonly Fault[] = [
  {
    id: 'ipv6-stored-as-any',
    breaks: 'state/accepted-as-sent',
    means: 'accepts IPv6 ranges and stores all of IPv4',
    apply: storingAs(({ source }) => (source.kind === 'ipv6' ? { kind: 'ipv4', cidr: '0.0.0.0/0' } : source)),
  },
  {
    id: 'group-stored-as-any',
    breaks: 'state/accepted-as-sent',
    means: 'accepts source groups and stores all of IPv4',
    apply: storingAs(({ source }) => (source.kind === 'group' ? { kind: 'ipv4', cidr: '0.0.0.0/0' } : source)),
  },
  {
    id: 'prefix-list-not-stored',
    breaks: 'state/accepted-as-sent',
    means: 'accepts prefix lists and stores no rule of them',
    apply: (b) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) => {
            const outcome = b.authorizing.outcome(existing, wanted, call);
            if (outcome.kind === 'refused') return outcome;
            return { ...outcome, added: outcome.added.filter(({ source }) => source.kind !== 'prefix-list') };
          },
        },
      }),
  },
  {
    id: 'prefix-list-stored-as-any',
    breaks: 'state/accepted-as-sent',
    means: 'accepts prefix lists and stores all of IPv4',
    apply: storingAs(({ source }) => (source.kind === 'prefix-list' ? { kind: 'ipv4', cidr: '0.0.0.0/0' } : source)),
  },
  {
    id: 'ipv6-crashes-authorize',
    breaks: 'response/no-server-error',
    means: 'answers a server error to an Authorize of an IPv6 range',
    apply: (b) =>
      changed(b, {
        authorizing: {
          checkSource: (source, group, call) => {
            if (source.kind === 'ipv6' && call.action.startsWith('Authorize'))
              throw new Refusal(500, 'InternalError', 'An error occurred.');
            b.authorizing.checkSource(source, group, call);
          },
        },
      }),
  },
];

function storingAs(sourceOf: (rule: StoredRule) => StoredRule['source']): Apply {
  return (b) =>
    changed(b, {
      authorizing: {
        stored: (wanted, group, direction, call) => {
          const rule = b.authorizing.stored(wanted, group, direction, call);
          return { ...rule, source: sourceOf(rule) };
        },
      },
    });
}

/** Faults in how rules were set up: those of one permission, of several calls, with tags, changed in place. */
export const setUpFaults: readonly Fault[] = [...together, ...changedInPlace, ...described, ...storedOtherwise];

function sameAs(one: Pick<StoredRule, 'protocol' | 'source'>, other: Pick<StoredRule, 'protocol' | 'source'>) {
  return sameButSource(one, other) && sameSourceAs(one, other);
}

type FormerMatch = (
  former: StoredRule,
  wanted: Parameters<typeof sameAs>[0],
  rule: StoredRule,
  call: ReferenceCall,
) => boolean;

/** Also matches where it says so of the values that a rule had before it was modified. */
function modified(matches: FormerMatch): Apply {
  return (b) => {
    const former = new Map<string, StoredRule>();
    return changed(b, {
      operations: {
        ModifySecurityGroupRules: (call) => {
          const before = [...call.store.groups.values()].flatMap(({ ingress, egress }) => [...ingress, ...egress]);
          const response = b.operations.ModifySecurityGroupRules(call);
          for (const [name, value] of call.pairs) {
            const rule = name.endsWith('.SecurityGroupRuleId') ? before.find(({ id }) => id === value) : undefined;
            if (rule !== undefined) former.set(rule.id, rule);
          }
          return response;
        },
      },
      revoking: {
        matches: (wanted, rule, call) => {
          const old = former.get(rule.id);
          return b.revoking.matches(wanted, rule, call) || (old !== undefined && matches(old, wanted, rule, call));
        },
      },
    });
  };
}
