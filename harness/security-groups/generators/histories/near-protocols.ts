/** The same rule under another protocol, as far as its numbers and its source allow. */

import type { FixtureRule } from '../../../cases/given.ts';
import { numbersMean } from '../../model/protocol.ts';
import { numbers, type RuleNumbers } from '../ports.ts';
import type { ValuePools } from '../value-pools.ts';
import type { NearMiss } from './near-miss-fields.ts';

/** GRE stands for the numbered ones: two digits of it begin with `4`, another protocol. */
const others = ['tcp', 'udp', 'icmp', 'icmpv6', '-1', '47', '4'];

/** Where a protocol has no numbers, the widest stand for them on the way in: all traffic is not all of TCP. */
export function protocolNearMisses(rule: FixtureRule, pools: ValuePools): readonly NearMiss[] {
  const { FromPort, ToPort, ...rest } = rule;
  return [...others, ...nearNumbers(rule.IpProtocol)]
    .filter((protocol) => protocol !== rule.IpProtocol && admits(protocol, rule, pools))
    .flatMap((IpProtocol) => {
      const carried = FromPort === undefined || ToPort === undefined ? undefined : { FromPort, ToPort };
      const fitting = numbersFor(IpProtocol, carried);
      if (fitting === undefined) return [];
      const { IpProtocol: _, ...source } = rest;
      return [{ field: 'protocol' as const, rule: { IpProtocol, ...fitting, ...source } }];
    });
}

/** Off by one, a digit more or less at the end, another eighth bit: as far as they are protocols without a name. */
function nearNumbers(protocol: string): readonly string[] {
  if (!/^\d+$/.test(protocol)) return [];
  const number = Number(protocol);
  return [number - 1, number + 1, number * 10, Math.floor(number / 10), number ^ 128]
    .filter((near) => near >= 0 && near <= 254 && ![1, 6, 17, 58].includes(near) && near !== number)
    .map(String);
}

/** ICMP comes from no IPv6 range, ICMPv6 from an IPv6 range or, where there is IPv6, a group. */
function admits(protocol: string, rule: FixtureRule, pools: ValuePools): boolean {
  if (/^\d+$/.test(protocol)) return pools.numbered;
  if (protocol === 'icmp') return rule.CidrIpv6 === undefined;
  if (protocol === 'icmpv6')
    return rule.CidrIpv6 !== undefined || (rule.GroupId !== undefined && pools.ipv6.length > 0);
  return true;
}

/** Undefined when the numbers have no meaning under the protocol. */
function numbersFor(
  protocol: string,
  carried: RuleNumbers | undefined,
): RuleNumbers | undefined | Record<string, never> {
  const [from, to] = [Number(carried?.FromPort), Number(carried?.ToPort)];
  switch (numbersMean(protocol)) {
    case 'nothing':
      return {};
    case 'ports':
      if (carried === undefined) return numbers(0, 65535);
      return from >= 0 && from <= to ? carried : undefined;
    case 'type-and-code':
      if (carried === undefined) return numbers(-1, -1);
      return from <= 255 && to <= 255 && (from !== -1 || to === -1) ? carried : undefined;
  }
}
