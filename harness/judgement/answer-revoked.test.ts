import { describe, expect, test } from 'vitest';
import type { Rule } from '../model/rule.ts';
import { judgeRevokedListed, judgeRevokedOnly, pairRevoked } from './answer-revoked.ts';
import * as member from './answer-revoked-members.ts';
import { answered, ssh, success, web, webItem } from './answer-sample.ts';
import type { NamedStoredRule } from './answer-subject.ts';

function judge(
  judgement: typeof judgeRevokedListed,
  items: string,
  removed: readonly NamedStoredRule[] = [web],
): readonly string[] {
  const subject = answered({ xml: success(items) }, removed);
  if (subject.outcome.kind !== 'success') throw new Error('the sample is no success');
  return judgement(subject.outcome, subject).map(({ at, observed }) => `${at}: ${observed}`);
}

const at = 'revokedSecurityGroupRuleSet/item';

describe('the set of revoked rules', () => {
  test('is the difference of the states', () => {
    expect(judge(judgeRevokedListed, webItem)).toEqual([]);
    expect(judge(judgeRevokedOnly, webItem)).toEqual([]);
  });

  test('departs when a removed rule is not listed', () => {
    expect(judge(judgeRevokedListed, '')).toEqual(['revokedSecurityGroupRuleSet: 0 items, none for it']);
    expect(judge(judgeRevokedListed, webItem, [web, ssh])).toEqual([
      'revokedSecurityGroupRuleSet: 1 items, none for it',
    ]);
  });

  test('departs when it lists a rule twice or a rule that stands', () => {
    expect(judge(judgeRevokedOnly, webItem + webItem)).toHaveLength(1);
    expect(judge(judgeRevokedOnly, webItem + webItem.replace('aaa1<', 'aaa2<').replaceAll('443', '22'))).toHaveLength(
      1,
    );
  });

  test('leaves a listed rule that stands to the judgement of the state when nothing was removed', () => {
    expect(judge(judgeRevokedOnly, webItem, [])).toEqual([]);
    expect(judge(judgeRevokedOnly, webItem.replace('aaa1<', 'aaa9<').replace('192.0.2', '203.0.113'), [])).toHaveLength(
      1,
    );
  });

  test('asks for no rule of another group or of egress', () => {
    const elsewhere = { ...web, groupId: 'sg-0bbbbbbbbbbbbbbb2' };
    const outbound = { ...web, direction: 'egress' } as const;

    expect(judge(judgeRevokedListed, '', [elsewhere, outbound])).toEqual([]);
  });

  test('pairs an item that is wrong in one member with its rule', () => {
    const items = [{ element: root(), cidrIpv4: '203.0.113.0/24', ipProtocol: 'tcp', fromPort: '443', toPort: '443' }];

    expect(pairRevoked(items, [web], [ssh])).toMatchObject({ pairs: [{ rule: web }], unlisted: [], extra: [] });
  });

  test('does not pair an item that is exactly a standing rule', () => {
    const items = [{ element: root(), cidrIpv4: '192.0.2.0/24', ipProtocol: 'tcp', fromPort: '22', toPort: '22' }];

    expect(pairRevoked(items, [web], [ssh])).toMatchObject({ pairs: [], unlisted: [web], extra: items });
  });
});

describe('the members of a revoked item', () => {
  test.each([
    ['securityGroupRuleId', member.judgeRevokedRuleId, 'sgr-0aaaaaaaaaaaaaaa1', 'sgr-1'],
    ['groupId', member.judgeRevokedGroupId, 'sg-0bbbbbbbbbbbbbbb1', 'sg-2'],
    ['isEgress', member.judgeRevokedIsEgress, 'false', 'true'],
    ['ipProtocol', member.judgeRevokedProtocol, 'tcp', '6'],
    ['fromPort', member.judgeRevokedPorts, '443', '0'],
    ['toPort', member.judgeRevokedPorts, '443', '65535'],
    ['cidrIpv4', member.judgeRevokedSource, '192.0.2.0/24', '192.0.2.0'],
  ])('%s is the text of the removed rule', (name, judgement, right, wrong) => {
    const own = `<${name}>${right}</${name}>`;

    expect(judge(judgement, webItem)).toEqual([]);
    expect(judge(judgement, webItem.replace(own, `<${name}>${wrong}</${name}>`))).toEqual([
      `${at}/${name}: "${wrong}"`,
    ]);
    expect(judge(judgement, webItem.replace(own, ''))).toEqual([`${at}/${name}: no such element`]);
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
    expect(judge(member.judgeRevokedSource, '')).toEqual(['revokedSecurityGroupRuleSet: none']);
  });
});

function withRule(rule: Rule): NamedStoredRule {
  return { ...web, rule };
}

function root() {
  const { outcome } = answered({ xml: success('') });
  if (outcome.kind !== 'success') throw new Error('the sample is no success');
  return outcome.root;
}
