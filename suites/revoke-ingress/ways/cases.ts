/**
 * Three cases for each row of rows.ts: a dry run, the nearest request that has to be refused, and the revoke. The rows of a
 * chain share their groups: each case is given what the revokes before it have left.
 */
import type { Case, CodeSend } from '../../../harness/cases/case.ts';
import type { ExpectedResponse } from '../../../harness/cases/fixture.ts';
import type { FixtureRule, NamedRules, SetUp } from '../../../harness/cases/given.ts';
import { type Chain, chains, type Row } from './rows.ts';

/** A row with its rules: the one that it is about, and those around it. */
interface PreparedRow {
  readonly id: string;
  readonly row: Row;
  readonly target: FixtureRule;
  /** Of equal protocol and ports and another source: it stays, unless the request names it beside the target. */
  readonly near: FixtureRule;
  /** Of other values; named with the target where that is first or last. */
  readonly companion: FixtureRule;
  /** Of equal protocol and ports and a third source; stays where the request names the near rule as well. */
  readonly further: FixtureRule;
  /** What the target was before it was modified. */
  readonly former: FixtureRule | undefined;
  /** A request for it instead of the target has to be refused. */
  readonly absent: FixtureRule;
  readonly names: {
    readonly target: string;
    readonly near: string;
    readonly companion: string;
    readonly further: string;
  };
}

function casesOfChain({ name, rows }: Chain): readonly Case[] {
  const prepared = rows.map((row, index) => prepareRow(`${name}-${index + 1}`, row, index));
  const cases: Case[] = [];
  for (let at = 0; at < prepared.length; at += 2) {
    const [one, two] = [prepared[at], prepared[at + 1]];
    if (one === undefined) continue;
    const left = prepared.slice(at);
    const dryRun = (each: PreparedRow) => caseOf('dry-run', each, left, prepared.slice(0, at));
    const refusal = (each: PreparedRow) => caseOf('refusal', each, left, prepared.slice(0, at));
    // In turn, so that a refusal follows a revoke as well as a dry run does.
    if (two !== undefined) cases.push(...(at % 4 === 0 ? [dryRun(two), refusal(two)] : [refusal(two), dryRun(two)]));
    cases.push(...(one.row.before === 'refusal' ? [dryRun(one), refusal(one)] : [refusal(one), dryRun(one)]));
    cases.push(caseOf('revoke', one, left, prepared.slice(0, at)));
    if (two !== undefined) cases.push(caseOf('revoke', two, prepared.slice(at + 1), prepared.slice(0, at + 1)));
  }
  return cases;
}

function prepareRow(id: string, row: Row, index: number): PreparedRow {
  const number = index + 1;
  const numbers = numbersOf(row, number);
  const source = sourceOf(row.kind, number);
  const target: FixtureRule = { ...numbers, ...source };
  const companion: FixtureRule = {
    ...{ IpProtocol: 'udp', FromPort: String(4500 + number), ToPort: String(4500 + number) },
    CidrIp: `203.0.113.${number}/32`,
  };
  return {
    id,
    row,
    target,
    near: { ...numbers, ...nearSourceOf(row.kind, number) },
    companion,
    further: { ...numbers, CidrIp: `10.${number + 150}.0.0/16` },
    former: row.setUp === 'modified' ? { ...target, FromPort: '7', ToPort: String(7 + number) } : undefined,
    absent: absentOf(target, number),
    names: {
      target: `named-${number}`,
      near: `near-${number}`,
      companion: `beside-${number}`,
      further: `further-${number}`,
    },
  };
}

const numbersWithoutName = ['47', '50', '51', '97', '103', '112'];

function numbersOf(
  { protocol, position }: Row,
  number: number,
): Pick<FixtureRule, 'IpProtocol' | 'FromPort' | 'ToPort'> {
  const from = 20_000 + number * 10;
  switch (protocol) {
    case 'all':
      return { IpProtocol: '-1' };
    case 'number':
      return { IpProtocol: numbersWithoutName[number - 1] ?? '115' };
    case 'icmp':
      return { IpProtocol: 'icmp', FromPort: '8', ToPort: String(number) };
    case 'icmpv6':
      return { IpProtocol: 'icmpv6', FromPort: '128', ToPort: String(number) };
    default:
      // Ranges and single ports in turn.
      return { IpProtocol: protocol, FromPort: String(from), ToPort: String(position === 'last' ? from + 5 : from) };
  }
}

type SourceOfRule = Omit<FixtureRule, 'IpProtocol' | 'FromPort' | 'ToPort'>;

function sourceOf(kind: Row['kind'], number: number): SourceOfRule {
  const sources: Readonly<Record<Row['kind'], SourceOfRule>> = {
    ipv4: { CidrIp: `10.${number}.0.0/16` },
    ipv6: { CidrIpv6: `2001:db8:${number}::/48` },
    group: { GroupId: '{peer}' },
    self: { GroupId: '{main}' },
    'prefix-list': { PrefixListId: '{prefix-list}' },
  };
  return sources[kind];
}

