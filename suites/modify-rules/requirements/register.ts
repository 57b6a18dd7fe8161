/** Every requirement on ModifySecurityGroupRules: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { generalOfChanges } from '../../requirements/general.ts';
import { modifyErrors } from './errors.ts';
import { ruleHistory } from './history.ts';
import { modifyRequest, modifyResponse } from './request.ts';
import { modifyRulesTopic } from './rules.ts';
import { modifyWayRequirements } from './ways.ts';

const general = generalOfChanges({
  action: 'ModifySecurityGroupRules',
  basic: 'modify-rules/ports',
  anyWay: 'modify-rules/any-way',
  dryRuns: [
    ...['changes-nothing', 'permitted', 'status', 'false', 'leaves-no-trace', 'get', 'default-vpc'],
    ...['denied', 'denied-for-real', 'without-group', 'absent-group', 'absent-rule-id'],
  ],
});

/** The register of ModifySecurityGroupRules. */
export const register: Register = buildRegister(
  [
    ...modifyRulesTopic,
    ...modifyRequest,
    ...modifyErrors,
    ...ruleHistory,
    ...modifyResponse,
    ...modifyWayRequirements,
    ...general,
  ],
  loadSpecification(),
);
