import { expect, it } from 'vitest';
import type { Case, CodeSend } from '../../cases/case.ts';
import { asksOfOwnGroups } from './own-groups.ts';

const revoke = { action: 'RevokeSecurityGroupIngress' };

function asking(send: CodeSend, ...then: readonly CodeSend[]): Case {
  const further = then.map((one) => ({ send: one, expect: [] }));
  // biome-ignore lint/suspicious/noThenProperty: the name is that of the fixture format; nothing awaits a case
  return { id: 'state/asking', title: '', requirements: [], given: {}, send, expect: [], then: further };
}

it.each(['{main}', '{peer}', '{rule:web}', '{kept:id}', '{new-name}', '{absent-group}'])(
  'what names %s is about groups of the case alone',
  (named) => {
    const read = { action: 'DescribeSecurityGroups', params: { 'GroupId.1': named } };
    expect(asksOfOwnGroups(asking({ params: { GroupId: named } }, read), revoke)).toBe(true);
  },
);

it.each([
  [{ params: { IpProtocol: 'tcp' } }],
  [{ params: { GroupId: '' } }],
  [{ action: 'DescribeSecurityGroups', params: {} }],
  [{ action: 'DescribeSecurityGroups', params: { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': '{vpc}' } }],
])('%j is about groups of other cases too, in whichever step', (send) => {
  expect(asksOfOwnGroups(asking(send), revoke)).toBe(false);
  expect(asksOfOwnGroups(asking({ params: { GroupId: '{kept:id}' } }, send), revoke)).toBe(false);
});

it('a change that names a malformed group is about none', () => {
  expect(asksOfOwnGroups(asking({ params: { GroupId: 'sg-malformed' } }), revoke)).toBe(true);
});
