/** The cases of the topic signing that need code: a date, a scope or a signature other than an SDK's. */
import type { Case } from '../../../harness/cases/case.ts';
import { acceptedSignatures } from './signing-accepted.ts';
import { wrongClaims } from './signing-claims.ts';
import { openSigningCases } from './signing-open.ts';
import { refusedPresignedCases } from './signing-presigned.ts';
import { tampered } from './signing-tampered.ts';

/** What is to be taken comes first: it is the control of what is to be refused. */
export const signingCases: readonly Case[] = [
  ...acceptedSignatures,
  ...tampered,
  ...wrongClaims,
  ...refusedPresignedCases,
  ...openSigningCases,
];
