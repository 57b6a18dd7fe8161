/** Which requirement the smallest counterexample of a history speaks of. */
import { permissionsOfSeveral } from '../../../harness/arbitraries/grouping.ts';
import type { History, Revoke, RuleName } from '../../../harness/arbitraries/history.ts';
import type { FixtureRule } from '../../../harness/suite/fixture.ts';
import type { FailedCommand, Trial } from '../../../harness/suite/play-history.ts';

/** Undefined where it could be one of several: then the property's own requirement fails. */
export function diagnoseHistory(
  { history }: Trial,
  { command, before, after, outcome }: FailedCommand,
): string | undefined {
  if (outcome.kind !== 'no-answer' && outcome.status >= 500) {
    return 'response/no-server-error';
  }
  const gone = before.filter((name) => !after.includes(name));
  switch (command.kind) {
    case 'revoke':
      return diagnoseRevoke(history, command, before, gone);
    case 'revoke-flat':
      return diagnoseFlat(history, command.rules, before, gone);
    case 'revoke-by-ids':
      return diagnoseIds(command.rules, before, gone);
    case 'dry-run':
      return gone.length > 0 ? 'dry-run/changes-nothing' : 'dry-run/permitted';
    default:
      return undefined;
  }
}

function diagnoseRevoke(
  history: History,
  { rules: wanted, grouping, descriptions }: Revoke,
  before: readonly RuleName[],
  gone: readonly RuleName[],
): string | undefined {
  const absent = wanted.filter((name) => !before.includes(name));
  const extra = gone.filter((name) => !wanted.includes(name));
  const [taken] = extra;
  if (taken !== undefined) {
    return ofWrongRemoval(history, wanted, taken);
  }
  if (absent.length > 0) {
    return absent.length < wanted.length && gone.length > 0
      ? 'exact-match/all-or-nothing'
      : 'exact-match/mismatch-refused';
  }
  const named = wanted.flatMap((name) => history.rules[name] ?? []);
  const left = wanted.filter((name) => !gone.includes(name)).flatMap((name) => history.rules[name] ?? []);
  if (isOfSharing(left, permissionsOfSeveral(named, grouping))) {
    return 'exact-match/per-source';
  }
  return ofRulesLeft(left, wanted.length, descriptions);
}

/** Whether only permissions of several sources went wrong: each of them, or one in part. */
function isOfSharing(left: readonly FixtureRule[], shared: readonly (readonly FixtureRule[])[]): boolean {
  const isLeft = (rule: FixtureRule) => left.includes(rule);
  const hasShared = left.length > 0 && left.every((rule) => shared.some((each) => each.includes(rule)));
  const isInPart = shared.some((each) => each.some(isLeft) && !each.every(isLeft));
  return hasShared && (isInPart || shared.every((each) => each.some(isLeft)));
}

/** The requirement that rules which have a permission each are removed when they are named. */
function ofRulesLeft(
  left: readonly FixtureRule[],
  wanted: number,
  descriptions: Revoke['descriptions'],
): string | undefined {
  const [only] = left;
  if (only === undefined) {
    return undefined;
  }
  if (wanted > 1 && left.length < wanted) {
    return 'exact-match/several-permissions';
  }
  if (only.Description !== undefined) {
    return descriptions === 'repeated' ? 'exact-match/description-equal' : 'exact-match/description-absent';
  }
  return wanted > 1 ? 'exact-match/several-permissions' : ofLostMatch(only);
}

/** The requirement that a rule of this kind is removed when it is named. */
function ofLostMatch(rule: FixtureRule): string {
  if (rule.PrefixListId !== undefined) {
    return 'exact-match/prefix-list';
  }
  if (rule.GroupId !== undefined) {
    return rule.GroupId === '{main}' ? 'exact-match/self-source' : 'exact-match/group-source';
  }
  const byProtocol: Readonly<Record<string, string>> = {
    '-1': 'exact-match/all-traffic-ports-omitted',
    icmp: 'exact-match/icmp-type',
    icmpv6: 'exact-match/icmpv6',
  };
  const special =
    byProtocol[rule.IpProtocol] ?? (/^\d+$/.test(rule.IpProtocol) ? 'exact-match/numeric-protocol' : undefined);
  const hasEdge = ['0', '65535'].some((edge) => rule.FromPort === edge || rule.ToPort === edge);
  const range = rule.CidrIp ?? rule.CidrIpv6 ?? '';
  const family = rule.CidrIpv6 === undefined ? 'ipv4' : 'ipv6';
  if (special !== undefined) {
    return special;
  }
  if (/\/(0|32|128)$/.test(range)) {
    return `exact-match/${family}-edges`;
  }
  return hasEdge
    ? 'exact-match/port-edges'
    : family === 'ipv6'
      ? 'exact-match/ipv6-address'
      : 'exact-match/matching-rule';
}

