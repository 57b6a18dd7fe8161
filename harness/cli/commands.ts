/** What the command offers, in the order of its help; and where it finds what there is to list, explain and run. */
import { operations } from '../../suites/operations.ts';
import { suiteVersions } from '../../suites/versions.ts';
import type { Command } from './command.ts';
import type { Catalogue } from './context.ts';

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run.ts')).runCommand,
  client: async () => (await import('./client.ts')).clientCommand,
  send: async () => (await import('./send.ts')).sendCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  promote: async () => (await import('./promote.ts')).promoteCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
  list: async () => (await import('./list.ts')).listCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  plan: async () => (await import('./plan.ts')).planCommand,
  sweep: async () => (await import('./sweep.ts')).sweepCommand,
  compare: async () => (await import('./compare.ts')).compareCommand,
};

/** The command of this name alone, since it needs little of what the others load; all of them for any other name. */
export async function commandsFor(name: string | undefined): Promise<readonly Command[]> {
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  return load === undefined ? allCommands() : [await load()];
}

export async function allCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}

export const catalogue: Catalogue = {
  operations,
  versions: suiteVersions,
  client: async () => ({
    cases: (await import('../../suites/client/cases.ts')).clientCases(),
    faults: (await import('../faults/client-catalogue.ts')).clientFaults,
  }),
};
