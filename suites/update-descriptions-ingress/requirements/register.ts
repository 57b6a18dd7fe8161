/** Every requirement on UpdateSecurityGroupRuleDescriptionsIngress: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import type { Requirement } from '../../../harness/register/requirement.ts';
import { generalOfChanges } from '../../requirements/general.ts';
import { descriptionErrors } from './errors.ts';
import { descriptionRequest, descriptionResponse } from './request.ts';
import { descriptionUpdate } from './update.ts';
import { descriptionWayRequirements } from './ways.ts';

/** Of the operation alone. */
export const ownRequirements: readonly Requirement[] = [
  ...descriptionUpdate,
  ...descriptionRequest,
  ...descriptionErrors,
  ...descriptionResponse,
  ...descriptionWayRequirements,
];

/** Slugs of the requirements on dry runs that its cases test. */
export const dryRuns: readonly string[] = [
  ...['changes-nothing', 'permitted', 'status', 'false', 'leaves-no-trace', 'by-rule-id', 'get', 'default-vpc'],
  ...['denied', 'denied-for-real', 'without-group', 'absent-group', 'unknown-rule'],
];

const general = generalOfChanges({
  action: 'UpdateSecurityGroupRuleDescriptionsIngress',
  basic: 'description-update/ipv4',
  anyWay: 'description-update/any-way',
  dryRuns,
});

/** The register of UpdateSecurityGroupRuleDescriptionsIngress. */
export const register: Register = buildRegister([...ownRequirements, ...general], loadSpecification());