function nearSourceOf(kind: Row['kind'], number: number): SourceOfRule {
  const sources: Readonly<Record<Row['kind'], SourceOfRule>> = {
    ipv4: { CidrIp: `10.${number + 100}.0.0/16` },
    ipv6: { CidrIpv6: `2001:db8:${number + 100}::/48` },
    group: { GroupId: '{main}' },
    self: { GroupId: '{peer}' },
    'prefix-list': { CidrIp: `10.${number + 100}.0.0/16` },
  };
  return sources[kind];
}

const absentGroup = '{absent-group}';
const absentPrefixList = '{absent-prefix-list}';

/** Whether the source of the rule is one that does not exist. */
function hasAbsentSource({ GroupId, PrefixListId }: FixtureRule): boolean {
  return GroupId === absentGroup || PrefixListId === absentPrefixList;
}

/** The target with one value changed; no other row has such a rule. */
function absentOf(target: FixtureRule, number: number): FixtureRule {
  if (target.ToPort !== undefined) return { ...target, ToPort: String(Number(target.ToPort) + 1) };
  if (target.CidrIp !== undefined) return { ...target, CidrIp: `10.${number + 200}.0.0/16` };
  if (target.CidrIpv6 !== undefined) return { ...target, CidrIpv6: `2001:db8:${number + 200}::/48` };
  if (target.PrefixListId !== undefined) return { ...target, PrefixListId: absentPrefixList };
  return target.IpProtocol === '-1' ? { ...target, GroupId: absentGroup } : { ...target, IpProtocol: '114' };
}

type Request = 'dry-run' | 'refusal' | 'revoke';

const requirementOf: Readonly<Record<Request, string>> = {
  'dry-run': 'dry-run/any-way',
  refusal: 'exact-match/any-way-refused',
  revoke: 'exact-match/any-way',
};

/** `left`: the rows whose rules are there; `done`: those whose revokes were sent, of which the near rules are there. */
function caseOf(request: Request, one: PreparedRow, left: readonly PreparedRow[], done: readonly PreparedRow[]): Case {
  const { row } = one;
  const rules = { ...Object.assign({}, ...done.map(remainingRules)), ...Object.assign({}, ...left.map(rulesOf)) };
  const all = Object.keys(rules as NamedRules);
  const gone = request === 'revoke' ? namedRules(one) : [];
  const after = all.filter((name) => !gone.includes(name));
  const setUp = Object.fromEntries([...done, ...left].flatMap(setUpOf).filter(([name]) => all.includes(name)));
  const former = Object.fromEntries(left.flatMap(({ names, former: was }) => (was ? [[names.target, was]] : [])));
  return {
    id: `exact-match/way-${one.id}-${request}`,
    title: titleOf(request, row),
    requirements: [requirementOf[request]],
    vpc: 'nondefault',
    needs: needsOf(left, done, row),
    ...(request === 'revoke' ? {} : { control: `exact-match/way-${one.id}-revoke` }),
    given: {
      main: { ingress: rules as NamedRules },
      ...(Object.keys(setUp).length === 0 ? {} : { setUp }),
      ...(Object.keys(former).length === 0 ? {} : { former }),
    },
    send: sendOf(request, one),
    expect: [{ ...expected(request, hasAbsentSource(one.absent)), after }],
  };
}

function rulesOf({ names, target, near, companion, further, row }: PreparedRow): NamedRules {
  const isSent = row.position === 'first' || row.position === 'last';
  return {
    ...{ [names.target]: target, [names.near]: near },
    ...(isSent ? { [names.companion]: companion } : {}),
    ...(row.position === 'beside' ? { [names.further]: further } : {}),
  };
}

function remainingRules(one: PreparedRow): NamedRules {
  const gone = namedRules(one);
  return Object.fromEntries(Object.entries(rulesOf(one)).filter(([name]) => !gone.includes(name)));
}

/** Names of the rules that the revoke removes. */
function namedRules({ names, row }: PreparedRow): readonly string[] {
  if (row.position === 'alone') return [names.target];
  return [names.target, row.position === 'beside' ? names.near : names.companion];
}

function setUpOf({ names, row: { setUp } }: PreparedRow): readonly (readonly [string, SetUp])[] {
  if (setUp === 'usual') return [];
  return [[names.target, setUp], ...(setUp === 'shared-permission' ? [[names.near, setUp] as const] : [])];
}

const anyRefusal = { answer: 'refused', status: ['4xx'], code: ['*'] };

function expected(request: Request, isAbsentSource: boolean): Omit<ExpectedResponse, 'after'> {
  switch (request) {
    case 'revoke':
      return { answer: 'removed', status: ['200'] };
    case 'dry-run':
      return { answer: 'dry-run', status: ['4xx'], code: ['DryRunOperation'] };
    case 'refusal':
      // A source that does not exist may be refused as such.
      return isAbsentSource ? anyRefusal : { answer: 'refused', status: ['400'], code: ['InvalidPermission.NotFound'] };
  }
}

