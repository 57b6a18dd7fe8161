/** Security groups as a domain. */
import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../../cases/case.ts';
import { mentions } from '../../cases/case-text.ts';
import { runName } from '../../endpoint/target-settings.ts';
import { afterContact } from '../../scene/contact.ts';
import type { SceneRun } from '../../scene/domain.ts';
import type { Scene } from '../../scene/scene.ts';
import { changesNothing, groupsKindOf, impliedNeeds, mentionsPeer, needsGroups } from '../cases/case-needs.ts';
import { describeGiven } from '../cases/named-rules.ts';
import { asksOfOwnGroups } from '../cases/own-groups.ts';
import { ruleTerms } from '../checks/expected-sets.ts';
import { GroupPool } from '../group-pool.ts';
import type { GroupDomain } from '../groups.ts';
import type { Direction } from '../model/rule.ts';
import { runPlaceholders } from '../placeholders.ts';
import { prepareTarget } from '../probe/probe.ts';
import type { TargetProfile } from '../probe/target-profile.ts';
import { tearDown } from '../teardown.ts';
import { GroupEstimate } from './group-estimate.ts';
import { effectOf, isOwedToAccount } from './group-outcomes.ts';
import { GroupScene } from './group-scene.ts';
import { callsInPlace, callsOfGenerated, preparationCalls } from './run-calls.ts';

interface GroupSceneRun extends SceneRun {
  readonly profile: TargetProfile;
}

/** The domain of security groups, for operations on rules of one direction; without one, of both or of none. */
export function securityGroups(direction?: Direction): GroupDomain {
  return {
    direction,
    terms: ruleTerms,
    prepare: (settings, access, _operation, beforeCreating, cases) => {
      const needed = cases?.flatMap((one) => [...(one.needs ?? []), ...impliedNeeds(one)]);
      return afterContact(settings, access, beforeCreating, () => prepareTarget(settings, access, direction, needed));
    },
    scene: (run: GroupSceneRun) => groupScene(run, direction),
    tearDown,

    startOf: (testCase) => JSON.stringify([testCase.vpc ?? 'nondefault', mentionsPeer(testCase), testCase.given]),
    mayFollow,
    kindOf: (testCase) =>
      needsGroups(testCase) && testCase.given.setUp === undefined ? groupsKindOf(testCase) : undefined,
    asksOfOwn: asksOfOwnGroups,
    needsSetUp: (testCase) =>
      testCase.later !== undefined ||
      mentionsPeer(testCase) ||
      mentions(testCase, 'rule:') ||
      mentions(testCase, 'prefix-list}'),
    weightOf: (testCase) =>
      (mentionsPeer(testCase) ? 1 : 0) +
      (mentions(testCase, 'rule:') ? 1 : 0) +
      Object.keys(testCase.given.setUp ?? {}).length,
    describeGiven,
    // Near misses exist in the default VPC too, where two responses pass.
    provesLess: ({ vpc }) => vpc === 'default',
    estimate: ({ action }, spend) => new GroupEstimate({ action, direction }, spend),
    preparationCalls: (_operation, isSafe) => preparationCalls(direction, isSafe),
    safeCalls: (cases) => ({ DescribeSecurityGroups: Math.ceil(cases / 10) }),
    generatedCalls: ({ action }, calls) => callsOfGenerated({ action, direction }, calls),
    callsInPlace: (calls, _operation, place) => callsInPlace(calls, direction, place),
    effectOf,
    isOwedToAccount,
  };
}

function groupScene(
  { settings, profile, operation: { action } }: GroupSceneRun,
  direction: Direction | undefined,
): Scene {
  const placeholders = runPlaceholders(profile, settings.region);
  const pool = new GroupPool(settings, profile, direction);
  let made = 0;
  const nextName = () => {
    made += 1;
    return runName(settings, `case-${made}`);
  };
  return new GroupScene({ pool, profile, placeholders, operation: { action, direction }, nextName });
}

/** Those that name no VPC run outside the default one, where there is one; where there is none, those that name it do not run. */
function mayFollow(first: Case, next: Case): boolean {
  const isOpen = (one: Case) => one.vpc !== 'default' || changesNothing(one);
  const isSameSetUp = first.given.setUp === undefined && next.given.setUp === undefined;
  return (
    isOpen(first) &&
    isOpen(next) &&
    (first.vpc === 'default') === (next.vpc === 'default') &&
    (isSameSetUp || isLeftOf(first, next))
  );
}

/** Whether the rules of the next case are among those of the first, set up alike: then no group has to be set up for it. */
function isLeftOf({ given: first }: Case, { given: next }: Case): boolean {
  const rules = { ...next.main?.ingress, ...next.main?.egress };
  const known = { ...first.main?.ingress, ...first.main?.egress };
  return Object.entries(rules).every(
    ([name, rule]) => isDeepStrictEqual(known[name], rule) && first.setUp?.[name] === next.setUp?.[name],
  );
}
