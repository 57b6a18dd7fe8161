import { describe, expect, it } from 'vitest';
import { readOutcome } from '../../checks/outcome.ts';
import { effectOf, hasMissed, isOwedToAccount } from './group-outcomes.ts';

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

describe('hasMissed', () => {
  const outcomeOf = (status: number, body: string) =>
    readOutcome({
      request: { method: 'POST', target: '/', headers: [], body: Buffer.from('') },
      response: { status, reason: '', httpVersion: '1.1', headers: [], body: Buffer.from(body) },
      durationMs: 1,
    });
  const revoked = (unknown: string) =>
    outcomeOf(
      200,
      `<RevokeSecurityGroupIngressResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1</requestId><return>true</return>${unknown}</RevokeSecurityGroupIngressResponse>`,
    );

  it('is so where a revoke lists a rule as unknown, and not where it lists none', () => {
    const unknown = '<unknownIpPermissionSet><item><ipProtocol>tcp</ipProtocol></item></unknownIpPermissionSet>';
    expect(hasMissed(revoked(unknown))).toBe(true);
    expect(hasMissed(revoked(''))).toBe(false);
  });

  it.each([
    ['InvalidGroup.NotFound', true],
    ['InvalidParameterValue', false],
  ])('of %s is %s', (code, isMissed) => {
    const body = `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>`;
    expect(hasMissed(outcomeOf(400, body))).toBe(isMissed);
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
