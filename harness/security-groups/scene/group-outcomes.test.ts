import { describe, expect, it } from 'vitest';
import { effectOf, isOwedToAccount } from './group-outcomes.ts';

describe('effectOf', () => {
  it.each([
    ['CreateSecurityGroup', 'creates'],
    ['DeleteSecurityGroup', 'deletes'],
    ['ModifySecurityGroupRules', 'takes-away'],
    ['RevokeSecurityGroupIngress', 'takes-away'],
    ['RevokeSecurityGroupEgress', 'takes-away'],
    ['AuthorizeSecurityGroupIngress', undefined],
    ['DescribeSecurityGroups', undefined],
    ['toString', undefined],
  ])('of %s is %s', (action, effect) => {
    expect(effectOf(action)).toBe(effect);
  });
});

describe('isOwedToAccount', () => {
  const due = { params: [], isSuccessDue: true, tagsAccepted: true };

  it.each([
    ['SecurityGroupLimitExceeded', true],
    ['RulesPerSecurityGroupLimitExceeded', false],
    ['TagLimitExceeded', false],
    ['RequestLimitExceeded', false],
    ['UnauthorizedOperation', false],
  ])('of a quota: %s is %s where success is due, and never elsewhere', (code, isOwed) => {
    expect(isOwedToAccount({ ...due, code })).toBe(isOwed);
    expect(isOwedToAccount({ ...due, code, isSuccessDue: false })).toBe(false);
  });

  it('of the permission to tag is so where something is tagged, and the target has refused tags before', () => {
    const params = [['TagSpecification.1.Tag.1.Key', 'a']] as const;
    const tagging = { params, code: 'UnauthorizedOperation', isSuccessDue: true, tagsAccepted: false };
    expect(isOwedToAccount(tagging)).toBe(true);
    expect(isOwedToAccount({ ...tagging, isSuccessDue: false })).toBe(true);
    expect(isOwedToAccount({ ...tagging, code: 'InvalidParameterValue' })).toBe(false);
    expect(isOwedToAccount({ ...tagging, params: [] })).toBe(false);
    expect(isOwedToAccount({ ...tagging, tagsAccepted: true })).toBe(false);
  });
});
