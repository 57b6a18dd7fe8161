/** What the command offers, in the order of its help; and where it finds what there is to list, explain and run. */
import { operationSets, operations } from '../../suites/operations.ts';
import { suiteVersions } from '../../suites/versions.ts';
import type { Command } from './command.ts';
import type { Catalogue } from './context.ts';

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run/run.ts')).runCommand,
  client: async () => (await import('./client/client.ts')).clientCommand,
  send: async () => (await import('./commands/send.ts')).sendCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  promote: async () => (await import('./commands/promote.ts')).promoteCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  list: async () => (await import('./commands/list.ts')).listCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  plan: async () => (await import('./run/plan.ts')).planCommand,
  sweep: async () => (await import('./commands/sweep.ts')).sweepCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
};

/** The command of this name alone, since it needs little of what the others load; all of them for any other name. */
export async function commandsFor(name: string | undefined): Promise<readonly Command[]> {
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  return load === undefined ? allCommands() : [await load()];
}

/** Every command, loaded when it is needed. */
export async function allCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}

/** The operations, cases and faults of this package. */
export const catalogue: Catalogue = {
  operations,
  sets: operationSets,
  versions: suiteVersions,
  sweep: async () => ({
    requirements: (await import('../../suites/every-operation/suite.ts')).suite.requirements,
    faults: (await import('../mutants/every-operation/catalogue.ts')).sweepFaults,
  }),
  client: async (operation) => ({
    ...(await import('../../suites/client/operation-suite.ts')).operationClientSuite(operation),
    faults: (await import('../mutants/client/client-catalogue.ts')).clientFaults,
  }),
};
