/** Prepares a target in which nothing may be created or changed: looks at the group that the user names. */
import type { Direction } from '../model/rule.ts';
import { type Capability, capabilities } from './capability.ts';
import { describeGroups, type GroupAccess } from './groups.ts';
import { SetUpProblem, TargetProblem } from './problem.ts';
import type { CapabilityFinding, Preparation, TargetSettings } from './settings.ts';
import { findDefaultVpc } from './vpcs.ts';
import { defaultKeys, isOpenOutward, standingOf, type World } from './world.ts';

/** What no case in this mode can rely on. */
const beyondReach: ReadonlySet<Capability> = new Set(['prefix-lists', 'prefix-list-descriptions', 'egress']);

/**
 * Throws TargetProblem for a group that has rules which a target that is wrong could revoke: it has to be as it was made,
 * and without rules of the direction that is asked about.
 */
export async function prepareSafely(
  settings: TargetSettings,
  access: GroupAccess,
  groupId: string,
  direction: Direction,
): Promise<Preparation> {
  const standard = await findDefaultVpc(access);
  const state = await describeGroup(access, groupId);
  const vpc = state.vpcId !== '' && state.vpcId === standard.found ? 'default' : 'nondefault';
  const group = { id: state.groupId, name: state.name };
  const world: World = { vpc, main: group, standing: undefined };
  const rules = [...standingOf(world, [state])];
  if (rules.some(([key, rule]) => !defaultKeys.has(key) || rule.direction === direction)) {
    throw new TargetProblem(
      'configuration',
      `The group ${groupId} has rules of its own. --mode safe wants one without ${direction} rules, and as it was made otherwise, so that there is nothing to lose.`,
    );
  }
  return {
    capabilities: assumed(settings, vpc),
    ...(state.owner === '' ? {} : { owner: state.owner }),
    vpcs: { [vpc]: state.vpcId },
    group,
    ...(isOpenOutward(state) ? {} : { opensOutward: false }),
  };
}

async function describeGroup(access: GroupAccess, groupId: string) {
  try {
    const [state] = await describeGroups(access, [groupId]);
    if (state !== undefined) {
      return state;
    }
  } catch (problem) {
    if (!(problem instanceof SetUpProblem)) {
      throw problem;
    }
    throw new TargetProblem('configuration', `The group ${groupId} cannot be read: ${problem.message}.`);
  }
  throw new TargetProblem('configuration', `The group ${groupId} is not described.`);
}

function assumed(settings: TargetSettings, vpc: 'default' | 'nondefault'): Preparation['capabilities'] {
  const notProbed: CapabilityFinding = { available: true, why: 'not probed in --mode safe' };
  const out: CapabilityFinding = { available: false, why: 'nothing is created in --mode safe' };
  const entries = (Object.keys(capabilities) as Capability[]).map((name) => {
    const isElsewhere = name === (vpc === 'default' ? 'nondefault-vpc' : 'default-vpc');
    const needsDefault = name === 'group-names' && vpc !== 'default';
    const hasNoKeys =
      (name === 'denied-identity' && settings.identities.denied === undefined) ||
      (name === 'session-identity' && settings.identities.session === undefined);
    const lacks =
      beyondReach.has(name) || isElsewhere || needsDefault || hasNoKeys || settings.declared[name] === false;
    return [name, lacks ? out : notProbed] as const;
  });
  return Object.fromEntries(entries) as Record<Capability, CapabilityFinding>;
}
