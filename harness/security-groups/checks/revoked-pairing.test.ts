import { describe, expect, test } from 'vitest';
import { sampleResponse, sshStored, success, web, webItem } from '../../../test-support/wire/response-sample.ts';
import type { Source } from '../model/rule.ts';
import type { RevokedItem } from './revoked-items.ts';
import { expectedPorts, pairingOf, pairRevoked } from './revoked-rules.ts';
import type { NamedStoredRule } from './rule-subject.ts';

const { outcome } = sampleResponse({ xml: success('') });
if (outcome.kind !== 'success') throw new Error('the sample is no success');
const element = outcome.root;

const bareWeb: NamedStoredRule = { groupId: web.groupId, direction: 'ingress', rule: web.rule };
const like: RevokedItem = { element, ipProtocol: 'tcp', fromPort: '443', toPort: '443', cidrIpv4: '192.0.2.0/24' };

describe('an item is paired with the removed rule', () => {
  test.each<readonly [string, RevokedItem, NamedStoredRule]>([
    ['that has its id, whatever else it says', { element, securityGroupRuleId: 'sgr-0aaaaaaaaaaaaaaa1' }, web],
    ['that has all its properties', like, bareWeb],
    ['that has its properties and its group', { ...like, groupId: 'sg-0bbbbbbbbbbbbbbb1' }, bareWeb],
    ['that has its source alone', { element, cidrIpv4: '192.0.2.0/24' }, web],
    ['that is left, though it is wrong in one member', { ...like, cidrIpv4: '203.0.113.0/24' }, web],
    ['that is left, though it says nothing', { element }, bareWeb],
  ])('%s', (_, item, rule) => {
    expect(pairRevoked([item], [rule], [])).toEqual({ pairs: [{ item, rule }], unlisted: [], extra: [] });
  });

  test('that has its id before the one that has its properties', () => {
    const twin = { ...web, ruleId: 'sgr-0aaaaaaaaaaaaaaa9' };
    const item = { ...like, securityGroupRuleId: 'sgr-0aaaaaaaaaaaaaaa9' };

    expect(pairRevoked([item], [bareWeb, twin], [])).toEqual({
      pairs: [{ item, rule: twin }],
      unlisted: [bareWeb],
      extra: [],
    });
  });

  test('that it is wrong about, while others exist', () => {
    const item: RevokedItem = { ...like, cidrIpv4: '203.0.113.0/24' };

    expect(pairRevoked([item], [web], [sshStored])).toEqual({ pairs: [{ item, rule: web }], unlisted: [], extra: [] });
  });

  test('that has its properties before the one that comes first', () => {
    expect(pairRevoked([like], [sshStored, bareWeb], [])).toMatchObject({
      pairs: [{ rule: bareWeb }],
      unlisted: [sshStored],
    });
  });

  test.each<readonly [string, Partial<RevokedItem>]>([
    ['protocol', { ipProtocol: 'udp' }],
    ['start port', { fromPort: '22' }],
    ['end port', { toPort: '22' }],
    ['group', { groupId: 'sg-0bbbbbbbbbbbbbbb2' }],
    ['source', { cidrIpv4: '203.0.113.0/24' }],
  ])('that agrees in its %s before one that does not', (_, other) => {
    const exact = { ...bareWeb, name: 'exact' };
    const first: RevokedItem = { ...like, ...other };

    expect(pairRevoked([first, like], [exact, sshStored], [])).toMatchObject({
      pairs: [
        { item: like, rule: exact },
        { item: first, rule: sshStored },
      ],
    });
  });

  test('that has its source before the one that comes first', () => {
    const elsewhere = {
      ...sshStored,
      rule: { ...sshStored.rule, source: { kind: 'ipv4', cidr: '203.0.113.0/24' } },
    } as const;
    const item: RevokedItem = { element, cidrIpv4: '192.0.2.0/24' };

    expect(pairRevoked([item], [elsewhere, web], [])).toMatchObject({ pairs: [{ rule: web }], unlisted: [elsewhere] });
  });

  test.each<readonly [Source, Source, Partial<RevokedItem>]>([
    [
      { kind: 'ipv4', cidr: '203.0.113.0/24' },
      { kind: 'ipv4', cidr: '203.0.113.0/25' },
      { cidrIpv4: '203.0.113.0/24' },
    ],
    [{ kind: 'ipv6', cidr: '2001:db8::/32' }, { kind: 'ipv6', cidr: '2001:db8::/48' }, { cidrIpv6: '2001:DB8::/32' }],
    [
      { kind: 'prefix-list', prefixListId: 'pl-1' },
      { kind: 'prefix-list', prefixListId: 'pl-2' },
      { prefixListId: 'pl-1' },
    ],
    [{ kind: 'group', groupId: 'sg-9' }, { kind: 'group', groupId: 'sg-8' }, { referencedGroupId: 'sg-9' }],
    [{ kind: 'group', groupId: 'sg-9' }, { kind: 'ipv6', cidr: '::/0' }, { referencedGroupId: 'sg-9' }],
  ])('of the source %j before one of %j', (source, another, members) => {
    const rule: NamedStoredRule = { ...web, rule: { ...web.rule, source } };
    const other: NamedStoredRule = { ...sshStored, rule: { ...sshStored.rule, source: another } };
    const item: RevokedItem = { element, ...members };

    expect(pairRevoked([item], [other, rule], [])).toMatchObject({ pairs: [{ rule }], unlisted: [other] });
  });

  test('once', () => {
    const item = { ...like };

    expect(pairRevoked([like, item], [web], [])).toEqual({
      pairs: [{ item: like, rule: web }],
      unlisted: [],
      extra: [item],
    });
    expect(pairRevoked([like], [web, bareWeb], [])).toMatchObject({ unlisted: [bareWeb], extra: [] });
  });
});

