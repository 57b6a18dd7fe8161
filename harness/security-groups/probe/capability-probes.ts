/**
 * Tries in an empty group which kinds of rules a target knows: each is authorised once and looked for afterwards, for a
 * target may respond with success and store nothing.
 */
import type { SuccessOutcome } from '../../checks/outcome.ts';
import { textAt } from '../../checks/response-tree.ts';
import { apiVersion } from '../../endpoint/caller.ts';
import { describeUnexpected } from '../../endpoint/expect-success.ts';
import { SetUpProblem } from '../../endpoint/problem.ts';
import { runName } from '../../endpoint/target-settings.ts';
import type { CapabilityFinding } from '../../scene/domain.ts';
import { encodeForm } from '../../wire/query.ts';
import { type CreateResult, create, type GroupAccess } from '../creation.ts';
import type { GroupState } from '../group-state.ts';
import { authorize, describeGroups, revokeRules, ruleItems, rulePermissionPairs, type WireRule } from '../groups.ts';
import type { Direction, Rule } from '../model/rule.ts';
import { idIn } from '../vpcs.ts';
import type { Capability } from './capability.ts';
import type { GroupSettings } from './target-profile.ts';

const tried = [
  'rule-ids',
  'session-permitted',
  'rules-listed',
  'source-groups',
  'descriptions',
  'descriptions-with-spaces',
  'numeric-protocols',
  'ipv6',
  'egress',
  'managed-prefix-lists',
  'prefix-lists',
  'two-prefix-lists',
  'prefix-list-descriptions',
] as const satisfies readonly Capability[];

type TrialCapability = (typeof tried)[number];

/** The capabilities that were found, and what the probes created. */
export interface ProbeResults {
  readonly capabilities: Readonly<Record<TrialCapability, CapabilityFinding>>;
  /** Made for the trials and for the cases after them; there whenever it was created, so that it can be removed. */
  readonly prefixList?: string;
  /** A second one, which no rule of the probes refers to. */
  readonly otherPrefixList?: string;
}

/** What is said of each where there is no group to try it in. */
export function refusedProbes(why: string): ProbeResults {
  const refused: CapabilityFinding = { available: false, why };
  const entries = tried.map((name) => [name, refused] as const);
  return { capabilities: Object.fromEntries(entries) as Record<TrialCapability, CapabilityFinding> };
}

/** Nothing is created there, and ingress rules alone are taken away again. */
export const notInNamedGroups = '--use-group: nothing is created but rules of the direction under test';

const network = { CidrIp: '192.0.2.0/24' };
const https = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };

/** The first of the rules that are tried, which a conforming target has. */
function isFirst({ fromPort, source }: Rule): boolean {
  return fromPort === 443 && 'cidr' in source && source.cidr === network.CidrIp;
}

/** A rule that is authorised in the probe group, and what of it has to be shown for the capability to be there. */
interface RuleProbe {
  readonly capability: Exclude<TrialCapability, 'rule-ids'>;
  readonly rule: WireRule;
  readonly direction: Direction;
  readonly isMeant: (shown: Rule) => boolean;
}

/**
 * Tries rules of one direction, and one outbound: authorises all, reads them together, and takes the first away again. So all
 * share one wait where they are shown late or not at all, and it shows how late new and revoked rules are seen. Leaves the
 * other rules. `needed`: capabilities that are waited for where a rule of each direction is shown at once; undefined: all. Throws only what is no
 * response of the target.
 */
