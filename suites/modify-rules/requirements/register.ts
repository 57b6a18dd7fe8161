/** Every requirement on ModifySecurityGroupRules: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { generalOfChanges } from '../../requirements/general.ts';
import { errors } from './errors.ts';
import { history } from './history.ts';
import { request, response } from './request.ts';
import { rules } from './rules.ts';
import { ways } from './ways.ts';

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
  [...rules, ...request, ...errors, ...history, ...response, ...ways, ...general],
  loadSpecification(),
);
