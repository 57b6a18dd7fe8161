#!/usr/bin/env node
/** The command `ec2-conformance`: the process around the program. */
import { createInterface } from 'node:readline/promises';
import { packageVersion } from '../suite/package-facts.ts';
import { catalogue, commandsFor } from './commands.ts';
import type { Context } from './context.ts';
import { runProgram } from './program.ts';

const context: Context = {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  catalogue,
  interrupted: () =>
    new Promise((resolve) => {
      let isSecond = false;
      const hear = () => {
        if (isSecond) endNow();
        isSecond = true;
        resolve();
      };
      process.on('SIGINT', hear);
      process.on('SIGTERM', hear);
    }),
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
};

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** A second signal does not wait for the tidying up. */
function endNow(): never {
  process.stderr.write(
    '\nStopped at once. What is left in the target is found and removed by: ec2-conformance sweep\n',
  );
  process.exit(130);
}

/** The reader of a pipe may stop before the end, as `head` does. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const args = process.argv.slice(2);
process.exitCode = await runProgram(args, { commands: await commandsFor(args[0]), version: packageVersion() }, context);
