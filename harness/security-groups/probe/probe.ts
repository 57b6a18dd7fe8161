/**
 * Finds out what a target can do, and makes what all cases share. Each capability that was not declared is tried once;
 * nothing here is a verdict: the probe says what was found, and the cases that need more are not applicable.
 */

import { SetUpProblem, TargetProblem } from '../../endpoint/problem.ts';
import { runName } from '../../endpoint/target-settings.ts';
import { applyOverrides } from '../../scene/capability-overrides.ts';
import type { CapabilityFinding } from '../../scene/domain.ts';
import { senderCapabilities } from '../../scene/sender-capabilities.ts';
import type { CreateResult, GroupAccess } from '../creation.ts';
import { createGroup, describeGroups } from '../groups.ts';
import type { Direction } from '../model/rule.ts';
import { prepareNamedGroups } from '../named-groups.ts';
import { isOpenOutward } from '../test-groups.ts';
import { createVpc, findDefaultVpc } from '../vpcs.ts';
import { type Capability, capabilities } from './capability.ts';
import { probeRules, refusedProbes } from './capability-probes.ts';
import type { GroupSettings, TargetProfile } from './target-profile.ts';

/**
 * Throws TargetProblem when there is nothing to test; everything else it finds is in the result. `direction`: of the rules that are tried.
 * `needed`: capabilities that are waited for where a target may show them late; undefined: all.
 */
export async function prepareTarget(
  settings: GroupSettings,
  access: GroupAccess,
  direction: Direction | undefined,
  needed: readonly string[] | undefined,
): Promise<TargetProfile> {
  const { useGroups } = settings;
  return useGroups === undefined
    ? probe(settings, access, direction ?? 'ingress', needed)
    : prepareNamedGroups(settings, access, useGroups, direction ?? 'egress');
}

async function probe(
  settings: GroupSettings,
  access: GroupAccess,
  direction: Direction,
  needed: readonly string[] | undefined,
): Promise<TargetProfile> {
  const { standard, own } = await vpcsFor(settings, access);
  const group = await probeGroup(settings, access, own.found ?? standard.found);
  if (group.id === undefined && settings.useVpc !== undefined) {
    throw new TargetProblem('configuration', `No group can be created in ${settings.useVpc}: ${group.why}.`);
  }
  const trial =
    group.id === undefined ? refusedProbes(group.why) : await probeRules(settings, access, group.id, direction, needed);
  const found: Record<Capability, CapabilityFinding> = {
    'default-vpc': asFinding(standard),
    'nondefault-vpc': asFinding(own),
    'group-names': { available: standard.found !== undefined, why: standard.why },
    ...senderCapabilities(settings),
    ...trial.capabilities,
  };
  const contradictions = own.found === undefined && own.isContradiction === true ? [own.why] : [];
  return {
    capabilities: withDeclared(found, settings),
    ...(contradictions.length === 0 ? {} : { contradictions }),
    vpcs: {
      ...(standard.found === undefined ? {} : { default: standard.found }),
      ...(own.found === undefined ? {} : { nondefault: own.found }),
    },
    ...(group.owner === undefined ? {} : { owner: group.owner }),
    ...(trial.prefixList === undefined ? {} : { prefixList: trial.prefixList }),
    ...(trial.otherPrefixList === undefined ? {} : { otherPrefixList: trial.otherPrefixList }),
    ...(group.opensOutward === false ? { opensOutward: false } : {}),
  };
}

/** The VPCs in which groups are created: with --use-vpc that one alone. */
async function vpcsFor(
  settings: GroupSettings,
  access: GroupAccess,
): Promise<{ readonly standard: CreateResult<string>; readonly own: CreateResult<string> }> {
  const standard = await findDefaultVpc(access);
  const { useVpc, declared } = settings;
  const other: CreateResult<string> = { found: undefined, why: '--use-vpc names another' };
  if (useVpc !== undefined) {
    const named: CreateResult<string> = { found: useVpc, why: 'given by --use-vpc' };
    return standard.found === useVpc ? { standard, own: other } : { standard: other, own: named };
  }
  const isWanted = declared['nondefault-vpc'] !== false;
  return {
    standard,
    own: isWanted ? await createVpc(access, settings) : { found: undefined, why: 'declared as absent' },
  };
}

function asFinding({ found, why }: CreateResult<string>): CapabilityFinding {
  return { available: found !== undefined, why };
}

function withDeclared(
  found: Record<Capability, CapabilityFinding>,
  settings: GroupSettings,
): TargetProfile['capabilities'] {
  const entries = (Object.keys(capabilities) as Capability[]).map((name) => {
    return [name, applyOverrides(found[name], settings.declared[name])] as const;
  });
  return Object.fromEntries(entries) as Record<Capability, CapabilityFinding>;
}

interface ProbeGroup {
  readonly id?: string;
  readonly owner?: string;
  readonly opensOutward?: boolean;
  readonly why: string;
}

async function probeGroup(
  settings: GroupSettings,
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