describe('an item that names a rule which still exists', () => {
  const named: RevokedItem = { element, securityGroupRuleId: 'sgr-0aaaaaaaaaaaaaaa2', cidrIpv4: '192.0.2.0/24' };
  const alike: RevokedItem = { ...like, fromPort: '22', toPort: '22' };
  const other: NamedStoredRule = { ...web, ruleId: 'sgr-0aaaaaaaaaaaaaaa3', rule: { ...web.rule, protocol: 'udp' } };

  test.each([
    ['by its id', named],
    ['by all its properties', alike],
  ])('%s is paired with no removed one', (_, item) => {
    expect(pairRevoked([item], [web], [other, sshStored])).toEqual({ pairs: [], unlisted: [web], extra: [item] });
  });

  test('without ports is named by the rest', () => {
    const gre: NamedStoredRule = { ...bareWeb, rule: { protocol: '47', source: web.rule.source } };
    const item: RevokedItem = { element, ipProtocol: '47', cidrIpv4: '192.0.2.0/24' };

    expect(pairRevoked([item], [web], [gre])).toMatchObject({ pairs: [], unlisted: [web] });
  });
});

describe('the ports of an item', () => {
  test.each([
    [{ protocol: 'tcp', fromPort: 22, toPort: 23 }, ['22', '23']],
    [{ protocol: '-1' }, ['-1', '-1']],
    [{ protocol: '47' }, undefined],
    [{ protocol: 'tcp', fromPort: 22 }, undefined],
    [{ protocol: 'tcp', toPort: 22 }, undefined],
  ])('of %j are %j', (numbers, ports) => {
    expect(expectedPorts({ ...web, rule: { ...numbers, source: web.rule.source } })).toEqual(ports);
  });
});

describe('the pairing of a response', () => {
  test('is made once, however many checks ask', () => {
    const subject = sampleResponse({ xml: success(webItem) });
    if (subject.outcome.kind !== 'success') throw new Error('the sample is no success');

    expect(pairingOf(subject.outcome, subject)).toBe(pairingOf(subject.outcome, subject));
  });

  test('is made anew for another reading of the answer', () => {
    const subject = sampleResponse({ xml: success(webItem) });
    if (subject.outcome.kind !== 'success') throw new Error('the sample is no success');
    const none = { ...subject.outcome, root: { ...subject.outcome.root, children: [] } };

    expect(pairingOf(subject.outcome, subject)?.unlisted).toEqual([]);
    expect(pairingOf(none, subject)?.unlisted).toEqual([web]);
    expect(pairingOf(subject.outcome, subject)?.unlisted).toEqual([]);
  });

  test('takes what was removed for gone, though two items name it', () => {
    const bareItem = webItem.replace(/<securityGroupRuleId>[^<]*<\/securityGroupRuleId>/, '');
    const subject = sampleResponse({ xml: success(webItem + bareItem) }, [web, sshStored]);
    if (subject.outcome.kind !== 'success') throw new Error('the sample is no success');

    expect(pairingOf(subject.outcome, subject)).toMatchObject({
      pairs: [{ rule: web }, { rule: sshStored }],
      extra: [],
    });
  });

  test('takes what was not removed for existing', () => {
    const sshItem = webItem.replace('aaa1<', 'aaa2<').replaceAll('443', '22');
    const subject = sampleResponse({ xml: success(sshItem) });
    if (subject.outcome.kind !== 'success') throw new Error('the sample is no success');

    expect(pairingOf(subject.outcome, subject)).toMatchObject({
      pairs: [],
      unlisted: [web],
      extra: [{ toPort: '22' }],
    });
  });
});
