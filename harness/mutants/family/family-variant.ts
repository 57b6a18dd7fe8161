/** Ways in which a server can differ and be right about the operations on security-group rules, each with the operations that show it. */

import { changed } from '../../reference/behaviour.ts';
import type { Choices } from '../../reference/choices.ts';
import type { Action } from '../../reference/request/shapes.ts';
import type { Errors } from '../../reference/responses/errors.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Apply, Variant } from '../fault.ts';

/** A variant and the operations whose suites it is tried with; the others do not notice it, or it is wrong there. */
export interface FamilyVariant extends Variant {
  readonly of: readonly Action[];
}

/** The actions that add rules. */
export const authorizes = [
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
] as const satisfies readonly Action[];

/** The actions that change descriptions alone. */
export const updates = [
  'UpdateSecurityGroupRuleDescriptionsIngress',
  'UpdateSecurityGroupRuleDescriptionsEgress',
] as const satisfies readonly Action[];

/** The actions that add or change rules. */
export const changes = [...authorizes, 'ModifySecurityGroupRules', ...updates] as const satisfies readonly Action[];

/** The actions that describe groups and rules. */
export const reads = ['DescribeSecurityGroupRules', 'DescribeSecurityGroups'] as const satisfies readonly Action[];

/** The actions on groups and their rules but RevokeSecurityGroupIngress, which has variants of its own. */
export const all = [
  ...changes,
  ...reads,
  'RevokeSecurityGroupEgress',
  'CreateSecurityGroup',
  'DeleteSecurityGroup',
] as const satisfies readonly Action[];

/** A variant of the operations with these actions. */
export function varied(of: readonly Action[], id: string, means: string, apply: Apply): FamilyVariant {
  return { of, id, means, apply };
}

/** Another answer to what is disputed or not known. */
export function chosen(of: readonly Action[], id: string, means: string, choices: Partial<Choices>): FamilyVariant {
  return varied(of, id, means, (b) => changed(b, { choices }));
}

/** Answers a cause with another code, with the status 400. */
export function coded(cause: keyof Errors, code: string): Apply {
  const refusal = () => new Refusal(400, code, 'This request is refused.');
  return (b) => changed(b, { errors: { [cause]: refusal } });
}
