/** The cases of the topic signing that need code: a date, a scope or a signature other than an SDK's. */
import type { Case } from '../../harness/suite/case.ts';

export const signingCases: readonly Case[] = [];
