/** Every requirement on UpdateSecurityGroupRuleDescriptionsIngress: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import type { Requirement } from '../../../harness/register/requirement.ts';
import { generalOfChanges } from '../../requirements/general.ts';
import { errors } from './errors.ts';
import { request, response } from './request.ts';
import { update } from './update.ts';
import { ways } from './ways.ts';

/** Of the operation alone. */
export const ownRequirements: readonly Requirement[] = [...update, ...request, ...errors, ...response, ...ways];

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
