/** Mutants that confuse a new rule with existing ones, in its group and direction or in others. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { PastCall } from '../../reference/store.ts';
import { ruleKey } from '../../security-groups/model/match.ts';
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import {
  hasPorts,
  isOfKind,
  prefixLengthOf,
  rangesOverlap,
  sameButPorts,
  sameButProtocol,
  sameButSource,
  sameKind,
  sameProtocol,
  sameSourceAs,
} from '../rule-likeness.ts';
import { alsoDuplicate, authorizes } from './authorize-changes.ts';

/** Refuses what differs from an existing rule in the value that `same` ignores. */
const similar = (id: string, means: string, same: (wanted: Rule, existing: Rule) => boolean): FaultRow => [
  'beside-similar',
  `authorize-${id}`,
  means,
  alsoDuplicate((wanted, existing) => same(wanted, existing) && ruleKey(wanted) !== ruleKey(existing)),
];

const likeness: readonly FaultRow[] = [
  similar(
    'range-within-refused',
    'refuses a range within that of an existing rule',
    (one, other) =>
      sameButSource(one, other) && rangesOverlap(one, other) && prefixLengthOf(one) > prefixLengthOf(other),
  ),
  similar(
    'range-around-refused',
    'refuses a range that holds that of an existing rule',
    (one, other) =>
      sameButSource(one, other) && rangesOverlap(one, other) && prefixLengthOf(one) < prefixLengthOf(other),
  ),
  similar(
    'ports-within-refused',
    'refuses ports within those of an existing rule',
    (one, other) =>
      sameButPorts(one, other) &&
      (one.fromPort ?? 0) > (other.fromPort ?? 0) &&
      (one.toPort ?? 0) < (other.toPort ?? 0),
  ),
  similar(
    'first-port-compared-alone',
    'compares the first port alone with those of existing rules',
    (one, other) => sameButPorts(one, other) && one.fromPort === other.fromPort && hasPorts(one),
  ),
  similar(
    'last-port-compared-alone',
    'compares the last port alone with those of existing rules',
    (one, other) => sameButPorts(one, other) && one.toPort === other.toPort && hasPorts(one),
  ),
  similar('protocol-not-compared', 'takes a rule of another protocol for the same', sameButProtocol),
  similar(
    'all-traffic-covers',
    'refuses a rule whose traffic an existing one lets through already',
    (one, other) => other.protocol === '-1' && sameSourceAs(one, other),
  ),
  similar(
    'all-traffic-covered',
    'refuses all traffic where an existing rule lets all of TCP through',
    (one, other) => one.protocol === '-1' && sameSourceAs(one, other) && other.toPort === 65535,
  ),
  similar(
    'address-not-compared',
    'takes an address for another one of the same network of 24 bits',
    (one, other) =>
      sameButSource(one, other) && isOfKind(one, 'ipv4') && isOfKind(other, 'ipv4') && prefixLengthOf(one) === 32,
  ),
  similar(
    'source-kind-not-compared',
    'refuses a group where a range of the same ports exists',
    (one, other) => sameButSource(one, other) && !sameKind(one, other),
  ),
  [
    'beside-similar',
    'authorize-replaces-equal-ports',
    'puts a rule in the place of one of the same protocol and source',
    (b) =>
      changed(b, {
        authorizing: {
          commit: (authorized, call) => {
            const { group, direction, added } = authorized;
            const gone = call.store
              .rules(group, direction)
              .filter((other) => added.some((rule) => sameProtocol(rule, other) && sameSourceAs(rule, other)));
            call.store.removeRules(group, direction, gone, call.at);
            b.authorizing.commit(authorized, call);
          },
        },
      }),
  ],
];

