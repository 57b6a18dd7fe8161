/** What the command offers, in the order of its help; and where it finds what there is to list, explain and run. */
import { clientCommand } from './client.ts';
import type { Command } from './command.ts';
import { compareCommand } from './compare.ts';
import type { Catalogue } from './context.ts';
import { explainCommand } from './explain.ts';
import { listCommand } from './list.ts';
import { planCommand } from './plan.ts';
import { promoteCommand } from './promote.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { sendCommand } from './send.ts';
import { serveCommand } from './serve.ts';
import { sweepCommand } from './sweep.ts';
import { verifyCommand } from './verify.ts';

export const commands: readonly Command[] = [
  runCommand,
  clientCommand,
  sendCommand,
  verifyCommand,
  replayCommand,
  promoteCommand,
  serveCommand,
  listCommand,
  explainCommand,
  reportCommand,
  planCommand,
  sweepCommand,
  compareCommand,
];

export const catalogue: Catalogue = {
  requirements: async () => (await import('../../suites/requirements/register.ts')).register.requirements,
  cases: async () => (await import('../../suites/server/cases.ts')).listedCases(),
  faults: async () => (await import('../faults/catalogue.ts')).faults,
  client: async () => ({
    cases: (await import('../../suites/client/cases.ts')).clientCases(),
    faults: (await import('../faults/client-catalogue.ts')).clientFaults,
  }),
};
