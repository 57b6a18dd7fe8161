import { describe, expect, test } from 'vitest';
import { sampleResponse, sshStored, success, web, webItem } from '../../../test-support/wire/response-sample.ts';
import type { Mismatch } from '../../checks/finding.ts';
import type { SuccessOutcome } from '../../checks/outcome.ts';
import * as judge from './response-sets.ts';

function ofSuccess(check: (success: SuccessOutcome) => readonly Mismatch[], xml: string): readonly Mismatch[] {
  const { outcome } = sampleResponse({ xml });
  if (outcome.kind !== 'success') throw new Error('the sample is no success');
  return check(outcome);
}

const unknown = (items: string) => success(webItem, `<unknownIpPermissionSet>${items}</unknownIpPermissionSet>`);
const permission = '<item><ipProtocol>tcp</ipProtocol></item>';

describe('the elements of a list', () => {
  test.each([success(''), success(webItem), unknown(permission), success('').replace(/<revoked.*Set>/, '')])(
    'are called item: %#',
    (xml) => {
      expect(ofSuccess(judge.judgeItemNames, xml)).toEqual([]);
    },
  );

  test.each([
    [success('<member/>'), 'revokedSecurityGroupRuleSet', 'member'],
    [unknown('<entry/><member/>'), 'unknownIpPermissionSet', 'entry'],
    [success(`<${'n'.repeat(200)}/>`), 'revokedSecurityGroupRuleSet', 'n'.repeat(120)],
  ])('are one mismatch for each list under another name: %#', (xml, at, observed) => {
    expect(ofSuccess(judge.judgeItemNames, xml)).toEqual([
      { kind: 'body', at, expected: 'elements named item', observed },
    ]);
  });
});

describe('whether all was revoked that was asked', () => {
  test.each([
    'CidrIp=192.0.2.0/24',
    'SecurityGroupRuleId.1=sgr-1',
    'SecurityGroupRuleId.12=sgr-1',
    'IpPermissions.1.IpRanges.1.CidrIp=192.0.2.0/24',
    'IpPermissions.10.Ipv6Ranges.12.CidrIpv6=2001:db8::/32',
    'IpPermissions.1.PrefixListIds.1.PrefixListId=pl-1',
    'IpPermissions.1.Groups.1.GroupId=sg-1',
    'IpPermissions.1.Groups.1.GroupName=web',
  ])('%s asks for one rule', (asked) => {
    expect(judge.allWasRevoked(sampleResponse({ xml: success(''), asked }, [web]))).toBe(true);
    expect(judge.allWasRevoked(sampleResponse({ xml: success(''), asked }, [web, sshStored]))).toBe(false);
    expect(judge.allWasRevoked(sampleResponse({ xml: success(''), asked }, []))).toBe(false);
  });

  test.each([
    'GroupId=sg-1',
    'XCidrIp=192.0.2.0/24',
    'CidrIpv6=2001:db8::/32',
    'MySecurityGroupRuleId.1=sgr-1',
    'SecurityGroupRuleId.x=sgr-1',
    'SecurityGroupRuleId.1.x=sgr-1',
    'IpPermissions.x.IpRanges.1.CidrIp=192.0.2.0/24',
    'IpPermissions.1.IpRanges.x.CidrIp=192.0.2.0/24',
    'IpPermissions.1.IpRanges.1.Description=office',
  ])('%s asks for none', (asked) => {
    expect(judge.allWasRevoked(sampleResponse({ xml: success(''), asked }, [web]))).toBe(false);
    expect(judge.allWasRevoked(sampleResponse({ xml: success(''), asked }, []))).toBe(false);
  });

  test('is not known when the state was not read afterwards', () => {
    const { removed: _, ...unread } = sampleResponse({ xml: success('') });

    expect(judge.allWasRevoked(unread)).toBe(false);
  });
});

describe('the unknown permissions', () => {
  test('are none after a revoke of all', () => {
    expect(ofSuccess(judge.judgeNothingUnknown, success(webItem))).toEqual([]);
    expect(ofSuccess(judge.judgeNothingUnknown, unknown(''))).toEqual([]);
    expect(ofSuccess(judge.judgeNothingUnknown, unknown(permission + permission))).toEqual([
      { kind: 'body', at: 'unknownIpPermissionSet', expected: 'no items: all was revoked', observed: '2 items' },
    ]);
  });

  test('have the form of a permission', () => {
    const full =
      '<item><ipProtocol>tcp</ipProtocol><fromPort>1</fromPort><toPort>2</toPort><groups/><ipRanges/><ipv6Ranges/><prefixListIds/></item>';

    expect(ofSuccess(judge.judgeUnknownShape, unknown(permission + full))).toEqual([]);
  });

  test('are mismatches without a protocol', () => {
    expect(ofSuccess(judge.judgeUnknownShape, unknown('<item><fromPort>1</fromPort></item>'))).toEqual([
      { kind: 'body', at: 'unknownIpPermissionSet/item', expected: 'ipProtocol', observed: 'no such element' },
    ]);
  });

  test.each([
    ['cidrIp', 'cidrIp'],
    ['n'.repeat(200), 'n'.repeat(120)],
  ])('are mismatches with a member that a permission has not: %#', (name, observed) => {
    const xml = unknown(permission.replace('</item>', `<${name}/></item>`));

    expect(ofSuccess(judge.judgeUnknownShape, xml)).toEqual([
      {
        kind: 'body',
        at: 'unknownIpPermissionSet/item',
        expected: 'ipProtocol, fromPort, toPort, groups, ipRanges, ipv6Ranges, prefixListIds',
        observed,
      },
    ]);
  });
});