function sendOf(request: Request, one: PreparedRow): CodeSend {
  const { carriage, identity } = one.row;
  return {
    ...(carriage === 'post' ? {} : { method: 'GET' as const }),
    ...(carriage === 'presigned' ? { sign: 'query' as const } : {}),
    ...(identity === 'session' ? { as: 'session' as const } : {}),
    params: {
      GroupId: '{main}',
      ...(formOf(request, one.row) === 'rule-id' ? idParams(one) : ruleParams(request, one)),
      ...(request === 'dry-run' ? { DryRun: 'true' } : {}),
    },
  };
}

/** What has to be refused is named by values: of an absent id nothing else can be said. */
function formOf(request: Request, { form }: Row): Row['form'] {
  return request === 'refusal' && form === 'rule-id' ? 'permission' : form;
}

function idParams({ row, names }: PreparedRow): Readonly<Record<string, string>> {
  const own = `{rule:${names.target}}`;
  const other = `{rule:${names.companion}}`;
  const ids = row.position === 'alone' ? [own] : row.position === 'first' ? [own, other] : [other, own];
  return Object.fromEntries(ids.map((id, index) => [`SecurityGroupRuleId.${index + 1}`, id]));
}

function ruleParams(
  request: Request,
  { row, target, near, companion, absent }: PreparedRow,
): Readonly<Record<string, string>> {
  const own = request === 'refusal' ? absent : target;
  if (row.form === 'flat') return { ...own };
  if (row.position === 'beside') return { ...permission(1, own), ...sourcePair(1, 2, near) };
  const rules = { alone: [own], first: [own, companion], last: [companion, own] }[row.position];
  return Object.assign({}, ...rules.map((rule, index) => permission(index + 1, rule)));
}

function permission(index: number, rule: FixtureRule): Readonly<Record<string, string>> {
  const { IpProtocol, FromPort, ToPort } = rule;
  const at = `IpPermissions.${index}`;
  return {
    [`${at}.IpProtocol`]: IpProtocol,
    ...(FromPort === undefined ? {} : { [`${at}.FromPort`]: FromPort }),
    ...(ToPort === undefined ? {} : { [`${at}.ToPort`]: ToPort }),
    ...sourcePair(index, 1, rule),
  };
}

const lists = { CidrIp: 'IpRanges', CidrIpv6: 'Ipv6Ranges', PrefixListId: 'PrefixListIds', GroupId: 'Groups' } as const;

function sourcePair(index: number, place: number, rule: FixtureRule): Readonly<Record<string, string>> {
  const pairs = Object.entries(lists).flatMap(([member, list]) => {
    const value = rule[member as keyof typeof lists];
    return value === undefined ? [] : [[`IpPermissions.${index}.${list}.${place}.${member}`, value] as const];
  });
  return Object.fromEntries(pairs);
}

function needsOf(left: readonly PreparedRow[], done: readonly PreparedRow[], row: Row): readonly string[] {
  const rows = [...left, ...done].map((one) => one.row);
  const some = (holds: (one: Row) => boolean) => rows.some(holds);
  const usesIds = row.form === 'rule-id' || left.some(({ former }) => former !== undefined);
  return [
    'nondefault-vpc',
    ...(usesIds ? ['rule-ids'] : []),
    ...(row.identity === 'session' ? ['session-identity', 'session-permitted'] : []),
    ...(some(({ kind }) => kind === 'ipv6') ? ['ipv6'] : []),
    ...(some(({ kind }) => kind === 'prefix-list') ? ['prefix-lists'] : []),
    ...(some(({ protocol }) => protocol === 'number') ? ['numeric-protocols'] : []),
  ];
}

const kinds: Readonly<Record<Row['kind'], string>> = {
  ipv4: 'an IPv4 range',
  ipv6: 'an IPv6 range',
  group: 'another group',
  self: 'its own group',
  'prefix-list': 'a prefix list',
};

const setUps: Readonly<Record<Row['setUp'], string>> = {
  usual: '',
  'shared-permission': ' that came in one permission with another',
  'own-call': ' that came by a call of its own',
  tagged: ' that has a tag',
  modified: ' that was modified',
  'authorised-again': ' that was authorised again',
};

function titleOf(request: Request, row: Row): string {
  const protocol = { all: 'all protocols', number: 'a numeric protocol' }[row.protocol as string] ?? row.protocol;
  const rule = `a rule of ${protocol} and ${kinds[row.kind]}${setUps[row.setUp]}`;
  const named = { permission: 'its values', 'rule-id': 'its id', flat: 'flat parameters' }[formOf(request, row)];
  const place = { alone: '', first: ', first of two', last: ', last of two', beside: ', beside another source' }[
    row.position
  ];
  const how = `${named}${place}, in a ${{ post: 'POST', get: 'GET', presigned: 'presigned GET' }[row.carriage]}${
    row.identity === 'session' ? ' with temporary credentials' : ''
  }`;
  switch (request) {
    case 'revoke':
      return `removes ${rule} by ${how}, after a ${row.before}`;
    case 'dry-run':
      return `keeps ${rule} under DryRun=true with ${how}`;
    case 'refusal':
      return `refuses almost the values of ${rule}: ${how}`;
  }
}

/** Every case of every chain, in the order in which they are sent. */
export const wayCases: readonly Case[] = chains.flatMap(casesOfChain);
