/**
 * START HERE: every requirement there is, topic by topic. Each is stated in its topic's file; this file puts
 * them together, with the facts they cite as evidence, and refuses to load when the register is not sound.
 */
import { loadSpecification } from '../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../harness/register/register.ts';
import { clientEncoding } from './client/client-encoding.ts';
import { clientErrors } from './client/client-errors.ts';
import { clientResponse } from './client/client-response.ts';
import { clientRetries } from './client/client-retries.ts';
import { clientSigning } from './client/client-signing.ts';
import { dryRun } from './dry-run.ts';
import { encoding } from './encoding.ts';
import { errors } from './errors.ts';
import { exactMatch } from './exact-match.ts';
import { response } from './response.ts';
import { signing } from './signing/signing.ts';
import { state } from './state.ts';

/** In the order in which a report lists the topics: encoding of requests, meaning, responses; then what binds only clients. */
const topics = [
  encoding,
  signing,
  exactMatch,
  state,
  dryRun,
  errors,
  response,
  clientEncoding,
  clientSigning,
  clientResponse,
  clientErrors,
  clientRetries,
] as const;

/** The register of RevokeSecurityGroupIngress, for servers and clients. */
export const register: Register = buildRegister(topics.flat(), loadSpecification());
