/** Mutants that confuse a new rule with those that stand, in its group and direction or in others. */
import { changed } from '../../reference/behaviour.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import { ruleKey } from '../../security-groups/model/match.ts';
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Fault } from '../fault.ts';
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
import { alsoDuplicate, authorizes, type FaultRow, faultsOf } from './authorize-changes.ts';

/** Refuses what differs from a standing rule in the value that `same` passes over. */
const similar = (id: string, means: string, same: (wanted: Rule, standing: Rule) => boolean): FaultRow => [
  'beside-similar',
  `authorize-${id}`,
  means,
  alsoDuplicate((wanted, standing) => same(wanted, standing) && ruleKey(wanted) !== ruleKey(standing)),
];

const likeness: readonly FaultRow[] = [
  similar(
    'range-within-refused',
    'refuses a range within that of a standing rule',
    (one, other) =>
      sameButSource(one, other) && rangesOverlap(one, other) && prefixLengthOf(one) > prefixLengthOf(other),
  ),
  similar(
    'range-around-refused',
    'refuses a range that holds that of a standing rule',
    (one, other) =>
      sameButSource(one, other) && rangesOverlap(one, other) && prefixLengthOf(one) < prefixLengthOf(other),
  ),
  similar(
    'ports-within-refused',
    'refuses ports within those of a standing rule',
    (one, other) =>
      sameButPorts(one, other) &&
      (one.fromPort ?? 0) > (other.fromPort ?? 0) &&
      (one.toPort ?? 0) < (other.toPort ?? 0),
  ),
  similar(
    'first-port-compared-alone',
    'compares the first port alone with those of standing rules',
    (one, other) => sameButPorts(one, other) && one.fromPort === other.fromPort && hasPorts(one),
  ),
  similar(
    'last-port-compared-alone',
    'compares the last port alone with those of standing rules',
    (one, other) => sameButPorts(one, other) && one.toPort === other.toPort && hasPorts(one),
  ),
  similar('protocol-not-compared', 'takes a rule of another protocol for the same', sameButProtocol),
  similar(
    'all-traffic-covers',
    'refuses a rule whose traffic a standing one lets through already',
    (one, other) => other.protocol === '-1' && sameSourceAs(one, other),
  ),
  similar(
    'all-traffic-covered',
    'refuses all traffic where a standing rule lets all of TCP through',
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
    'refuses a group where a range of the same ports stands',
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
    'refuses a rule that stands in the other direction',
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
    'refuses a rule that another group of the VPC has, where that group was made for the same run',
    (b) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) => {
            const own = call.behaviour.lookup.requested(call);
            const peer = call.store
              .groupsOfVpc(own.vpcId)
              .filter(({ name }) => name !== own.name && name.replace(/\D/g, '') === own.name.replace(/\D/g, ''));
            const isHere = existing.some(({ fromPort }) => fromPort === 22);
            return b.authorizing.outcome(
              isHere ? [...existing, ...peer.flatMap((group) => group.ingress)] : existing,
              wanted,
              call,
            );
          },
        },
      }),
  ],
  [
    'described',
    'authorize-described-as-outbound',
    'describes a range of ports as a rule of the other direction',
    (b) => {
      const { isEgress = () => undefined } = b.answers.describedRule;
      return changed(b, {
        answers: {
          describedRule: {
            isEgress: (rule, call) =>
              rule.fromPort === 1000 ? String(rule.direction === 'ingress') : isEgress(rule, call),
          },
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
            const last = call.store.past.at(-1);
            const isFresh = last?.action.startsWith('Authorize') === true && last.groupId === existing.groupId;
            return !(isFresh && existing.fromPort === 443) && b.revoking.matches(wanted, existing, call);
          },
        },
      }),
    // What cannot be revoked cannot be added again either.
    { alsoBreaks: ['authorize-rules/again'] },
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
            const last = call.store.past.at(-1);
            const isNext = last?.action.startsWith('Revoke') === true && last.groupId === group.id;
            const gone = group.revoked.slice(-1).map(({ rule }) => rule);
            const isAlone = existing.length === 1 && existing[0]?.fromPort === 22;
            return b.authorizing.outcome(isNext && isAlone ? [...existing, ...gone] : existing, wanted, call);
          },
        },
      }),
  ],
  [
    'again',
    'authorize-refused-after-refusal',
    'refuses the request that follows a refused one in the same group',
    authorizes.replacing((call, operation) => {
      const group = call.behaviour.lookup.requested(call);
      const last = call.store.past.at(-1);
      if (last?.action === call.action && last.code === 'InvalidPermission.Duplicate' && last.groupId === group.id) {
        throw new Refusal(400, 'InvalidPermission.Duplicate', 'The last request was refused.');
      }
      return operation(call);
    }),
  ],
];

export const authorizeBesideFaults: readonly Fault[] = faultsOf('authorize-rules', [...likeness, ...elsewhere]);
