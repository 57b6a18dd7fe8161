import { describe, expect, test } from 'vitest';
import { sampleResponse, sshStored, success, web, webItem } from '../../../test-support/wire/response-sample.ts';
import type { Mismatch } from '../../checks/finding.ts';
import { judgeRevokedListed, judgeRevokedOnly } from './revoked-rules.ts';
import type { NamedStoredRule, RuleSubject } from './rule-subject.ts';

function judge(
  check: typeof judgeRevokedListed,
  items: string,
  removed: readonly NamedStoredRule[] = [web],
): readonly string[] {
  return mismatches(check, subjectOf(items, removed)).map(({ at, observed }) => `${at}: ${observed}`);
}

function subjectOf(items: string, removed: readonly NamedStoredRule[]): RuleSubject {
  return sampleResponse({ xml: success(items) }, removed);
}

function mismatches(check: typeof judgeRevokedListed, subject: RuleSubject): readonly Mismatch[] {
  if (subject.outcome.kind !== 'success') throw new Error('the sample is no success');
  return check(subject.outcome, subject);
}

describe('the set of revoked rules', () => {
  test('is the difference of the states', () => {
    expect(judge(judgeRevokedListed, webItem)).toEqual([]);
    expect(judge(judgeRevokedOnly, webItem)).toEqual([]);
  });

  test('is a mismatch when a removed rule is not listed', () => {
    expect(judge(judgeRevokedListed, '')).toEqual(['revokedSecurityGroupRuleSet: 0 items, none for it']);
    expect(judge(judgeRevokedListed, webItem, [web, sshStored])).toEqual([
      'revokedSecurityGroupRuleSet: 1 items, none for it',
    ]);
  });

  test('is a mismatch when it lists a rule twice or a rule that exists', () => {
    expect(judge(judgeRevokedOnly, webItem + webItem)).toHaveLength(1);
    expect(judge(judgeRevokedOnly, webItem + webItem.replace('aaa1<', 'aaa2<').replaceAll('443', '22'))).toHaveLength(
      1,
    );
  });

  test('leaves a listed rule that exists to the check of the state when nothing was removed', () => {
    expect(judge(judgeRevokedOnly, webItem, [])).toEqual([]);
    expect(
      judge(judgeRevokedOnly, webItem.replace(/<securityGroupRuleId>[^<]*<\/securityGroupRuleId>/, ''), []),
    ).toEqual([]);
    expect(
      judge(judgeRevokedOnly, '<item><securityGroupRuleId>sgr-0aaaaaaaaaaaaaaa1</securityGroupRuleId></item>', []),
    ).toEqual([]);
    expect(judge(judgeRevokedOnly, webItem.replace('aaa1<', 'aaa9<').replace('192.0.2', '203.0.113'), [])).toHaveLength(
      1,
    );
  });

  test('asks for no rule of another group or of egress', () => {
    const elsewhere = { ...web, groupId: 'sg-0bbbbbbbbbbbbbbb2' };
    const outbound = { ...web, direction: 'egress' } as const;

    expect(judge(judgeRevokedListed, '', [elsewhere, outbound])).toEqual([]);
  });

  test('asks for ingress rules of any group when the request names none that is known', () => {
    const { groupId: _, ...subject } = subjectOf('', [{ ...web, groupId: 'sg-0bbbbbbbbbbbbbbb2' }]);

    expect(mismatches(judgeRevokedListed, subject)).toHaveLength(1);
  });

  test('is not judged when the state was not read afterwards', () => {
    const { removed: _, ...unread } = subjectOf(webItem, []);

    expect(mismatches(judgeRevokedListed, unread)).toEqual([]);
    expect(mismatches(judgeRevokedOnly, unread)).toEqual([]);
  });
});

describe('a mismatch of the set', () => {
  const four = ['1', '2', '3', '4'].map((digit) => ({ ...web, ruleId: `sgr-${digit}` }));

  test.each<readonly [NamedStoredRule, string]>([
    [web, '"web"'],
    [nameless(web), 'sgr-0aaaaaaaaaaaaaaa1'],
    [nameless({ ...web, ruleId: undefined }), 'tcp 443'],
    [nameless({ ...web, ruleId: undefined, rule: { protocol: '-1', source: web.rule.source } }), '-1'],
  ])('names the removed rule that is not listed: %#', (rule, name) => {
    expect(mismatches(judgeRevokedListed, subjectOf('', [rule]))).toEqual([
      {
        kind: 'body',
        at: 'revokedSecurityGroupRuleSet',
        expected: `an item for the removed rule ${name}`,
        observed: '0 items, none for it',
      },
    ]);
  });

  test('says when there is no set at all', () => {
    const xml = success('').replace(/<revoked.*Set>/, '');

    expect(mismatches(judgeRevokedListed, sampleResponse({ xml }))).toMatchObject([{ observed: 'no such element' }]);
  });

  test('shows the item that is too many', () => {
    const item = '<item><ipProtocol>tcp</ipProtocol><fromPort>1</fromPort></item>';

    expect(mismatches(judgeRevokedOnly, subjectOf(item, []))).toEqual([
      {
        kind: 'body',
        at: 'revokedSecurityGroupRuleSet',
        expected: 'items for removed rules only',
        observed: 'an item {"ipProtocol":"tcp","fromPort":"1"}',
      },
    ]);
  });

  test('shows 300 characters of a long item', () => {
    const item = `<item><ipProtocol>${'n'.repeat(400)}</ipProtocol></item>`;

    expect(mismatches(judgeRevokedOnly, subjectOf(item, []))).toMatchObject([
      { observed: `an item {"ipProtocol":"${'n'.repeat(285)}` },
    ]);
  });

  test('is one of at most three', () => {
    expect(mismatches(judgeRevokedListed, subjectOf('', four))).toHaveLength(3);
    expect(mismatches(judgeRevokedOnly, subjectOf('<item/>'.repeat(4), []))).toHaveLength(3);
  });
});

function nameless({ name: _, ruleId, ...rule }: Omit<NamedStoredRule, 'ruleId'> & { ruleId?: string | undefined }) {
  return ruleId === undefined ? rule : { ...rule, ruleId };
}
