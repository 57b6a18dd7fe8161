#!/usr/bin/env node
/** The command `ec2-conformance`: puts the rooms together, and the process around them. */
import { packageVersion } from '../suite/package-facts.ts';
import type { Catalogue, Context } from './context.ts';
import { explainCommand } from './explain.ts';
import { listCommand } from './list.ts';
import { runProgram } from './program.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';

const catalogue: Catalogue = {
  requirements: async () => (await import('../../suites/requirements/register.ts')).register.requirements,
  cases: async () => (await import('../../suites/server/cases.ts')).allCases(),
  faults: async () => [],
};

const context: Context = {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  catalogue,
  interrupted: () =>
    new Promise((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    }),
};

/** The reader of a pipe may stop before the end, as `head` does. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const commands = [runCommand, serveCommand, listCommand, explainCommand, reportCommand];

process.exitCode = await runProgram(process.argv.slice(2), { commands, version: packageVersion() }, context);
