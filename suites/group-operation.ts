/** What the suites of the operations that describe, create and delete groups have in common. */
import type { Case } from '../harness/cases/case.ts';
import { loadFixtures } from '../harness/cases/load-fixtures.ts';
import type { Operation } from '../harness/operation/operation.ts';
import type { OperationSuite } from '../harness/operation/operation-suite.ts';
import type { Register } from '../harness/register/register.ts';
import { responseChecks } from './general/response-checks.ts';

/** Encoding and dry runs, with cases of each operation's own, come after what the operation is about. */
const general = ['encoding', 'dry-run'] as const;

/** The operation, as the engine has to know it: it is about no direction of rules, and is judged by what every response is. */
export function groupOperation(action: string, register: Register): Operation {
  const known = new Set(register.requirements.map(({ id }) => id));
  return { action, generalChecks: responseChecks.filter(({ requirement }) => known.has(requirement)) };
}

/** Its topics, in the order in which they run. */
export function topicsWith(own: readonly string[]): readonly string[] {
  return [...own, ...general];
}

/** What differs from one such operation to the next. */
export interface GroupSuite extends Pick<OperationSuite, 'faults' | 'variants' | 'withoutMutant'> {
  readonly operation: Operation;
  readonly register: Register;
  readonly topics: readonly string[];
  /** Of suite files and fixtures: `create-security-group`. */
  readonly folder: string;
}

/** All topics of one such operation run in one suite file. */
export function groupSuite({ operation, register, topics, folder, ...mutants }: GroupSuite): OperationSuite {
  return {
    ...operation,
    requirements: register.requirements,
    cases: topics.flatMap((topic) => casesOf(folder, topic)),
    properties: new Set(),
    folder: `suites/${folder}`,
    files: ['topics'],
    fileOf: () => 'topics',
    fixtures: folder,
    ...mutants,
  };
}

export function casesOf(folder: string, topic: string): readonly Case[] {
  return loadFixtures(topic, folder);
}
