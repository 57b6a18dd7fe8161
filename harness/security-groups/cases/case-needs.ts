/** What a case needs of security groups, read off its text: groups, a peer, capabilities. */
import type { Case } from '../../cases/case.ts';
import { mentions, sendsOf, stepsOf } from '../../cases/case-text.ts';
import type { FixtureRule } from '../../cases/given.ts';
import { canonicalProtocol } from '../model/protocol.ts';
import type { Capability } from '../probe/capability.ts';
import { namedRulesOf } from './case-rules.ts';

/** Whether the case works on groups of the run. Without any, nothing is set up or read for it. */
export function needsGroups(testCase: Case): boolean {
  return namedRulesOf(testCase.given).length > 0 || mentions(testCase, 'main') || mentionsPeer(testCase);
}

/** Whether it works on a second group as well. */
export function mentionsPeer(testCase: Case): boolean {
  return testCase.given.peer !== undefined || mentions(testCase, 'peer');
}

/** `nondefault false`: the kind of VPC that its groups are in, and whether there are two. Equal for cases that can share groups. */
export function groupsKindOf(testCase: Case): string {
  return `${testCase.vpc ?? 'nondefault'} ${mentionsPeer(testCase)}`;
}

/** How many groups the requests of the case create, if each is responded to as is expected first. */
export function createdGroups(testCase: Case, { action }: { readonly action: string }): number {
  return stepsOf(testCase)
    .filter(({ expect: [first] }) => first?.code === undefined)
    .flatMap(sendsOf)
    .filter((send) => (send.action ?? action) === createGroupAction).length;
}

/** The action whose successes leave a group to delete. */
export const createGroupAction = 'CreateSecurityGroup';

/** Capabilities that the given rules need, beside what the case says it needs: what cannot be stored cannot be tested. */
export function impliedNeeds({ given }: Pick<Case, 'given'>): readonly Capability[] {
  const rules: readonly FixtureRule[] = namedRulesOf(given).map(([, rule]) => rule);
  return [
    ...(rules.some(({ GroupId }) => GroupId !== undefined) ? (['source-groups'] as const) : []),
    ...(rules.some(({ Description = '' }) => Description !== '') ? (['descriptions'] as const) : []),
    ...(rules.some(hasUnnamedProtocol) ? (['numeric-protocols'] as const) : []),
  ];
}

/** Whether the protocol has a number and no name, such as 47. */
function hasUnnamedProtocol({ IpProtocol = '' }: FixtureRule): boolean {
  return /^\d/.test(canonicalProtocol(IpProtocol) ?? '');
}

/** Every given rule is there after each response that passes, and no other. */
export function changesNothing({ expect, given }: Pick<Case, 'expect' | 'given'>): boolean {
  const names = new Set(namedRulesOf(given).map(([name]) => name));
  return expect.every(({ after }) => after.length === names.size && after.every((name) => names.has(name)));
}