/** The field in which the rule that went differs from the nearest rule that was named. */
function ofWrongRemoval(history: History, wanted: readonly RuleName[], taken: RuleName): string | undefined {
  const rule = history.rules[taken];
  const differences = wanted
    .map((name) => differingFields(history.rules[name], rule))
    .sort((a, b) => a.length - b.length);
  const [nearest] = differences;
  return nearest?.length === 1 ? nearest[0] : undefined;
}

function differingFields(wanted: FixtureRule | undefined, taken: FixtureRule | undefined): readonly string[] {
  if (wanted === undefined || taken === undefined) {
    return [];
  }
  const isIcmp = wanted.IpProtocol.startsWith('icmp');
  const isAll = wanted.IpProtocol === '-1' || taken.IpProtocol === '-1';
  const isOther = wanted.IpProtocol !== taken.IpProtocol;
  return [
    ...(isOther ? [isAll ? 'exact-match/all-traffic-exact' : 'exact-match/protocol'] : []),
    ...(!isAll && wanted.FromPort !== taken.FromPort
      ? [isIcmp ? 'exact-match/icmp-type' : 'exact-match/from-port']
      : []),
    ...(!isAll && wanted.ToPort !== taken.ToPort ? [isIcmp ? 'exact-match/icmp-code' : 'exact-match/to-port'] : []),
    ...sourceDifference(wanted, taken),
  ];
}

function sourceDifference(wanted: FixtureRule, taken: FixtureRule): readonly string[] {
  const kinds = ['CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId'] as const;
  const kind = kinds.find((one) => wanted[one] !== undefined);
  const other = kinds.find((one) => taken[one] !== undefined);
  if (kind !== other || kind === undefined) {
    return [
      new Set([kind, other]).has('CidrIpv6') && new Set([kind, other]).has('CidrIp')
        ? 'exact-match/source-family'
        : 'exact-match/source-kind',
    ];
  }
  if (wanted[kind] === taken[kind]) {
    return [];
  }
  if (kind === 'GroupId') {
    return ['exact-match/group-source-id'];
  }
  if (kind === 'PrefixListId') {
    return ['exact-match/prefix-list-id'];
  }
  const family = kind === 'CidrIp' ? 'ipv4' : 'ipv6';
  const [address, length] = (wanted[kind] ?? '').split('/');
  const [otherAddress, otherLength] = (taken[kind] ?? '').split('/');
  const isLength = address === otherAddress && length !== otherLength;
  return [isLength ? `exact-match/${family}-prefix-length` : `exact-match/${family}-address`];
}

function diagnoseFlat(
  history: History,
  [wanted]: readonly [RuleName],
  before: readonly RuleName[],
  gone: readonly RuleName[],
): string | undefined {
  if (before.includes(wanted)) {
    const [extra] = gone.filter((name) => name !== wanted);
    return extra === undefined ? 'exact-match/flat-parameters' : 'exact-match/flat-parameters-exact';
  }
  return history.rules[wanted] === undefined ? undefined : 'exact-match/flat-parameters-exact';
}

function diagnoseIds(wanted: readonly RuleName[], before: readonly RuleName[], gone: readonly RuleName[]): string {
  if (gone.some((name) => !wanted.includes(name))) {
    return 'exact-match/rule-id-only';
  }
  if (wanted.some((name) => !before.includes(name))) {
    return 'state/id-ends-with-rule';
  }
  return wanted.length > 1 ? 'exact-match/rule-ids-several' : 'exact-match/rule-id';
}
