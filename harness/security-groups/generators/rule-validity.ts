/** Whether EC2's documentation allows a rule; read without this project's model, so that generators can be judged by it. */
import { isIPv4, isIPv6 } from 'node:net';
import type { FixtureRule } from '../../cases/given.ts';

/** What is wrong with a rule, one sentence each; empty for a valid one. */
export function ruleProblems(rule: FixtureRule): readonly string[] {
  return [...numberProblems(rule), ...sourceProblems(rule), ...descriptionProblems(rule)];
}

function numberProblems({ IpProtocol, FromPort, ToPort }: FixtureRule): readonly string[] {
  const problems: string[] = [];
  const isInteger = (text: string | undefined, least: number, most: number): boolean =>
    text !== undefined && String(Number(text)) === text && Number(text) >= least && Number(text) <= most;
  if (IpProtocol === 'tcp' || IpProtocol === 'udp') {
    if (!isInteger(FromPort, 0, 65535) || !isInteger(ToPort, 0, 65535)) problems.push('ports go from 0 to 65535');
    if (Number(FromPort) > Number(ToPort)) problems.push('the start is above the end');
  } else if (IpProtocol === 'icmp' || IpProtocol === 'icmpv6') {
    if (!isInteger(FromPort, -1, 255) || !isInteger(ToPort, -1, 255))
      problems.push('types and codes go from -1 to 255');
    if (FromPort === '-1' && ToPort !== '-1') problems.push('all types go with all codes');
  } else {
    if (IpProtocol !== '-1' && !isInteger(IpProtocol, 0, 254)) problems.push('the protocol is unknown');
    if (['1', '6', '17', '58'].includes(IpProtocol)) problems.push('the protocol has a name');
    if (FromPort !== undefined || ToPort !== undefined) problems.push('numbers without a meaning');
  }
  return problems;
}

function sourceProblems(rule: FixtureRule): readonly string[] {
  const problems: string[] = [];
  const { CidrIp, CidrIpv6, PrefixListId, GroupId } = rule;
  const given = [CidrIp, CidrIpv6, PrefixListId, GroupId].filter((source) => source !== undefined);
  if (given.length !== 1) problems.push(`${given.length} sources`);
  if (CidrIp !== undefined && !isRange(CidrIp, isIPv4, 32)) problems.push('no IPv4 range');
  if (CidrIpv6 !== undefined && !isRange(CidrIpv6, isIPv6, 128)) problems.push('no IPv6 range');
  if (CidrIpv6 !== undefined && rule.IpProtocol === 'icmp') problems.push('ICMP from IPv6');
  if ((CidrIp ?? PrefixListId) !== undefined && rule.IpProtocol === 'icmpv6') problems.push('ICMPv6 from IPv4');
  return problems;
}

function isRange(text: string, isAddress: (address: string) => boolean, longest: number): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  return isAddress(address) && /^(0|[1-9][0-9]*)$/.test(length) && Number(length) <= longest && rest.length === 0;
}

/** Source of the characters and the length: API reference, IpRange. */
function descriptionProblems({ Description: text }: FixtureRule): readonly string[] {
  return text === undefined || /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(text)
    ? []
    : ['a description of other characters, or too long'];
}