export async function probeRules(
  settings: GroupSettings,
  access: GroupAccess,
  groupId: string,
  direction: Direction,
  needed?: readonly string[],
): Promise<ProbeResults> {
  const list = await createPrefixList(access, settings, 'prefix-list');
  const other = list.found === undefined ? list : await createPrefixList(access, settings, 'other-prefix-list');
  const first = await asked(() => authorize(access, groupId, direction, [{ ...https, ...network }]));
  const isOut = settings.useGroups === undefined || direction === 'egress';
  const probes = [
    ...ruleProbes(groupId, direction),
    ...(isOut ? [egressProbe] : []),
    ...(list.found === undefined ? [] : prefixListProbes(list.found, direction)),
  ];
  const tried: { readonly probe: RuleProbe; readonly refusal: string | undefined }[] = [];
  for (const probe of probes) {
    const { result: response, why } = await asked(() => authorize(access, groupId, probe.direction, [probe.rule]));
    tried.push({ probe, refusal: response === undefined ? why : undefined });
  }
  const accepted = tried.flatMap(({ probe, refusal }) => (refusal === undefined ? [probe] : []));
  const isShown = ({ direction: where, isMeant }: RuleProbe, [state]: readonly GroupState[]) =>
    state?.[where].some(isMeant) ?? false;
  const isAwaited = ({ capability }: RuleProbe) => needed?.includes(capability) !== false;
  // A target that is late is waited for whatever is needed: how late it is, every case has to know.
  let awaited: readonly RuleProbe[] | undefined;
  const isFirstShown = ([state]: readonly GroupState[]) =>
    first.result === undefined || state?.[direction].some(isFirst) === true;
  const isPrompt = (found: readonly GroupState[]) =>
    isFirstShown(found) && (!accepted.includes(egressProbe) || isShown(egressProbe, found));
  const read = () => describeGroups(access, [groupId]);
  const { result: states = [] } = await asked(() =>
    access.caller.consistency.until(read, (found) => {
      awaited ??= isPrompt(found) ? accepted.filter(isAwaited) : accepted;
      return isFirstShown(found) && awaited.every((probe) => isShown(probe, found));
    }),
  );
  const session = await probeSession(settings, access, groupId, direction);
  const listing = await probeListing(access, groupId);
  if (first.result !== undefined) await asked(() => measureRemoval(access, groupId, direction, states));
  const found = tried.map(
    ({ probe, refusal }) =>
      [probe.capability, findingOf(refusal, isShown(probe, states), awaited?.includes(probe))] as const,
  );
  return {
    capabilities: {
      ...refusedProbes(notInNamedGroups).capabilities,
      ...(list.found === undefined ? absentPrefixLists(list.why) : {}),
      ...Object.fromEntries(found),
      'rule-ids': ruleIdsFinding(first, listing),
      'session-permitted': session,
      'rules-listed': listing,
      'managed-prefix-lists': { available: list.found !== undefined, why: list.why },
      'two-prefix-lists': { available: other.found !== undefined, why: other.why },
    },
    ...(list.found === undefined ? {} : { prefixList: list.found }),
    ...(other.found === undefined ? {} : { otherPrefixList: other.found }),
  };
}

function ruleProbes(groupId: string, direction: Direction): readonly RuleProbe[] {
  const described = (text: string, CidrIp: string) => ({
    direction,
    rule: { ...https, CidrIp, Description: text },
    isMeant: ({ description }: Rule) => description === text,
  });
  return [
    {
      ...{ capability: 'source-groups', direction, rule: { ...https, GroupId: groupId } },
      isMeant: ({ source }) => source.kind === 'group',
    },
    {
      ...{ capability: 'descriptions', ...described('described', '203.0.113.0/24') },
      // Whatever it says: what a target makes of a description is for the cases to judge.
      isMeant: ({ source, description }) => description !== undefined && source.kind === 'ipv4',
    },
    { capability: 'descriptions-with-spaces', ...described('two words', '198.51.100.0/24') },
    {
      ...{ capability: 'numeric-protocols', direction, rule: { IpProtocol: '47', ...network } },
      // Under whatever name: a target that calls it `gre` has the rule, and the cases say what is wrong with the name.
      isMeant: ({ protocol }) => protocol !== 'tcp' && protocol !== '-1',
    },
    {
      ...{ capability: 'ipv6', direction, rule: { ...https, CidrIpv6: '2001:db8::/32' } },
      isMeant: ({ source }) => source.kind === 'ipv6',
    },
  ];
}

const egressProbe: RuleProbe = {
  ...{ capability: 'egress', direction: 'egress', rule: { ...https, CidrIp: '203.0.113.128/25' } },
  isMeant: ({ source }) => source.kind === 'ipv4' && source.cidr === '203.0.113.128/25',
};

function prefixListProbes(PrefixListId: string, direction: Direction): readonly RuleProbe[] {
  const rule = { ...https, PrefixListId };
  return [
    { capability: 'prefix-lists', direction, rule, isMeant: ({ source }) => source.kind === 'prefix-list' },
    {
      ...{ capability: 'prefix-list-descriptions', direction },
      rule: { ...rule, ToPort: '444', Description: 'described' },
      isMeant: ({ source, description }) => source.kind === 'prefix-list' && description !== undefined,
    },
  ];
}

function absentPrefixLists(why: string): Record<'prefix-lists' | 'prefix-list-descriptions', CapabilityFinding> {
  const absent: CapabilityFinding = { available: false, why };
  return { 'prefix-lists': absent, 'prefix-list-descriptions': absent };
}

