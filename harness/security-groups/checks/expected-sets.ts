/** What a case expects of the two lists in the response to a revoke, which no other operation has. */
import type { ExpectedResponse } from '../../cases/fixture.ts';
import type { Mismatch } from '../../checks/finding.ts';
import { type DomainTerms, nameList, sameNames } from '../../checks/judge-step.ts';
import type { Outcome } from '../../checks/outcome.ts';
import { unknownCount } from './revoked-items.ts';

/** The words of the domain of security groups. */
export const ruleTerms: DomainTerms = {
  thing: 'rule',
  describe: ({ revoked, unknown }) => [
    ...(revoked === undefined ? [] : [`revokedSecurityGroupRuleSet lists ${nameList(revoked)}`]),
    ...(unknown === undefined ? [] : [`unknownIpPermissionSet has ${unknown} items`]),
  ],
};

/** `listed`: names of the given rules that the response lists as revoked; text for those it lists that were not given. */
export function judgeExpectedSets(
  { revoked, unknown }: ExpectedResponse,
  outcome: Outcome,
  listed: () => readonly string[],
): readonly Mismatch[] {
  const [count, names] = [unknownCount(outcome), revoked === undefined ? [] : listed()];
  return [
    ...(unknown === undefined || unknown === count
      ? []
      : [mismatch('items of unknownIpPermissionSet', String(unknown), String(count))]),
    ...(revoked === undefined || sameNames(revoked, names)
      ? []
      : [mismatch('revokedSecurityGroupRuleSet', nameList(revoked, 'no item'), nameList(names, 'no item'))]),
  ];
}

function mismatch(at: string, expected: string, observed: string): Mismatch {
  return { kind: 'body', at, expected, observed };
}
