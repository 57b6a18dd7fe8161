/** Small cases of any operation, run on a reference target of their own. */
import { expect } from 'vitest';
import type { FixtureCase } from '../harness/cases/fixture.ts';
import type { FixtureRule } from '../harness/cases/given.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { TestedOperation } from '../harness/engine/engine.ts';
import { runInProcess } from '../harness/engine/run/in-process.ts';
import { type Behaviour, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import type { Direction } from '../harness/security-groups/model/rule.ts';
import { securityGroups } from '../harness/security-groups/scene/group-domain.ts';
import { settingsForReference } from './reference-settings.ts';

/** A rule for SSH. */
export const ssh: FixtureRule = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };

/** An operation that no response is judged by but those of its cases. */
export function operationOf(action: string, direction?: Direction): TestedOperation {
  return { action, domain: securityGroups(direction), generalChecks: [] };
}

/** A case with this id. */
export function caseOf(id: string, parts: Omit<FixtureCase, 'id' | 'title' | 'requirements'>): FixtureCase {
  return { id: `family/${id}`, title: id, requirements: [], ...parts };
}

/** The results of the cases, and the calls that they cost by action, preparation aside. */
export async function runCasesOf(
  operation: TestedOperation,
  cases: readonly FixtureCase[],
  behaviour: Behaviour = referenceBehaviour,
) {
  const reference = await startReference({ behaviour });
  try {
    const none = await runInProcess(settingsForReference(reference, 'none'), [], operation);
    const { results, leftovers, callsByAction } = await runInProcess(
      settingsForReference(reference, 'format'),
      cases,
      operation,
    );
    expect(leftovers).toEqual([]);
    const spent = Object.entries(callsByAction)
      .map(([action, calls]) => [action, calls - (none.callsByAction[action] ?? 0)] as const)
      .filter(([, calls]) => calls !== 0);
    return { results, spent: Object.fromEntries(spent) };
  } finally {
    await reference.close();
  }
}

/** `family/one fail: code`: each with the places of its mismatches. */
export function verdictsOf(results: readonly CaseResult[]): readonly string[] {
  return results.map(({ id, verdict, mismatches }) =>
    mismatches.length === 0 ? `${id} ${verdict}` : `${id} ${verdict}: ${mismatches.map(({ at }) => at).join(', ')}`,
  );
}