const elsewhere: readonly FaultRow[] = [
  [
    'other-direction',
    'authorize-both-directions',
    'adds a rule of port 443 to the other direction too',
    (b) =>
      changed(b, {
        authorizing: {
          afterwards: ({ group, direction, added }, call) => {
            const other = direction === 'ingress' ? 'egress' : 'ingress';
            const isAsked = call.store.rules(group, other).some(({ protocol }) => protocol === 'tcp');
            const rules = isAsked ? added.filter(({ fromPort }) => fromPort === 443) : [];
            const copies = rules.map((rule) => ({ ...rule, direction: other, id: b.state.newId('sgr-') }) as const);
            call.store.addRules(group, other, copies);
          },
        },
      }),
  ],
  [
    'other-direction',
    'authorize-twin-refused',
    'refuses a rule that exists in the other direction',
    (b) =>
      changed(b, {
        authorizing: {
          outcome: (_, wanted, call) => {
            const group = call.behaviour.lookup.requested(call);
            const all = [...group.ingress, ...group.egress];
            return b.authorizing.outcome(all, wanted, call);
          },
        },
      }),
  ],
  [
    'other-group',
    'authorize-source-group-too',
    'adds a rule whose source is another group to that group too',
    (b) =>
      changed(b, {
        authorizing: {
          afterwards: ({ direction, added }, call) => {
            for (const rule of added) {
              const other = rule.source.kind === 'group' ? call.store.groups.get(rule.source.groupId) : undefined;
              const isAsked = other?.[direction].some(({ source }) => isOfKind({ ...rule, source }, 'ipv4')) === true;
              if (other === undefined || !isAsked) continue;
              call.store.addRules(other, direction, [{ ...rule, groupId: other.id, id: b.state.newId('sgr-') }]);
            }
          },
        },
      }),
  ],
  [
    'other-group',
    'authorize-twin-of-peer-refused',
    'refuses a rule that another group of the VPC has',
    (b) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) => {
            const { vpcId, name } = call.behaviour.lookup.requested(call);
            const ofRun = (one: string) => one.replace(/-\d+-(main|peer)$/, '');
            const others = call.store
              .groupsOfVpc(vpcId)
              .filter((group) => group.name !== name && ofRun(group.name) === ofRun(name));
            const isHere = existing.some(({ fromPort }) => fromPort === 22);
            const theirs = others.flatMap(({ ingress, egress }) => [...ingress, ...egress]);
            return b.authorizing.outcome(isHere ? [...existing, ...theirs] : existing, wanted, call);
          },
        },
      }),
    { crossesGroups: true },
  ],
  [
    'described',
    'authorize-described-by-first-port',
    'describes the last port of a range as the first',
    (b) => {
      const { toPort = () => undefined } = b.responses.describedRule;
      return changed(b, {
        responses: {
          describedRule: { toPort: (rule, call) => (rule.fromPort === 1000 ? '1000' : toPort(rule, call)) },
        },
      });
    },
  ],
  [
    'revocable',
    'authorize-not-revocable',
    'adds rules that no revoke finds by their values',
    (b) =>
      changed(b, {
        revoking: {
          matches: (wanted, existing, call) => {
            const isFresh = lastIn(existing.groupId, call)?.action.startsWith('Authorize') === true;
            return !(isFresh && existing.fromPort === 443) && b.revoking.matches(wanted, existing, call);
          },
        },
      }),
    { crossesGroups: true },
  ],
  [
    'again',
    'authorize-remembers-revoked',
    'refuses a rule that was revoked in this group just before',
    (b) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) => {
            const group = call.behaviour.lookup.requested(call);
            const isNext = lastIn(group.id, call)?.action.startsWith('Revoke') === true;
            const gone = group.revoked.slice(-1).map(({ rule }) => rule);
            return b.authorizing.outcome(isNext ? [...existing, ...gone] : existing, wanted, call);
          },
        },
      }),
    { crossesGroups: true },
  ],
  [
    'again',
    'authorize-refused-after-refusal',
    'refuses the request that follows a refused one in the same group',
    authorizes.replacing((call, operation) => {
      const last = lastIn(call.behaviour.lookup.requested(call).id, call);
      if (last?.action === call.action && last.code === 'InvalidPermission.Duplicate') {
        throw new Refusal(400, 'InvalidPermission.Duplicate', 'The last request was refused.');
      }
      return operation(call);
    }),
    { crossesGroups: true },
  ],
];

/** The last call before this one that named the group. */
function lastIn(groupId: string, { store }: ReferenceCall): PastCall | undefined {
  return store.past.findLast((past) => past.groupId === groupId);
}

/** Servers that confuse a new rule with existing ones, in its group and direction or in others. */
export const authorizeBesideFaults: readonly Fault[] = faultsOf('authorize-rules', [...likeness, ...elsewhere]);
