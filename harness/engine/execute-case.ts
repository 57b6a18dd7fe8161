/** Runs one case by itself: checks what it needs, attempts it, and has a failure confirmed. */

import type { Case } from '../cases/case.ts';
import type { CaseResult } from '../checks/case-result.ts';
import type { CapabilityFinding } from '../security-groups/probe/target-profile.ts';
import { attempt } from './attempt-case.ts';
import { CaseRecord } from './case-record.ts';
import { confirm } from './confirm.ts';
import type { Engine } from './engine.ts';
import { impliedNeeds } from './implied-needs.ts';
import { mentions, mentionsPeer } from './steps.ts';

/** `calls`: made for the case before, in a batch. Never throws: what goes wrong on our side is a verdict too. */
export async function executeCase(
  engine: Engine,
  testCase: Case,
  calls: Readonly<Record<string, number>> = {},
): Promise<CaseResult> {
  const lacking = missingCapabilities(engine, testCase);
  if (lacking.length > 0) {
    return notApplicable(engine, testCase, lacking);
  }
  const { past, ...attempted } = await attempt(engine, testCase, 'quick', calls);
  return confirm(engine, testCase, { ...attempted, past: [...past, { testCase }] });
}

/** Unless the target file claims what is lacking: a claim that does not hold is a failure. */
export function notApplicable(engine: Engine, testCase: Case, lacking: readonly string[]): CaseResult {
  const record = new CaseRecord(engine, testCase);
  const found: Readonly<Record<string, CapabilityFinding | undefined>> = engine.preparation.capabilities;
  const claims = lacking.flatMap((name) => (found[name]?.claimed === true ? [{ name, why: found[name].why }] : []));
  return claims.length > 0
    ? record.falselyClaimed(claims)
    : record.result('not-applicable', missingCapability(lacking, 'case'));
}

/** Why something is not applicable. */
export function missingCapability(capabilities: readonly string[], what: 'case' | 'property') {
  const message = `the target lacks what the ${what} needs: ${capabilities.join(', ')}`;
  return { kind: 'missing-capability', capabilities, message } as const;
}

/** Names of the capabilities that the case needs and the target has not. */
export function missingCapabilities(engine: Engine, testCase: Case): readonly string[] {
  const found: Readonly<Record<string, { readonly available: boolean } | undefined>> = engine.preparation.capabilities;
  const needed = [...new Set([...(testCase.needs ?? []), ...impliedNeeds(testCase.given)])];
  const lacking = needed.filter((need) => found[need]?.available !== true);
  const { owner, groups } = engine.preparation;
  const asksOwner = mentions(testCase, '{owner}') && owner === undefined;
  const asksPeer = groups !== undefined && groups.peer === undefined && mentionsPeer(testCase);
  return [
    ...lacking,
    ...(asksOwner ? ['an ownerId in its descriptions of groups'] : []),
    ...(asksPeer ? ['a second group, which --use-group does not name'] : []),
  ];
}
