/** Mutants that misread a request, or respond with more than success. */
import { changed } from '../../reference/behaviour.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { modifies } from './modify-changes.ts';

const requests: readonly FaultRow[] = [
  ['get', 'modify-get-refused', 'refuses GET', modifies.refusing(({ request }) => request.method === 'GET')],
  [
    'parameter-order',
    'modify-group-first',
    'reads no rule that precedes the id of the group',
    modifies.rewritingPairs((pairs) => {
      const at = pairs.findIndex(([name]) => name === 'GroupId');
      return pairs.filter(([name], index) => index > at || !name.startsWith('SecurityGroupRule'));
    }),
  ],
  [
    'parameter-order',
    'modify-ascending-only',
    'reads no rule whose number is lower than the one before',
    modifies.rewritingPairs((pairs) => {
      const numberOf = (name: string) => Number(/^SecurityGroupRule\.(\d+)\./.exec(name)?.[1] ?? 0);
      let most = 0;
      return pairs.filter(([name]) => {
        most = Math.max(most, numberOf(name));
        return numberOf(name) === 0 || numberOf(name) === most;
      });
    }),
  ],
  [
    'unknown-name',
    'modify-plural-taken',
    'takes SecurityGroupRules for SecurityGroupRule',
    modifies.renaming((name) => name.replace(/^SecurityGroupRules\./, 'SecurityGroupRule.')),
  ],
  ['unknown-name', 'modify-permissions-ignored', 'ignores IpPermissions', modifies.ignoring(/^IpPermissions\./)],
  ['unknown-name', 'modify-group-name-ignored', 'ignores GroupName', modifies.ignoring(/^GroupName$/)],
  [
    'member-name',
    'modify-cidr-ip-taken',
    'takes CidrIp for CidrIpv4',
    modifies.renaming((name) => name.replace(/\.CidrIp$/, '.CidrIpv4')),
  ],
];

const responses: readonly FaultRow[] = [
  [
    'no-rules',
    'modify-rules-told',
    'lists the rules as an authorise does',
    (b) =>
      changed(b, {
        responses: {
          modify: { securityGroupRuleSet: (done) => done.map(({ new: { id } }) => ({ securityGroupRuleId: id })) },
        },
      }),
  ],
];

/** Servers that misread a request to modify rules. */
export const modifyRequestFaults: readonly Fault[] = faultsOf('modify-request', requests);

/** Servers that respond to a modification with more than success. */
export const modifyResponseFaults: readonly Fault[] = faultsOf('modify-response', responses);
