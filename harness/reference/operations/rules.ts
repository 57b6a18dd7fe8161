/** Actions on the rules of a group. */

import { performAuthorize } from '../authorizing.ts';
import { describe } from '../responses/content.ts';
import { revoke } from '../revoking.ts';
import { updateDescriptions } from './describing.ts';
import { modify } from './modifying.ts';
import type { ReferenceOperation } from './operation.ts';

/** RevokeSecurityGroupIngress. */
export const handleRevokeIngress: ReferenceOperation = (call) =>
  describe(call.behaviour.responses.revoke, revoke(call, 'ingress'), call);

/** RevokeSecurityGroupEgress. */
export const handleRevokeEgress: ReferenceOperation = (call) =>
  describe(call.behaviour.responses.revoke, revoke(call, 'egress'), call);

/** AuthorizeSecurityGroupIngress. */
export const handleAuthorizeIngress: ReferenceOperation = (call) =>
  describe(call.behaviour.responses.authorize, performAuthorize(call, 'ingress'), call);

/** AuthorizeSecurityGroupEgress. */
export const handleAuthorizeEgress: ReferenceOperation = (call) =>
  describe(call.behaviour.responses.authorize, performAuthorize(call, 'egress'), call);

/** Sets the descriptions of rules, named by id or by properties. A description left out is removed. */
export const handleUpdateDescriptionsIngress: ReferenceOperation = (call) =>
  describe(call.behaviour.responses.updateDescriptions, updateDescriptions(call, 'ingress'), call);

/** UpdateSecurityGroupRuleDescriptionsEgress. */
export const handleUpdateDescriptionsEgress: ReferenceOperation = (call) =>
  describe(call.behaviour.responses.updateDescriptions, updateDescriptions(call, 'egress'), call);

/** Changes rules in place: each keeps its id, and its kind of source. */
export const handleModifyRules: ReferenceOperation = (call) =>
  describe(call.behaviour.responses.modify, modify(call), call);
