/**
 * Tries in an empty group which kinds of rules a target knows: each is authorised once and looked for afterwards, for a
 * target may answer with success and store nothing.
 */
import { childNamed } from '../../checks/response-tree.ts';
import { apiVersion } from '../../endpoint/caller.ts';
import { settleMsFor, unknownSettleMs } from '../../endpoint/consistency.ts';
import { describeUnexpected } from '../../endpoint/expect-success.ts';
import { SetUpProblem } from '../../endpoint/problem.ts';
import { runName, type TargetSettings } from '../../endpoint/target-settings.ts';
import { encodeForm } from '../../wire/query.ts';
import { type CreateResult, create } from '../creation.ts';
import type { GroupState } from '../group-state.ts';
import {
  authorize,
  describeGroups,
  type GroupAccess,
  ruleItems,
  rulePermissionPairs,
  type WireRule,
} from '../groups.ts';
import type { Direction, Rule } from '../model/rule.ts';
import { idIn } from '../vpcs.ts';
import type { Capability } from './capability.ts';
import type { CapabilityFinding } from './target-profile.ts';

const tried = [
  'rule-ids',
  'session-permitted',
  'source-groups',
  'descriptions',
  'descriptions-with-spaces',
  'numeric-protocols',
  'ipv6',
  'egress',
  'prefix-lists',
  'two-prefix-lists',
  'prefix-list-descriptions',
] as const satisfies readonly Capability[];

type TrialCapability = (typeof tried)[number];

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

/** Tries rules of one direction, and one outbound. Leaves the group filled. Throws only what is no answer of the target. */
export async function probeRules(
  settings: TargetSettings,
  access: GroupAccess,
  groupId: string,
  direction: Direction,
): Promise<ProbeResults> {
  const group: TrialGroup = { access, groupId, direction };
  const list = await createPrefixList(access, settings, 'prefix-list');
  const other = list.found === undefined ? list : await createPrefixList(access, settings, 'other-prefix-list');
  return {
    capabilities: {
      'rule-ids': await tryRuleIds(settings, group),
      'session-permitted': await trySession(settings, group),
      'source-groups': await tryRule(group, { ...https, GroupId: groupId }, ({ source }) => source.kind === 'group'),
      descriptions: await tryRule(
        group,
        { ...https, CidrIp: '203.0.113.0/24', Description: 'described' },
        ({ description }) => description === 'described',
      ),
      'descriptions-with-spaces': await tryRule(
        group,
        { ...https, CidrIp: '198.51.100.0/24', Description: 'two words' },
        ({ description }) => description === 'two words',
      ),
      'numeric-protocols': await tryRule(group, { IpProtocol: '47', ...network }, ({ protocol }) => protocol === '47'),
      ipv6: await tryRule(group, { ...https, CidrIpv6: '2001:db8::/32' }, ({ source }) => source.kind === 'ipv6'),
      egress:
        settings.useGroups === undefined || direction === 'egress'
          ? await tryRule(
              { ...group, direction: 'egress' },
              { ...https, CidrIp: '203.0.113.128/25' },
              ({ source }) => source.kind === 'ipv4' && source.cidr === '203.0.113.128/25',
            )
          : { available: false, why: notInNamedGroups },
      ...(await tryPrefixList(group, list)),
      'two-prefix-lists': { available: other.found !== undefined, why: other.why },
    },
    ...(list.found === undefined ? {} : { prefixList: list.found }),
    ...(other.found === undefined ? {} : { otherPrefixList: other.found }),
  };
}

interface TrialGroup {
  readonly access: GroupAccess;
  readonly groupId: string;
  readonly direction: Direction;
}

async function tryRuleIds(settings: TargetSettings, group: TrialGroup): Promise<CapabilityFinding> {
  const { access, groupId, direction } = group;
  const { answer, why } = await asked(() => authorize(access, groupId, direction, [{ ...https, ...network }]));
  if (answer === undefined) {
    return { available: false, why };
  }
  await measureVisibility(settings, group);
  return ruleItems(answer).some(({ ruleId }) => ruleId !== '')
    ? { available: true, why: 'Authorize answers with rule ids' }
    : { available: false, why: 'Authorize answers without securityGroupRuleId' };
}

/** How long the first rule takes to be seen decides how long all further changes are waited for. */
async function measureVisibility(settings: TargetSettings, { access, groupId, direction }: TrialGroup): Promise<void> {
  const { visibility } = access.caller;
  visibility.expect(settings.settleMs ?? unknownSettleMs);
  await asked(() =>
    visibility.until(
      () => describeGroups(access, [groupId]),
      ([state]) => state?.[direction].some(({ fromPort }) => fromPort === 443) === true,
    ),
  );
  visibility.expect(settleMsFor(settings, visibility.lagMs), visibility.lagMs);
}

/** Asks by a dry run, on the rule authorised last; whether the dry run is one is not judged here. */
async function trySession(settings: TargetSettings, { access, groupId, direction }: TrialGroup) {
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
  const { caller, witness } = access;
  const { outcome } = await caller.send(
    { action, method: 'POST', body, sign: 'header', as: 'session', isSetUp: true },
    witness,
  );
  const isPermitted = outcome.kind === 'error' && outcome.code === 'DryRunOperation';
  return { available: isPermitted, why: `a dry run by temporary credentials ${describeUnexpected(outcome)}` };
}

async function tryPrefixList(
  group: TrialGroup,
  list: CreateResult<string>,
): Promise<Record<'prefix-lists' | 'prefix-list-descriptions', CapabilityFinding>> {
  if (list.found === undefined) {
    const absent: CapabilityFinding = { available: false, why: list.why };
    return { 'prefix-lists': absent, 'prefix-list-descriptions': absent };
  }
  const fromList = { ...https, PrefixListId: list.found };
  return {
    'prefix-lists': await tryRule(group, fromList, ({ source }) => source.kind === 'prefix-list'),
    'prefix-list-descriptions': await tryRule(
      group,
      { ...fromList, ToPort: '444', Description: 'described' },
      ({ source, description }) => source.kind === 'prefix-list' && description === 'described',
    ),
  };
}

/** Whether the target takes the rule and shows one that is `meant` afterwards. */
async function tryRule(
  { access, groupId, direction }: TrialGroup,
  rule: WireRule,
  meant: (shown: Rule) => boolean,
): Promise<CapabilityFinding> {
  const { answer, why } = await asked(() => authorize(access, groupId, direction, [rule]));
  if (answer === undefined) {
    return { available: false, why };
  }
  const isShown = ([state]: readonly GroupState[]) => state?.[direction].some(meant) ?? false;
  const states = await asked(() => access.caller.visibility.until(() => describeGroups(access, [groupId]), isShown));
  const shown = isShown(states.answer ?? []);
  return shown
    ? { available: true, why: 'the target accepts such a rule and shows it' }
    : { available: false, why: 'the target accepts such a rule, but DescribeSecurityGroups does not show it' };
}

interface Asked<Answer> {
  readonly answer: Answer | undefined;
  readonly why: string;
}

async function asked<Answer>(attempt: () => Promise<Answer>): Promise<Asked<Answer>> {
  try {
    return { answer: await attempt(), why: '' };
  } catch (problem) {
    if (problem instanceof SetUpProblem) {
      return { answer: undefined, why: problem.message };
    }
    throw problem;
  }
}

async function createPrefixList(
  access: GroupAccess,
  settings: TargetSettings,
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
    idIn: (answer) =>
      idIn(answer, 'prefixList', 'prefixListId') ?? childNamed(answer.root, 'prefixListId')?.text.trim(),
  });
}
