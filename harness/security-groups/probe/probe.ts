/**
 * Finds out what a target can do, and makes what all cases share. Each capability that was not declared is tried once;
 * nothing here is a verdict: the probe says what was found, and the cases that need more are not applicable.
 */

import type { Caller } from '../../endpoint/caller.ts';
import { firstContact } from '../../endpoint/endpoint-check.ts';
import { SetUpProblem, TargetProblem, TransportProblem } from '../../endpoint/problem.ts';
import { runName, type TargetSettings } from '../../endpoint/target-settings.ts';
import type { CapabilityFinding } from '../../scene/domain.ts';
import { requireAccount } from '../account.ts';
import type { CreateResult } from '../creation.ts';
import { createGroup, describeGroups, type GroupAccess } from '../groups.ts';
import type { Direction } from '../model/rule.ts';
import { prepareNamedGroups } from '../named-groups.ts';
import { isOpenOutward } from '../test-groups.ts';
import { createVpc, findDefaultVpc } from '../vpcs.ts';
import { type Capability, capabilities } from './capability.ts';
import { applyOverrides } from './capability-overrides.ts';
import { probeRules, refusedProbes } from './capability-probes.ts';
import type { TargetProfile } from './target-profile.ts';

/** What is tried before a run. */
export interface ProbeScope {
  /** Of the rules that the operations under test are about; undefined: of both, or of none. */
  readonly direction?: Direction | undefined;
  /** No case works on anything that has to be set up: nothing is created, and nothing tried. */
  readonly isStateless?: boolean | undefined;
}

/**
 * Throws TargetProblem when there is nothing to test; everything else it finds is in the result. `onContact`: the target
 * has answered as EC2 does.
 */
export async function prepareTarget(
  settings: TargetSettings,
  access: GroupAccess,
  { direction, isStateless = false }: ProbeScope,
  onContact: () => void = () => undefined,
): Promise<TargetProfile> {
  await firstContact(access.caller);
  onContact();
  try {
    if (settings.account !== undefined) {
      await requireAccount(access.caller, settings.account);
    }
    const { useGroups } = settings;
    if (isStateless && settings.recording === undefined) await timeResponses(access.caller);
    const found = isStateless
      ? untried(settings)
      : await (useGroups === undefined
          ? probe(settings, access, direction ?? 'ingress')
          : prepareNamedGroups(settings, access, useGroups, direction ?? 'egress'));
    return { ...found, ...lessonsOf(access.caller) };
  } catch (problem) {
    if (problem instanceof TransportProblem) {
      throw new TargetProblem(
        'unreachable',
        `${settings.endpoint} answered the first request, then failed: ${problem.message}`,
      );
    }
    throw problem;
  }
}

/** How many cases are asked at a time is not to rest on one response, which a busy machine may have been late to read. */
async function timeResponses(caller: Caller): Promise<void> {
  while (caller.mayBeSlow) await caller.call('DescribeVpcs', []);
}

/** Nothing probes whether signatures are verified: it is so unless a target file says otherwise. */
const undeclared: CapabilityFinding = { available: true, why: 'assumed: no target file declares otherwise' };

/** What is known of a target where nothing is tried: who may send requests. */
function untried(settings: TargetSettings): TargetProfile {
  const why = 'not tried: no case of this run needs groups';
  const found = Object.fromEntries(Object.keys(capabilities).map((name) => [name, { available: false, why }]));
  const known = {
    'denied-identity': configured(settings, 'denied'),
    'session-identity': configured(settings, 'session'),
    'signature-verification': undeclared,
  };
  return { capabilities: { ...(found as Record<Capability, CapabilityFinding>), ...known }, vpcs: {} };
}

async function probe(settings: TargetSettings, access: GroupAccess, direction: Direction): Promise<TargetProfile> {
  const { standard, own } = await vpcsFor(settings, access);
  const group = await probeGroup(settings, access, own.found ?? standard.found);
  if (group.id === undefined && settings.useVpc !== undefined) {
    throw new TargetProblem('configuration', `No group can be created in ${settings.useVpc}: ${group.why}.`);
  }
  const trial =
    group.id === undefined ? refusedProbes(group.why) : await probeRules(settings, access, group.id, direction);
  const found: Record<Capability, CapabilityFinding> = {
    'default-vpc': asFinding(standard),
    'nondefault-vpc': asFinding(own),
    'group-names': { available: standard.found !== undefined, why: standard.why },
    'denied-identity': configured(settings, 'denied'),
    'session-identity': configured(settings, 'session'),
    'signature-verification': undeclared,
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

function lessonsOf(caller: Caller): Partial<TargetProfile> {
  const { clock, clockAheadMs, consistency, transportStats, responseMs, tagsAccepted } = caller;
  const { visibleAfterMs } = transportStats;
  // What was adopted at first contact is known better now; where signatures are checked by another clock it was not adopted.
  const aheadMs = clockAheadMs === 0 ? 0 : clock.aheadMs;
  return {
    ...(aheadMs === 0 ? {} : { clockAheadMs: aheadMs }),
    ...(visibleAfterMs === 0 ? {} : { visibleAfterMs }),
    consistency: consistency.findings,
    responseMs,
    tagsAccepted,
  };
}

/** The VPCs in which groups are created: with --use-vpc that one alone. */
async function vpcsFor(
  settings: TargetSettings,
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

function configured(settings: TargetSettings, who: 'denied' | 'session'): CapabilityFinding {
  const available = settings.identities[who] !== undefined;
  const prefix = `EC2_CONFORMANCE_${who.toUpperCase()}_`;
  return { available, why: available ? 'its keys are configured' : `${prefix}ACCESS_KEY_ID is not set` };
}

function withDeclared(
  found: Record<Capability, CapabilityFinding>,
  settings: TargetSettings,
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
