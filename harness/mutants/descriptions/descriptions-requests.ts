/** Mutants of the updates of descriptions that misread a request, or respond with more than success. */
import { changed } from '../../reference/behaviour.ts';
import { isGiven } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { gives } from '../revoke-changes.ts';
import { describes, isById } from './descriptions-changes.ts';

const requests: readonly FaultRow[] = [
  ['group-name', 'describe-by-name-refused', 'refuses GroupName', describes.refusing(gives('GroupName'))],
  [
    'group-name',
    'describe-by-name-and-id-refused',
    'refuses GroupName beside the id of a rule',
    describes.refusing((call) => isGiven(call.input, 'GroupName') && isById(call)),
  ],
  ['get', 'describe-get-refused', 'refuses GET', describes.refusing(({ request }) => request.method === 'GET')],
  [
    'parameter-order',
    'describe-group-first',
    'reads nothing that precedes the id of the group',
    describes.rewritingPairs((pairs) => {
      const at = pairs.findIndex(([name]) => name === 'GroupId');
      return pairs.filter(
        ([name], index) => index > at || !/^(IpPermissions|SecurityGroupRuleDescription)\./.test(name),
      );
    }),
  ],
  [
    'parameter-order',
    'describe-ascending-only',
    'reads no description by id whose number is lower than the one before',
    describes.rewritingPairs((pairs) => {
      let most = 0;
      return pairs.filter(([name]) => {
        const index = Number(/^SecurityGroupRuleDescription\.(\d+)\./.exec(name)?.[1] ?? 0);
        most = Math.max(most, index);
        return index === 0 || index === most;
      });
    }),
  ],
  [
    'percent-encoded',
    'describe-plus-kept',
    'keeps a plus sign that encodes a space',
    (b) =>
      changed(b, {
        reading: {
          decode: (form) => b.reading.decode(/Action=Update/.test(form) ? form.replaceAll('+', '%2B') : form),
        },
      }),
  ],
  [
    'unknown-name',
    'describe-plural-taken',
    'takes SecurityGroupRuleDescriptions for SecurityGroupRuleDescription',
    describes.renaming((name) => name.replace(/^SecurityGroupRuleDescriptions\./, 'SecurityGroupRuleDescription.')),
  ],
  [
    'unknown-name',
    'describe-rule-id-ignored',
    'ignores SecurityGroupRuleId',
    describes.ignoring(/^SecurityGroupRuleId\./),
  ],
  [
    'unknown-name',
    'describe-flat-taken',
    'takes the parameters for one rule, and removes its description',
    describes.renaming((name) =>
      name === 'CidrIp'
        ? 'IpPermissions.1.IpRanges.1.CidrIp'
        : name.replace(/^(IpProtocol|FromPort|ToPort)$/, 'IpPermissions.1.$1'),
    ),
  ],
];

const responses: readonly FaultRow[] = [
  [
    'no-rules',
    'describe-rules-told',
    'lists the rules as an authorise does',
    (b) =>
      changed(b, {
        responses: {
          updateDescriptions: {
            securityGroupRuleSet: (done) => done.map(({ rule: { id } }) => ({ securityGroupRuleId: id })),
          },
        },
      }),
  ],
];

/** Servers that misread a request to update descriptions. */
export const descriptionRequestFaults: readonly Fault[] = faultsOf('description-request', requests);

/** Servers that respond to an update of descriptions with more than success. */
export const descriptionResponseFaults: readonly Fault[] = faultsOf('description-response', responses);
