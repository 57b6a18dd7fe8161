/** A rule as a target shows it, brought into the canonical form in which rules are compared. */
import { canonicalIpv4Cidr, canonicalIpv6Cidr } from '../../wire/addresses/cidr.ts';
import { canonicalProtocol, numbersMean } from './protocol.ts';
import type { Rule, Source } from './rule.ts';

/** Texts as they were shown; absent members undefined. */
export interface ShownRule {
  readonly protocol: string;
  readonly fromPort: string | undefined;
  readonly toPort: string | undefined;
  readonly source: Source;
  readonly description: string | undefined;
}

/** The canonical rule. Never throws: a value that is not understood is kept as it was shown, and equals no other. */
export function storedRule(shown: ShownRule): Rule {
  const protocol = canonicalProtocol(shown.protocol) ?? shown.protocol;
  const hasNumbers = numbersMean(protocol) !== 'nothing';
  // Of ICMPv6, type and code may be left out and then mean all: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
  const isAllTypes = protocol === 'icmpv6' && shown.fromPort === undefined && shown.toPort === undefined;
  const fromPort = isAllTypes ? -1 : hasNumbers ? shownNumber(shown.fromPort) : undefined;
  const toPort = isAllTypes ? -1 : hasNumbers ? shownNumber(shown.toPort) : undefined;
  return {
    protocol,
    ...(fromPort === undefined ? {} : { fromPort }),
    ...(toPort === undefined ? {} : { toPort }),
    source: canonicalSource(shown.source),
    ...(shown.description === undefined ? {} : { description: shown.description }),
  };
}

function shownNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** A reference to a group keeps no account: group ids are unique across accounts, and not every target shows it. */
function canonicalSource(source: Source): Source {
  switch (source.kind) {
    case 'ipv4':
      return { kind: 'ipv4', cidr: canonicalIpv4Cidr(source.cidr) ?? source.cidr };
    case 'ipv6':
      return { kind: 'ipv6', cidr: canonicalIpv6Cidr(source.cidr) ?? source.cidr };
    case 'group':
      return { kind: 'group', groupId: source.groupId };
    case 'prefix-list':
      return source;
  }
}
