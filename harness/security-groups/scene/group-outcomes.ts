/** What outcomes of the actions on groups mean to the engine, whatever a case works on. */
import type { ActionEffect, RefusedRequest } from '../../scene/domain.ts';

/** Modifying takes away the rule that was: an address or a group that it named is free then. */
const effects: Readonly<Record<string, ActionEffect>> = {
  CreateSecurityGroup: 'creates',
  DeleteSecurityGroup: 'deletes',
  ModifySecurityGroupRules: 'takes-away',
  RevokeSecurityGroupEgress: 'takes-away',
  RevokeSecurityGroupIngress: 'takes-away',
};

/** See `Domain.effectOf`. */
export function effectOf(action: string): ActionEffect | undefined {
  return Object.hasOwn(effects, action) ? effects[action] : undefined;
}

/**
 * See `Domain.isOwedToAccount`: a quota of the account (not of one thing, as of its rules or tags), or the permission to tag, which these
 * keys lack: EC2 asks for `ec2:CreateTags` when something is tagged as it is created.
 */
export function isOwedToAccount({ params, code, isSuccessDue, tagsAccepted }: RefusedRequest): boolean {
  if (isSuccessDue && /^(?!Request|Rules|Tag).*LimitExceeded$/.test(code)) return true;
  const isTagging = params.some(([name]) => name.startsWith('TagSpecification'));
  return isTagging && !tagsAccepted && code === 'UnauthorizedOperation';
}
