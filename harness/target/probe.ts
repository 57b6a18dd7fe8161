/**
 * Finds out what a target can do, and makes what all cases share. Each capability that was not declared is tried once;
 * nothing here is a verdict: the probe says what was found, and the cases that need more are not applicable.
 */
import { childNamed } from '../judgement/answer-tree.ts';
import type { Success } from '../judgement/outcome.ts';
import { type Capability, capabilities } from './capability.ts';
import { firstContact } from './first-contact.ts';
import {
  authorize,
  createGroup,
  describeGroups,
  type GroupAccess,
  ruleItems,
  saidInstead,
  type WireRule,
} from './groups.ts';
import { SetUpProblem } from './problem.ts';
import { type CapabilityFinding, type Preparation, runName, type TargetSettings } from './settings.ts';
import { createVpc, type Finding, findDefaultVpc, idIn } from './vpcs.ts';

/** Throws TargetProblem when there is nothing to test; everything else it finds is in the answer. */
export async function prepareTarget(settings: TargetSettings, access: GroupAccess): Promise<Preparation> {
  await firstContact(access.caller);
  const standard = await findDefaultVpc(access);
  const own = settings.declared['nondefault-vpc'] === false ? notWanted : await createVpc(access, settings);
  const group = await probeGroup(settings, access, own.found ?? standard.found);
  const trial = group.id === undefined ? refusedTrials(group.why) : await tryRules(settings, access, group.id);
  const found: Record<Capability, CapabilityFinding> = {
    'default-vpc': asFinding(standard),
    'nondefault-vpc': asFinding(own),
    'group-names': { available: standard.found !== undefined, why: standard.why },
    'denied-identity': configured(settings, 'denied'),
    'session-identity': configured(settings, 'session'),
    ...trial.capabilities,
  };
  return {
    capabilities: withDeclared(found, settings),
    vpcs: {
      ...(standard.found === undefined ? {} : { default: standard.found }),
      ...(own.found === undefined ? {} : { nondefault: own.found }),
    },
    ...(group.owner === undefined ? {} : { owner: group.owner }),
    ...(trial.prefixList === undefined ? {} : { prefixList: trial.prefixList }),
  };
}

const notWanted: Finding<string> = { found: undefined, why: 'declared as absent' };

function asFinding({ found, why }: Finding<string>): CapabilityFinding {
  return { available: found !== undefined, why };
}

function configured(settings: TargetSettings, who: 'denied' | 'session'): CapabilityFinding {
  const available = settings.identities[who] !== undefined;
  const prefix = `EC2_CONFORMANCE_${who.toUpperCase()}_`;
  return { available, why: available ? 'its keys are configured' : `${prefix}ACCESS_KEY_ID is not set` };
}

function withDeclared(
  found: Record<Capability, CapabilityFinding>,
  settings: TargetSettings,
): Preparation['capabilities'] {
  const entries = (Object.keys(capabilities) as Capability[]).map((name) => {
    const declared = settings.declared[name];
    return [name, declared === false ? { available: false, why: 'declared as absent' } : found[name]] as const;
  });
  return Object.fromEntries(entries) as Record<Capability, CapabilityFinding>;
}

interface ProbeGroup {
  readonly id?: string;
  readonly owner?: string;
  readonly why: string;
}

async function probeGroup(
  settings: TargetSettings,
  access: GroupAccess,
  vpcId: string | undefined,
): Promise<ProbeGroup> {
  try {
    const id = await createGroup(access, runName(settings, 'probe'), vpcId);
    const [state] = await describeGroups(access, [id]);
    return { id, why: 'a group could be created', ...(state?.owner ? { owner: state.owner } : {}) };
  } catch (problem) {
    if (problem instanceof SetUpProblem) {
      return { why: problem.message };
    }
    throw problem;
  }
}

type TrialCapability = 'rule-ids' | 'numeric-protocols' | 'ipv6' | 'egress' | 'prefix-lists';

interface Trials {
  readonly capabilities: Readonly<Record<TrialCapability, CapabilityFinding>>;
  readonly prefixList?: string;
}

function refusedTrials(why: string): Trials {
  const refused: CapabilityFinding = { available: false, why };
  return {
    capabilities: {
      'rule-ids': refused,
      'numeric-protocols': refused,
      ipv6: refused,
      egress: refused,
      'prefix-lists': refused,
    },
  };
}

const https: WireRule = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };

async function tryRules(settings: TargetSettings, access: GroupAccess, groupId: string): Promise<Trials> {
  const plain = await tried(() => authorize(access, groupId, 'ingress', [{ ...https, CidrIp: '192.0.2.0/24' }]));
  const ids = plain.answer === undefined ? [] : ruleItems(plain.answer).map(({ ruleId }) => ruleId);
  const ipv6 = await tried(() => authorize(access, groupId, 'ingress', [{ ...https, CidrIpv6: '2001:db8::/32' }]));
  const numeric = await tried(() =>
    authorize(access, groupId, 'ingress', [{ IpProtocol: '47', CidrIp: '192.0.2.0/24' }]),
  );
  const egress = await tried(() => authorize(access, groupId, 'egress', [{ ...https, CidrIp: '192.0.2.0/24' }]));
  const list = await createPrefixList(access, settings);
  const listed = list.found;
  const withList =
    listed === undefined
      ? { answer: undefined, why: list.why }
      : await tried(() => authorize(access, groupId, 'ingress', [{ ...https, PrefixListId: listed }]));
  const yes = ({ answer, why }: Tried): CapabilityFinding => ({ available: answer !== undefined, why });
  return {
    capabilities: {
      'rule-ids': ids.some((id) => id !== '')
        ? { available: true, why: 'Authorize answers with rule ids' }
        : {
            available: false,
            why: plain.answer === undefined ? plain.why : 'Authorize answers without securityGroupRuleId',
          },
      'numeric-protocols': yes(numeric),
      ipv6: yes(ipv6),
      egress: yes(egress),
      'prefix-lists': yes(withList),
    },
    ...(listed === undefined ? {} : { prefixList: listed }),
  };
}

interface Tried {
  readonly answer: Success | undefined;
  readonly why: string;
}

async function tried(attempt: () => Promise<Success>): Promise<Tried> {
  try {
    return { answer: await attempt(), why: 'the target accepts such a rule' };
  } catch (problem) {
    if (problem instanceof SetUpProblem) {
      return { answer: undefined, why: problem.message };
    }
    throw problem;
  }
}

async function createPrefixList(access: GroupAccess, settings: TargetSettings): Promise<Finding<string>> {
  if (settings.declared['prefix-lists'] === false) {
    return notWanted;
  }
  const name = runName(settings, 'prefix-list');
  access.journal.write({ event: 'creating', kind: 'prefix-list', name });
  const call = await access.caller.call(
    'CreateManagedPrefixList',
    [
      ['PrefixListName', name],
      ['MaxEntries', '1'],
      ['AddressFamily', 'IPv4'],
      ['Entry.1.Cidr', '192.0.2.0/24'],
    ],
    access.witness,
  );
  if (call.outcome.kind !== 'success') {
    return { found: undefined, why: `CreateManagedPrefixList ${saidInstead(call.outcome)}` };
  }
  const id =
    idIn(call.outcome, 'prefixList', 'prefixListId') ?? childNamed(call.outcome.root, 'prefixListId')?.text.trim();
  if (id === undefined) {
    return { found: undefined, why: 'CreateManagedPrefixList answered without a prefixListId' };
  }
  access.journal.write({ event: 'created', kind: 'prefix-list', name, id });
  return { found: id, why: `CreateManagedPrefixList made ${id}` };
}
