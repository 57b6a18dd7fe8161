/** Every requirement on RevokeSecurityGroupEgress: what holds of every operation, then its own topics. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { egressErrors } from './errors.ts';
import { counterpartAmong, egressGeneralRequirements } from './general.ts';
import { egressMatch } from './match.ts';
import { egressState } from './state.ts';

const own = [...egressMatch, ...egressState, ...egressErrors];

/** The requirement here that answers to one on RevokeSecurityGroupIngress; undefined where there is none. */
export const counterpart = counterpartAmong(own);

/** The register of RevokeSecurityGroupEgress. */
export const register: Register = buildRegister([...egressGeneralRequirements(own), ...own], loadSpecification());
