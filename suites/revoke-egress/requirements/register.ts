/** Every requirement on RevokeSecurityGroupEgress: what holds of every operation, then its own topics. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { errors } from './errors.ts';
import { counterpartAmong, generalRequirements } from './general.ts';
import { match } from './match.ts';
import { state } from './state.ts';

const own = [...match, ...state, ...errors];

/** The requirement here that answers to one on RevokeSecurityGroupIngress; undefined where there is none. */
export const counterpart = counterpartAmong(own);

/** The register of RevokeSecurityGroupEgress. */
export const register: Register = buildRegister([...generalRequirements(own), ...own], loadSpecification());
