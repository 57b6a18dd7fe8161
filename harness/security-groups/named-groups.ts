/**
 * Prepares a target in which nothing may be created: looks at the groups that the user names, and at what can be done in
 * them. They have to be without rules of the direction under test, so that any later rule in them is the run's own.
 */

import { SetUpProblem, TargetProblem } from '../endpoint/problem.ts';
import type { TargetSettings } from '../endpoint/target-settings.ts';
import { applyOverrides } from '../scene/capability-overrides.ts';
import type { CapabilityFinding } from '../scene/domain.ts';
import { touchedDirections } from './clear-rules.ts';
import type { GroupAccess } from './creation.ts';
import type { GroupState } from './group-state.ts';
import { describeGroups } from './groups.ts';
import type { Direction } from './model/rule.ts';
import { type Capability, capabilities } from './probe/capability.ts';
import { notInNamedGroups, probeRules } from './probe/capability-probes.ts';
import type { TargetProfile } from './probe/target-profile.ts';
import { defaultKeys, isOpenOutward, TestGroups } from './test-groups.ts';
import { findDefaultVpc } from './vpcs.ts';

/** What would have to be created. */
const created: ReadonlySet<Capability> = new Set([
  'managed-prefix-lists',
  'prefix-lists',
  'two-prefix-lists',
  'prefix-list-descriptions',
]);

/**
 * Tries rules of the direction in the first group, but in safe mode. Throws TargetProblem for default groups and for those
 * with rules that a target that is wrong could remove: a group has to be as it was made, and without rules of the direction.
 */
export async function prepareNamedGroups(
  settings: TargetSettings,
  access: GroupAccess,
  ids: readonly string[],
  direction: Direction,
): Promise<TargetProfile> {
  const standard = await findDefaultVpc(access);
  const [main, peer] = await describeNamed(access, ids, direction);
  if (main === undefined) {
    throw new TargetProblem('configuration', 'No group is named. Give --use-group ID.');
  }
  if (peer !== undefined && peer.vpcId !== main.vpcId) {
    throw new TargetProblem(
      'configuration',
      `The groups ${main.groupId} and ${peer.groupId} lie in different VPCs. Give two of the same.`,
    );
  }
  const vpc = main.vpcId !== '' && main.vpcId === standard.found ? 'default' : 'nondefault';
  if (settings.safe !== true) {
    for (const { groupId: id, name } of [main, ...(peer === undefined ? [] : [peer])]) {
      for (const changing of touchedDirections(direction)) {
        access.journal.write({ event: 'created', kind: `${changing}-rules`, name, id });
      }
    }
  }
  return {
    capabilities: {
      ...assumed(settings, vpc, direction),
      ...(await triedIn(main.groupId, settings, access, direction)),
    },
    ...(main.owner === '' ? {} : { owner: main.owner }),
    vpcs: { [vpc]: main.vpcId },
    groups: {
      main: { id: main.groupId, name: main.name },
      ...(peer === undefined ? {} : { peer: { id: peer.groupId, name: peer.name } }),
    },
    ...(isOpenOutward(main) ? {} : { opensOutward: false }),
  };
}

async function describeNamed(
  access: GroupAccess,
  ids: readonly string[],
  direction: Direction,
): Promise<readonly GroupState[]> {
  let states: readonly GroupState[];
  try {
    states = await describeGroups(access, ids);
  } catch (problem) {
    if (!(problem instanceof SetUpProblem)) {
      throw problem;
    }
    throw new TargetProblem('configuration', `The groups ${ids.join(', ')} cannot be read: ${problem.message}.`);
  }
  const { caller } = access;
  for (const state of states) {
    refuseWhatCouldBeLost(state, direction);
    const odd = [state.name, state.vpcId].find((text) => text !== '' && !caller.isUsableId(text));
    if (odd !== undefined) {
      throw new TargetProblem(
        'configuration',
        `The group ${state.groupId} is described with a name or VPC that cannot be used: ${caller.display(odd)}. Name another.`,
      );
    }
  }
  return states;
}

function refuseWhatCouldBeLost(state: GroupState, direction: Direction): void {
  const { groupId, name } = state;
  if (name === 'default') {
    throw new TargetProblem('configuration', `${groupId} is a default group, which is never touched. Name another.`);
  }
  const rules = [...new TestGroups(undefined, { id: groupId, name }).read([state])];
  if (rules.some(([key, rule]) => !defaultKeys.has(key) || rule.direction === direction)) {
    throw new TargetProblem(
      'configuration',
      `The group ${groupId} has rules of its own. --use-group wants one without ${direction} rules, and as it was made otherwise, so that there is nothing to lose.`,
    );
  }
}

/** What was found out by rules in the group, of all that can be; the rules are left to the first case to clear. */
async function triedIn(
  groupId: string,
  settings: TargetSettings,
  access: GroupAccess,
  direction: Direction,
): Promise<Partial<TargetProfile['capabilities']>> {
  if (settings.safe === true) {
    return {};
  }
  const { capabilities: found } = await probeRules(settings, access, groupId, direction);
  const tried = (Object.entries(found) as [Capability, CapabilityFinding][])
    .filter(([name]) => !isBeyondReach(name, direction))
    .map(([name, finding]) => [name, applyOverrides(finding, settings.declared[name])] as const);
  return Object.fromEntries(tried);
}

/** What has to be created, and egress rules where those are not asked about: nobody would take them away. */
function isBeyondReach(name: Capability, direction: Direction): boolean {
  return created.has(name) || (name === 'egress' && direction === 'ingress');
}

function assumed(
  settings: TargetSettings,
  vpc: 'default' | 'nondefault',
  direction: Direction,
): TargetProfile['capabilities'] {
  const notProbed: CapabilityFinding = { available: true, why: 'not probed in --mode safe' };
  const out: CapabilityFinding = { available: false, why: notInNamedGroups };
  const entries = (Object.keys(capabilities) as Capability[]).map((name) => {
    const isElsewhere = name === (vpc === 'default' ? 'nondefault-vpc' : 'default-vpc');
    const needsDefault = name === 'group-names' && vpc !== 'default';
    const hasNoKeys =
      (name === 'denied-identity' && settings.identities.denied === undefined) ||
      (name.startsWith('session-') && settings.identities.session === undefined);
    const lacks = isBeyondReach(name, direction) || isElsewhere || needsDefault || hasNoKeys;
    const isDeclaredAbsent = settings.declared[name] === false;
    return [name, isDeclaredAbsent ? applyOverrides(notProbed, false) : lacks ? out : notProbed] as const;
  });
  return Object.fromEntries(entries) as Record<Capability, CapabilityFinding>;
}
