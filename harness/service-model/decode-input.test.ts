import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryInput } from './arbitrary-input.ts';
import { decodeInput } from './decode-input.ts';
import { encodeInput } from './encode-input.ts';
import { actionOf, loadServiceModel } from './load-model.ts';

const revoke = actionOf(loadServiceModel(), 'RevokeSecurityGroupIngress');

test('reads parameters by their names on the wire, in the types of the model', () => {
  const pairs = [
    ['GroupId', 'sg-1'],
    ['DryRun', 'true'],
    ['SecurityGroupRuleId.1', 'sgr-1'],
    ['IpPermissions.1.FromPort', '-1'],
    ['IpPermissions.1.Groups.1.UserId', '007'],
  ] as const;

  expect(decodeInput(revoke, pairs)).toEqual({
    GroupId: 'sg-1',
    DryRun: true,
    SecurityGroupRuleIds: ['sgr-1'],
    IpPermissions: [{ FromPort: -1, UserIdGroupPairs: [{ UserId: '007' }] }],
  });
});

test.each([
  [[['Colour', 'red']]],
  [[['SecurityGroupRuleIds.1', 'sgr-1']]],
  [[['SecurityGroupRuleId.2', 'sgr-1']]],
  [[['SecurityGroupRuleId', 'sgr-1']]],
  [[['FromPort', 'ssh']]],
  [
    [
      ['GroupId', 'a'],
      ['GroupId', 'b'],
    ],
  ],
] as const)('%j is no input', (pairs) => {
  expect(decodeInput(revoke, pairs)).toBeUndefined();
});

test('an input that is encoded and decoded has the same parameters', () => {
  fc.assert(
    fc.property(arbitraryInput(revoke), (input) => {
      const pairs = encodeInput(revoke, input);
      const isGapless = decodeInput(revoke, pairs);
      // An empty structure has no parameter, and leaves a gap in its list.
      fc.pre(isGapless !== undefined);
      expect(encodeInput(revoke, isGapless ?? {})).toEqual(pairs);
    }),
  );
});
