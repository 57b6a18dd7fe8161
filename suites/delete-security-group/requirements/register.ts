/** Every requirement on DeleteSecurityGroup: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { generalRequirements } from '../../requirements/of-every-operation.ts';
import { deleted, refused } from './deleted.ts';

const general = generalRequirements({
  action: 'DeleteSecurityGroup',
  page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html',
  changes: true,
});

export const register: Register = buildRegister([...deleted, ...refused, ...general], loadSpecification());
