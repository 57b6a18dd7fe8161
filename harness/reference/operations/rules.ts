/** The actions on rules. Each does its work first; then `contentOf` makes the elements of the response from what came of it. */

import { performAuthorize } from '../authorizing.ts';
import { contentOf } from '../responses/content.ts';
import { revoke } from '../revoking.ts';
import { modify } from './modifying.ts';
import type { ReferenceOperation } from './operation.ts';
import { updateDescriptions } from './updating-descriptions.ts';

/** RevokeSecurityGroupIngress. */
export const handleRevokeIngress: ReferenceOperation = (call) =>
  contentOf(call.behaviour.responses.revoke, revoke(call, 'ingress'), call);

/** RevokeSecurityGroupEgress. */
export const handleRevokeEgress: ReferenceOperation = (call) =>
  contentOf(call.behaviour.responses.revoke, revoke(call, 'egress'), call);

/** AuthorizeSecurityGroupIngress. */
export const handleAuthorizeIngress: ReferenceOperation = (call) =>
  contentOf(call.behaviour.responses.authorize, performAuthorize(call, 'ingress'), call);

/** AuthorizeSecurityGroupEgress. */
export const handleAuthorizeEgress: ReferenceOperation = (call) =>
  contentOf(call.behaviour.responses.authorize, performAuthorize(call, 'egress'), call);

/** UpdateSecurityGroupRuleDescriptionsIngress: sets descriptions; one left out is removed. */
export const handleUpdateDescriptionsIngress: ReferenceOperation = (call) =>
  contentOf(call.behaviour.responses.updateDescriptions, updateDescriptions(call, 'ingress'), call);

/** UpdateSecurityGroupRuleDescriptionsEgress. */
export const handleUpdateDescriptionsEgress: ReferenceOperation = (call) =>
  contentOf(call.behaviour.responses.updateDescriptions, updateDescriptions(call, 'egress'), call);

/** ModifySecurityGroupRules: changes rules in place; each keeps its id, and its kind of source. */
export const handleModifyRules: ReferenceOperation = (call) =>
  contentOf(call.behaviour.responses.modify, modify(call), call);
