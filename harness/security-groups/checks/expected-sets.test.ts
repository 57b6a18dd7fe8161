import { describe, expect, test } from 'vitest';
import { refusalXml, sampleResponse, success } from '../../../test-support/wire/response-sample.ts';
import type { ExpectedResponse } from '../../cases/fixture.ts';
import { judgeExpectedSets, ruleTerms } from './expected-sets.ts';

const revoked: ExpectedResponse = { answer: 'revoked', status: ['200'], after: [] };

function judge(expected: Partial<ExpectedResponse>, xml: string, listed: readonly string[] = []) {
  return judgeExpectedSets({ ...revoked, ...expected }, sampleResponse({ xml }).outcome, () => listed);
}

test('a number of unknown permissions is exact, and an absent set has none', () => {
  const one = success('', '<unknownIpPermissionSet><item/></unknownIpPermissionSet>');

  expect(judge({ unknown: 1 }, one)).toEqual([]);
  expect(judge({ unknown: 0 }, success(''))).toEqual([]);
  expect(judge({ unknown: 2 }, one)).toEqual([
    { kind: 'body', at: 'items of unknownIpPermissionSet', expected: '2', observed: '1' },
  ]);
  expect(judge({ unknown: 1 }, refusalXml)).toMatchObject([{ expected: '1', observed: '0' }]);
});

describe('the list of revoked rules', () => {
  const judged = (names: readonly string[], listed: readonly string[]) => judge({ revoked: names }, '', listed);

  test('is compared in no order', () => {
    expect(judged(['dns', 'web'], ['web', 'dns'])).toEqual([]);
    expect(judged(['dns', 'ssh'], ['web', 'dns'])).toEqual([
      { kind: 'body', at: 'revokedSecurityGroupRuleSet', expected: 'dns, ssh', observed: 'dns, web' },
    ]);
  });

  test('is a mismatch with an item that is not expected, and without one that is', () => {
    expect(judged(['web'], ['web', 'dns'])).toMatchObject([{ expected: 'web', observed: 'dns, web' }]);
    expect(judged([], ['web'])).toMatchObject([{ expected: 'no item', observed: 'web' }]);
    expect(judged(['web'], [])).toMatchObject([{ expected: 'web', observed: 'no item' }]);
  });
});

test('unknown permissions are judged before the list of revoked rules, and neither where the case is not about it', () => {
  expect(judge({ unknown: 3, revoked: ['web'] }, success('')).map(({ at }) => at)).toEqual([
    'items of unknownIpPermissionSet',
    'revokedSecurityGroupRuleSet',
  ]);
  expect(judge({}, success('', '<unknownIpPermissionSet><item/></unknownIpPermissionSet>'), ['web'])).toEqual([]);
});

test('the description says what is expected of both lists', () => {
  expect(ruleTerms.describe(revoked)).toEqual([]);
  expect(ruleTerms.describe({ ...revoked, revoked: ['web', 'dns'], unknown: 0 })).toEqual([
    'revokedSecurityGroupRuleSet lists dns, web',
    'unknownIpPermissionSet has 0 items',
  ]);
});