function findingOf(refusal: string | undefined, isShown: boolean, isAwaited = true): CapabilityFinding {
  if (refusal !== undefined) return { available: false, why: refusal };
  if (isShown) return { available: true, why: 'the target accepts such a rule and shows it' };
  const unshown = 'the target accepts such a rule, but DescribeSecurityGroups does not show it';
  return { available: false, why: isAwaited ? unshown : `${unshown} at once, and no case of this run needs it` };
}

/** Where Authorize returns no ids, those that are listed are used. */
function ruleIdsFinding(
  { result: response, why }: Asked<SuccessOutcome>,
  listing: CapabilityFinding,
): CapabilityFinding {
  if (response === undefined) return { available: false, why };
  if (ruleItems(response).some(({ ruleId }) => ruleId !== '')) {
    return { available: true, why: 'Authorize returns rule ids' };
  }
  return { available: listing.available, why: `Authorize returns no securityGroupRuleId, and ${listing.why}` };
}

/** Takes the first rule away and waits until that is seen, so that it is known how late a removal may show. */
async function measureRemoval(
  access: GroupAccess,
  groupId: string,
  direction: Direction,
  [state]: readonly GroupState[],
): Promise<void> {
  const rule = state?.[direction].find(isFirst);
  if (rule === undefined) return;
  await revokeRules(access, groupId, direction, [rule]);
  await access.caller.consistency.until(
    () => describeGroups(access, [groupId]),
    ([after]) => after?.[direction].some(isFirst) !== true,
  );
}

/** Whether the rules of a group are listed with ids; what else is listed of them is judged by cases. */
async function probeListing({ caller, witness }: GroupAccess, groupId: string): Promise<CapabilityFinding> {
  const action = 'DescribeSecurityGroupRules';
  const params = [
    ['Filter.1.Name', 'group-id'],
    ['Filter.1.Value.1', groupId],
  ] as const;
  const { outcome } = await caller.call(action, params, witness);
  const available = outcome.kind === 'success' && ruleItems(outcome).some(({ ruleId }) => ruleId !== '');
  const why = outcome.kind === 'success' ? 'lists no rule with an id' : describeUnexpected(outcome);
  return available ? { available, why: `${action} lists rules with ids` } : { available, why: `${action} ${why}` };
}

/** Asks by a dry run, on the first rule; whether a dry run is one is not judged here. */
async function probeSession(
  settings: GroupSettings,
  { caller, witness }: GroupAccess,
  groupId: string,
  direction: Direction,
): Promise<CapabilityFinding> {
  if (settings.identities.session === undefined) {
    return { available: false, why: 'no temporary credentials are configured' };
  }
  const action = direction === 'ingress' ? 'RevokeSecurityGroupIngress' : 'RevokeSecurityGroupEgress';
  const body = encodeForm([
    ['Action', action],
    ['Version', apiVersion],
    ['GroupId', groupId],
    ...rulePermissionPairs({ ...https, ...network }, 1),
    ['DryRun', 'true'],
  ]);
  const { outcome } = await caller.send(
    { action, method: 'POST', body, sign: 'header', as: 'session', isSetUp: true },
    witness,
  );
  const isPermitted = outcome.kind === 'error' && outcome.code === 'DryRunOperation';
  return { available: isPermitted, why: `a dry run by temporary credentials ${describeUnexpected(outcome)}` };
}

interface Asked<Answer> {
  readonly result: Answer | undefined;
  readonly why: string;
}

async function asked<Answer>(attempt: () => Promise<Answer>): Promise<Asked<Answer>> {
  try {
    return { result: await attempt(), why: '' };
  } catch (problem) {
    if (problem instanceof SetUpProblem) {
      return { result: undefined, why: problem.message };
    }
    throw problem;
  }
}

async function createPrefixList(
  access: GroupAccess,
  settings: GroupSettings,
  suffix: string,
): Promise<CreateResult<string>> {
  if (settings.declared['prefix-lists'] === false) {
    return { found: undefined, why: 'declared as absent' };
  }
  if (settings.useGroups !== undefined) {
    return { found: undefined, why: notInNamedGroups };
  }
  const name = runName(settings, suffix);
  return create(access, {
    kind: 'prefix-list',
    action: 'CreateManagedPrefixList',
    name,
    params: [
      ['PrefixListName', name],
      ['MaxEntries', '1'],
      ['AddressFamily', 'IPv4'],
      ['Entry.1.Cidr', '192.0.2.0/24'],
    ],
    idIn: (response) => idIn(response, 'prefixList', 'prefixListId') ?? textAt(response.root, 'prefixListId'),
  });
}
