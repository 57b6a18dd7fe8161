/** The values that a rule of a history goes through: with an IPv4 range and ports, with other protocols, with other sources. Pure. */
import type { ExpectedContent } from '../../cases/fixture.ts';
import type { FixtureRule } from '../../cases/given.ts';
import { modifiedRulePairs, rulePermissionPairs } from '../groups.ts';
import type { Capability } from '../probe/capability.ts';

/** What the rule `a` of a history has in turn; all other rules go through `ports`. */
export const valueSeries = ['ports', 'protocols', 'ipv6', 'own-group', 'other-group', 'prefix-list'] as const;

/** One of {@link valueSeries}. */
export type ValueSeries = (typeof valueSeries)[number];

/** A rule without its description. */
export type Values = Omit<FixtureRule, 'Description'>;

/** What a target has to offer for a series. */
export const needsOfSeries: Readonly<Record<ValueSeries, readonly Capability[]>> = {
  ports: [],
  protocols: [],
  ipv6: ['ipv6'],
  'own-group': ['source-groups'],
  'other-group': ['source-groups'],
  'prefix-list': ['prefix-lists', 'prefix-list-descriptions'],
};

const https = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };
const other = { IpProtocol: 'tcp', FromPort: '8443', ToPort: '8443' };
const udp = { IpProtocol: 'udp', FromPort: '443', ToPort: '443' };
const ping = { IpProtocol: 'icmp', FromPort: '8', ToPort: '-1' };
const all = { IpProtocol: '-1' };

type Source = Pick<FixtureRule, 'CidrIp' | 'CidrIpv6' | 'GroupId' | 'PrefixListId'>;

/** The values of the series in turn: the next port, protocol or range; after the last, the first again. */
export function throughPorts(CidrIp: string, narrower: string): readonly Values[] {
  return [
    { ...https, CidrIp },
    { ...other, CidrIp },
    { ...udp, CidrIp },
    { ...https, CidrIp: narrower },
  ];
}

/** The values of a series but `ports`, in turn. */
export function valuesOfSeries(series: Exclude<ValueSeries, 'ports'>): readonly Values[] {
  switch (series) {
    case 'protocols':
      return throughProtocols({ CidrIp: '192.0.2.0/24' });
    case 'ipv6':
      // ICMP has another name for IPv6.
      return [
        { ...https, CidrIpv6: '2001:db8::/32' },
        { ...all, CidrIpv6: '2001:db8::/32' },
        { ...udp, CidrIpv6: '2001:db8:1::/48' },
        { ...other, CidrIpv6: '2001:db8::/32' },
      ];
    case 'own-group':
      return throughProtocols({ GroupId: '{main}' });
    case 'other-group':
      return throughProtocols({ GroupId: '{peer}' });
    case 'prefix-list':
      return throughProtocols({ PrefixListId: '{prefix-list}' });
  }
}

function throughProtocols(source: Source): readonly Values[] {
  return [https, all, ping, udp].map((each) => ({ ...each, ...source }));
}

/** Where DescribeSecurityGroupRules has the source of a rule, by the member of a request. */
const sourcePaths = {
  CidrIp: 'cidrIpv4',
  CidrIpv6: 'cidrIpv6',
  PrefixListId: 'prefixListId',
  GroupId: 'referencedGroupInfo/groupId',
} as const;

const sourceMembers = ['CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId'] as const;

/** The sources of these rules as DescribeSecurityGroupRules shows them: texts by path, none for a kind that no rule has. */
export function describedSources(rules: readonly Values[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    sourceMembers.map((member) => [
      `securityGroupRuleSet/item/${sourcePaths[member]}`,
      rules.flatMap((rule) => rule[member] ?? []),
    ]),
  );
}

/** The ports, or type and code, of a rule as it is described; nothing of a protocol that has none. */
export function describedPorts({ FromPort, ToPort }: Values): Readonly<Record<string, string>> {
  return FromPort === undefined || ToPort === undefined
    ? {}
    : { 'securityGroupRuleSet/item/fromPort': FromPort, 'securityGroupRuleSet/item/toPort': ToPort };
}

/** The parameters that name this rule as the first permission of a request. */
export function permissionOf(rule: FixtureRule): Readonly<Record<string, string>> {
  return Object.fromEntries(rulePermissionPairs({ ...rule }, 1));
}

/** The parameters that make the first rule of a ModifySecurityGroupRules this one. */
export function modifiedTo(rule: FixtureRule): Readonly<Record<string, string>> {
  return Object.fromEntries(modifiedRulePairs({ ...rule }));
}

/** The description with this number, from 1. */
export function textNumber(number: number): string {
  return `text-${number}`;
}

/** Rules without a description may be listed with an empty one; none with one of the others. `count`: descriptions that there have been. */
export function describedTexts(
  rules: readonly { readonly description?: string | undefined }[],
  count: number,
): Readonly<Record<string, ExpectedContent>> {
  const includes = rules.flatMap(({ description }) => description ?? []);
  const known = Array.from({ length: count }, (_, index) => textNumber(index + 1));
  const excludes = known.filter((one) => !includes.includes(one));
  return { 'securityGroupRuleSet/item/description': { includes, excludes } };
}
