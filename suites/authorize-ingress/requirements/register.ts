/** Every requirement on AuthorizeSecurityGroupIngress: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import type { Requirement } from '../../../harness/register/requirement.ts';
import { generalOfChanges } from '../../requirements/general.ts';
import { authorizeDescriptions } from './descriptions.ts';
import { authorizeDuplicates } from './duplicates.ts';
import { authorizeErrors } from './errors.ts';
import { authorizeRequest } from './request.ts';
import { authorizeResponse } from './response.ts';
import { authorizeRulesTopic } from './rules.ts';
import { authorizeTags } from './tags.ts';
import { authorizeWayRequirements } from './ways.ts';

/** Of the operation alone. */
export const ownRequirements: readonly Requirement[] = [
  ...authorizeRulesTopic,
  ...authorizeRequest,
  ...authorizeDuplicates,
  ...authorizeDescriptions,
  ...authorizeTags,
  ...authorizeErrors,
  ...authorizeResponse,
  ...authorizeWayRequirements,
];

/** Slugs of the requirements on dry runs that its cases test. */
export const dryRuns: readonly string[] = [
  ...[
    'changes-nothing',
    'permitted',
    'status',
    'false',
    'leaves-no-trace',
    'get',
    'default-vpc',
    'several-permissions',
  ],
  ...['flat', 'by-group-name', 'denied', 'denied-for-real'],
  ...['without-group', 'empty-group', 'absent-group', 'unknown-rule'],
];

const general = generalOfChanges({
  action: 'AuthorizeSecurityGroupIngress',
  basic: 'authorize-rules/ipv4-range',
  anyWay: 'authorize-rules/any-way',
  dryRuns,
});

/** The register of AuthorizeSecurityGroupIngress. */
export const register: Register = buildRegister([...ownRequirements, ...general], loadSpecification());
