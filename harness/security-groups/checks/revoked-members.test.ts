import { describe, expect, test } from 'vitest';
import { sampleResponse, success, web, webItem } from '../../../test-support/wire/response-sample.ts';
import type { Rule } from '../model/rule.ts';
import * as member from './revoked-members.ts';
import type { NamedStoredRule } from './rule-subject.ts';

type Check = typeof member.judgeRevokedSource;

function judge(check: Check, items: string, removed: readonly NamedStoredRule[] = [web]): readonly string[] {
  const subject = sampleResponse({ xml: success(items) }, removed);
  if (subject.outcome.kind !== 'success') throw new Error('the sample is no success');
  return check(subject.outcome, subject).map(({ at, observed }) => `${at}: ${observed}`);
}

function withRule(rule: Rule): NamedStoredRule {
  return { ...web, rule };
}

const at = 'revokedSecurityGroupRuleSet/item';

describe('the members of a revoked item', () => {
  test.each([
    ['securityGroupRuleId', member.judgeRevokedRuleId, 'sgr-0aaaaaaaaaaaaaaa1', 'sgr-1'],
    ['groupId', member.judgeRevokedGroupId, 'sg-0bbbbbbbbbbbbbbb1', 'sg-2'],
    ['isEgress', member.judgeRevokedIsEgress, 'false', 'true'],
    ['ipProtocol', member.judgeRevokedProtocol, 'tcp', '6'],
    ['fromPort', member.judgeRevokedPorts, '443', '0'],
    ['toPort', member.judgeRevokedPorts, '443', '65535'],
    ['cidrIpv4', member.judgeRevokedSource, '192.0.2.0/24', '192.0.2.0'],
  ])('%s is the text of the removed rule', (name, check, right, wrong) => {
    const own = `<${name}>${right}</${name}>`;

    expect(judge(check, webItem)).toEqual([]);
    expect(judge(check, webItem.replace(own, `<${name}>${wrong}</${name}>`))).toEqual([`${at}/${name}: "${wrong}"`]);
    expect(judge(check, webItem.replace(own, ''))).toEqual([`${at}/${name}: no such element`]);
  });

  test('description is there exactly when the rule has one', () => {
    const described = { ...web, rule: { ...web.rule, description: 'web' } };
    const withText = webItem.replace('</item>', '<description>web</description></item>');

    expect(judge(member.judgeRevokedDescription, withText, [described])).toEqual([]);
    expect(judge(member.judgeRevokedDescription, webItem, [described])).toEqual([`${at}/description: no such element`]);
    expect(judge(member.judgeRevokedDescription, withText)).toEqual([`${at}/description: "web"`]);
  });

  test('ports of all protocols are -1', () => {
    const all = withRule({ protocol: '-1', source: web.rule.source });
    const item = webItem.replace('tcp', '-1');

    expect(judge(member.judgeRevokedPorts, item.replaceAll('>443<', '>-1<'), [all])).toEqual([]);
    expect(judge(member.judgeRevokedPorts, item, [all])).toEqual([`${at}/fromPort: "443"`, `${at}/toPort: "443"`]);
  });

  test.each([
    ['cidrIpv6', { kind: 'ipv6', cidr: '2001:db8::/32' }, '2001:DB8::/32'],
    ['prefixListId', { kind: 'prefix-list', prefixListId: 'pl-1' }, 'pl-1'],
    ['referencedGroupId', { kind: 'group', groupId: 'sg-9' }, 'sg-9'],
  ] as const)('%s is the only source of its kind of rule', (name, source, text) => {
    const removed = [withRule({ ...web.rule, source })];
    const item = webItem.replace('<cidrIpv4>192.0.2.0/24</cidrIpv4>', `<${name}>${text}</${name}>`);

    expect(judge(member.judgeRevokedSource, item, removed)).toEqual([]);
    expect(judge(member.judgeRevokedSource, item.replace('<item>', '<item><cidrIpv4/>'), removed)).toEqual([
      `${at}/cidrIpv4: ""`,
    ]);
    expect(judge(member.judgeRevokedSource, webItem, removed)).toHaveLength(2);
  });

  test('are missing together with their item', () => {
    expect(judge(member.judgeRevokedSource, '')).toEqual(['revokedSecurityGroupRuleSet: no such item']);
  });

  test('say false of isEgress in whatever spelling', () => {
    for (const text of ['False', 'FALSE', '0']) {
      expect(judge(member.judgeRevokedIsEgress, webItem.replace('>false<', `>${text}<`))).toEqual([]);
    }
  });

  test('hold an id only where the case knows it', () => {
    const { ruleId: _, ...unknown } = web;

    expect(judge(member.judgeRevokedRuleId, webItem, [unknown])).toEqual([]);
  });

  test('hold no ports that anybody could judge where the rule has none', () => {
    expect(judge(member.judgeRevokedPorts, webItem, [withRule({ protocol: '47', source: web.rule.source })])).toEqual(
      [],
    );
  });

  test('hold a description without the white space that surrounds it', () => {
    const described = withRule({ ...web.rule, description: ' web ' });
    const item = webItem.replace('</item>', '<description>web</description></item>');

    expect(judge(member.judgeRevokedDescription, item, [described])).toEqual([]);
  });

  test('are not judged when the state was not read afterwards', () => {
    const { removed: _, ...unread } = sampleResponse({ xml: success('') });
    if (unread.outcome.kind !== 'success') throw new Error('the sample is no success');

    expect(member.judgeRevokedSource(unread.outcome, unread)).toEqual([]);
  });
});

describe('a mismatch of a member', () => {
  const mismatches = (check: Check, items: string, removed: readonly NamedStoredRule[] = [web]) => {
    const subject = sampleResponse({ xml: success(items) }, removed);
    if (subject.outcome.kind !== 'success') throw new Error('the sample is no success');
    return check(subject.outcome, subject);
  };

  test('says what was expected and what was there', () => {
    expect(mismatches(member.judgeRevokedIsEgress, webItem.replace('>false<', '>true<'))).toEqual([
      { kind: 'body', at: `${at}/isEgress`, expected: 'false', observed: '"true"' },
    ]);
    expect(mismatches(member.judgeRevokedProtocol, webItem.replace('>tcp<', '>6<'))).toEqual([
      { kind: 'body', at: `${at}/ipProtocol`, expected: 'tcp', observed: '"6"' },
    ]);
    expect(mismatches(member.judgeRevokedSource, webItem.replace('</item>', '<cidrIpv6/></item>'))).toEqual([
      { kind: 'body', at: `${at}/cidrIpv6`, expected: 'no such element', observed: '""' },
    ]);
    expect(mismatches(member.judgeRevokedGroupId, '')).toEqual([
      {
        kind: 'body',
        at: 'revokedSecurityGroupRuleSet',
        expected: 'an item for each removed rule',
        observed: 'no such item',
      },
    ]);
  });

  test('shows 120 characters of a long text', () => {
    const item = webItem.replace('>tcp<', `>${'n'.repeat(200)}<`);

    expect(mismatches(member.judgeRevokedProtocol, item)).toMatchObject([{ observed: `"${'n'.repeat(120)}"` }]);
  });

  test('is one of at most three', () => {
    const four = ['1', '2', '3', '4'].map((digit) => ({ ...web, ruleId: `sgr-${digit}` }));

    expect(mismatches(member.judgeRevokedGroupId, '', four)).toHaveLength(3);
  });
});
