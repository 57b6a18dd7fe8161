/**
 * Finds out what a target can do, and makes what all cases share. Each capability that was not declared is tried once;
 * nothing here is a verdict: the probe says what was found, and the cases that need more are not applicable.
 */
import type { Direction } from '../model/rule.ts';
import { demandAccount } from './account.ts';
import { type Capability, capabilities } from './capability.ts';
import { firstContact } from './first-contact.ts';
import { createGroup, describeGroups, type GroupAccess } from './groups.ts';
import { SetUpProblem, TargetProblem, TransportProblem } from './problem.ts';
import { prepareSafely } from './safe-preparation.ts';
import { type CapabilityFinding, type Preparation, runName, type TargetSettings } from './settings.ts';
import { refusedTrials, tryRules } from './trials.ts';
import { createVpc, type Finding, findDefaultVpc } from './vpcs.ts';
import { isOpenOutward } from './world.ts';

/**
 * Throws TargetProblem when there is nothing to test; everything else it finds is in the answer. `direction`: of the rules
 * that the operation under test is about, and are tried.
 */
export async function prepareTarget(
  settings: TargetSettings,
  access: GroupAccess,
  direction: Direction,
): Promise<Preparation> {
  await firstContact(access.caller);
  try {
    if (settings.account !== undefined) {
      await demandAccount(access.caller, settings.account);
    }
    const { group } = settings.safe ?? {};
    return await (group === undefined
      ? probe(settings, access, direction)
      : prepareSafely(settings, access, group, direction));
  } catch (problem) {
    if (problem instanceof TransportProblem) {
      throw new TargetProblem('unreachable', `${settings.endpoint} answered at first, and then: ${problem.message}`);
    }
    throw problem;
  }
}

async function probe(settings: TargetSettings, access: GroupAccess, direction: Direction): Promise<Preparation> {
  const standard = await findDefaultVpc(access);
  const own = await ownVpc(settings, access, standard.found);
  const group = await probeGroup(settings, access, own.found ?? standard.found);
  const trial =
    group.id === undefined ? refusedTrials(group.why) : await tryRules(settings, access, group.id, direction);
  const { clockAheadMs, visibility, tagsAccepted } = access.caller;
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
    ...(clockAheadMs === 0 ? {} : { clockAheadMs }),
    ...(visibility.lagMs === 0 ? {} : { visibleAfterMs: Math.round(visibility.lagMs) }),
    tagsAccepted,
    ...(group.opensOutward === false ? { opensOutward: false } : {}),
  };
}

function ownVpc(
  settings: TargetSettings,
  access: GroupAccess,
  standard: string | undefined,
): Promise<Finding<string>> | Finding<string> {
  if (settings.useVpc !== undefined) {
    return settings.useVpc === standard
      ? { found: undefined, why: 'the VPC to use is the default one' }
      : { found: settings.useVpc, why: 'given by --use-vpc' };
  }
  return settings.declared['nondefault-vpc'] === false ? notWanted : createVpc(access, settings);
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
    return [name, asDeclared(found[name], settings.declared[name])] as const;
  });
  return Object.fromEntries(entries) as Record<Capability, CapabilityFinding>;
}

/** What is declared as absent is not asked for; what is declared as there and is not, is a false claim. */
export function asDeclared(found: CapabilityFinding, declared: boolean | undefined): CapabilityFinding {
  if (declared === false) return { available: false, why: 'declared as absent' };
  return declared === true && !found.available ? { ...found, claimed: true } : found;
}

interface ProbeGroup {
  readonly id?: string;
  readonly owner?: string;
  readonly opensOutward?: boolean;
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
    return {
      id,
      why: 'a group could be created',
      ...(state?.owner ? { owner: state.owner } : {}),
      ...(state === undefined ? {} : { opensOutward: isOpenOutward(state) }),
    };
  } catch (problem) {
    if (problem instanceof SetUpProblem) {
      return { why: problem.message };
    }
    throw problem;
  }
}
