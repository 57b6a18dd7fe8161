/**
 * Builds the variants of the family, the operations on security groups and their rules: targets that differ from the embedded one
 * and are as right, each with the operations that show the difference.
 */

import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Choices } from '../../reference/choices.ts';
import type { StatefulAction } from '../../reference/request/shapes.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Apply, Variant } from '../fault.ts';

/** A variant and the operations whose suites it is tried with; the others do not notice it, or it is wrong there. */
export interface FamilyVariant extends Variant {
  readonly of: readonly StatefulAction[];
}

/** The actions that add rules. */
export const authorizeActions = [
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
] as const satisfies readonly StatefulAction[];

/** The actions that change descriptions alone. */
export const updateActions = [
  'UpdateSecurityGroupRuleDescriptionsIngress',
  'UpdateSecurityGroupRuleDescriptionsEgress',
] as const satisfies readonly StatefulAction[];

/** The actions that add or change rules. */
export const changeActions = [
  ...authorizeActions,
  'ModifySecurityGroupRules',
  ...updateActions,
] as const satisfies readonly StatefulAction[];

/** The actions that describe groups and rules. */
export const describeActions = [
  'DescribeSecurityGroupRules',
  'DescribeSecurityGroups',
] as const satisfies readonly StatefulAction[];

/** All actions on groups and their rules but RevokeSecurityGroupIngress, which has variants of its own. */
export const allButRevokeIngress = [
  ...changeActions,
  ...describeActions,
  'RevokeSecurityGroupEgress',
  'CreateSecurityGroup',
  'DeleteSecurityGroup',
] as const satisfies readonly StatefulAction[];

/** A variant that these operations are tried with. */
export function variant(of: readonly StatefulAction[], id: string, means: string, apply: Apply): FamilyVariant {
  return { of, id, means, apply };
}

/** A variant that decides otherwise where the behaviour of EC2 is disputed or unknown. */
export function choiceVariant(
  of: readonly StatefulAction[],
  id: string,
  means: string,
  choices: Partial<Choices>,
): FamilyVariant {
  return variant(of, id, means, (b) => changed(b, { choices }));
}

/** Refuses for this cause with another code, and the status 400. */
export function withErrorCode(cause: keyof Behaviour['errors'], code: string): Apply {
  const refusal = () => new Refusal(400, code, 'This request is refused.');
  return (b) => changed(b, { errors: { [cause]: refusal } });
}
