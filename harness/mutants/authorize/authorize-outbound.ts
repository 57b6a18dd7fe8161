/** Faults of outbound rules alone: the first rule of a group, and parameters that do not exist. */
import { changed } from '../../reference/behaviour.ts';
import { isGiven, text } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { alsoTaking, changesOf } from '../operation-changes.ts';
import { isAllIpv4Traffic } from '../rule-likeness.ts';
import { addedTwice, alsoDuplicate } from './authorize-changes.ts';

const action = 'AuthorizeSecurityGroupEgress';
const inbound = 'AuthorizeSecurityGroupIngress';
const outbound = changesOf([action]);

const rows: readonly FaultRow[] = [
  [
    'default-rule',
    'authorize-default-rule-taken-again',
    'adds the rule for all outbound traffic again',
    addedTwice((rule, call) => isAllIpv4Traffic(rule) && !JSON.stringify(call.input).includes('FromPort')),
  ],
  [
    'default-rule',
    'authorize-default-rule-silent',
    'responds with success to the rule for all outbound traffic',
    outbound.overlooked(
      ({ code }, call) =>
        code === 'InvalidPermission.Duplicate' &&
        /"0\.0\.0\.0\/0"/.test(JSON.stringify(call.input)) &&
        !JSON.stringify(call.input).includes('FromPort'),
    ),
  ],
  [
    'default-rule-again',
    'authorize-default-rule-refused-for-ever',
    'refuses the rule for all outbound traffic although it was revoked',
    (b) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) => {
            const rule = wanted.find(isAllIpv4Traffic);
            const last = call.store.past.findLast(({ groupId }) => groupId === text(call.input, 'GroupId'));
            return rule !== undefined && last?.action === 'RevokeSecurityGroupEgress'
              ? { kind: 'refused', code: 'InvalidPermission.Duplicate', rule }
              : b.authorizing.outcome(existing, wanted, call);
          },
        },
      }),
    { crossesGroups: true },
  ],
  [
    'beside-default-rule',
    'authorize-covered-by-default-rule',
    'refuses what the rule for all outbound traffic lets out already',
    alsoDuplicate(
      (wanted, existing) => isAllIpv4Traffic(existing) && wanted.protocol === 'tcp' && wanted.toPort === 65535,
    ),
  ],
  [
    'beside-default-rule',
    'authorize-ipv6-covered-by-default-rule',
    'refuses all outbound traffic of IPv6 beside that of IPv4',
    alsoDuplicate(
      (wanted, existing) => isAllIpv4Traffic(existing) && wanted.protocol === '-1' && wanted.source.kind === 'ipv6',
    ),
  ],
  [
    'group-name',
    'authorize-outbound-by-name',
    'takes GroupName, as the inbound authorise does',
    alsoTaking(action, inbound, 'GroupName'),
  ],
  [
    'no-group',
    'authorize-outbound-without-group',
    'responds with success to a request that names no group',
    outbound.overlooked((refusal, call) => refusal.code === 'MissingParameter' && !isGiven(call.input, 'GroupId')),
    // The code is required under another requirement.
    { alsoBreaks: ['authorize-errors/no-group'] },
  ],
  [
    'flat-parameters',
    'authorize-outbound-flat-taken',
    'takes IpProtocol, FromPort, ToPort and CidrIp without permissions',
    alsoTaking(action, inbound, 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp'),
  ],
];

/** Faults of outbound rules alone: the first rule of a group, and parameters that do not exist. */
export const authorizeOutboundFaults: readonly Fault[] = faultsOf('authorize-outbound', rows);
