/** Ways in which a server can be wrong about outbound rules alone: the first rule of a group, and parameters that there are not. */
import { changed } from '../../reference/behaviour.ts';
import type { Shape } from '../../reference/request/input.ts';
import { given, text } from '../../reference/request/input.ts';
import { shapes } from '../../reference/request/shapes.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { changesOf } from '../operation-changes.ts';
import type { Apply } from '../revoke-changes.ts';
import { addedTwice, alsoDuplicate } from './authorize-changes.ts';

const outbound = changesOf(['AuthorizeSecurityGroupEgress']);

/** Takes these parameters of the inbound authorise too. */
function alsoTaking(...names: readonly string[]): Apply {
  const inbound: Readonly<Record<string, Shape>> = shapes.AuthorizeSecurityGroupIngress;
  const more = Object.fromEntries(Object.entries(inbound).filter(([name]) => names.includes(name)));
  return (b) =>
    changed(b, {
      reading: {
        parameters: (action) =>
          action === 'AuthorizeSecurityGroupEgress'
            ? { ...b.reading.parameters(action), ...more }
            : b.reading.parameters(action),
      },
    });
}

const isEverything = (rule: { readonly protocol: string; readonly source: object }) =>
  rule.protocol === '-1' && 'cidr' in rule.source && rule.source.cidr === '0.0.0.0/0';

const rows: readonly FaultRow[] = [
  [
    'default-rule',
    'authorize-default-rule-taken-again',
    'adds the rule for all outbound traffic again',
    addedTwice((rule, call) => isEverything(rule) && !JSON.stringify(call.input).includes('FromPort')),
  ],
  [
    'default-rule',
    'authorize-default-rule-silent',
    'answers success to the rule for all outbound traffic',
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
            const rule = wanted.find(isEverything);
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
    alsoDuplicate((wanted, standing) => isEverything(standing) && wanted.protocol === 'tcp' && wanted.toPort === 65535),
  ],
  [
    'beside-default-rule',
    'authorize-ipv6-covered-by-default-rule',
    'refuses all outbound traffic of IPv6 beside that of IPv4',
    alsoDuplicate(
      (wanted, standing) => isEverything(standing) && wanted.protocol === '-1' && wanted.source.kind === 'ipv6',
    ),
  ],
  [
    'group-name',
    'authorize-outbound-by-name',
    'takes GroupName, as the inbound authorise does',
    alsoTaking('GroupName'),
  ],
  [
    'no-group',
    'authorize-outbound-without-group',
    'answers success to a request that names no group',
    outbound.overlooked((refusal, call) => refusal.code === 'MissingParameter' && !given(call.input, 'GroupId')),
    // The code is required under another requirement.
    { alsoBreaks: ['authorize-errors/no-group'] },
  ],
  [
    'flat-parameters',
    'authorize-outbound-flat-taken',
    'takes IpProtocol, FromPort, ToPort and CidrIp without permissions',
    alsoTaking('IpProtocol', 'FromPort', 'ToPort', 'CidrIp'),
  ],
];

export const authorizeOutboundFaults: readonly Fault[] = faultsOf('authorize-outbound', rows);
