/** Every requirement on CreateSecurityGroup: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { generalRequirements } from '../../requirements/of-every-operation.ts';
import { created, refused } from './created.ts';
import { names } from './names.ts';
import { tags } from './tags.ts';

const general = generalRequirements({
  action: 'CreateSecurityGroup',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html',
  changes: true,
});

export const register: Register = buildRegister(
  [...created, ...names, ...tags, ...refused, ...general],
  loadSpecification(),
);
