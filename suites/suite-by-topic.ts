/** Puts together the suite of an operation whose cases run topic by topic, without properties. */
import type { Case } from '../harness/cases/case.ts';
import type { Operation } from '../harness/operation/operation.ts';
import type { OperationSuite } from '../harness/operation/operation-suite.ts';
import type { Register } from '../harness/register/register.ts';

/** What differs from one such operation to the next. */
export interface SuiteParts<Topic extends string> extends Pick<OperationSuite, 'faults' | 'variants'> {
  readonly operation: Operation;
  readonly register: Register;
  /** In the order in which they run. */
  readonly topics: readonly Topic[];
  readonly casesOf: (topic: Topic) => readonly Case[];
  /** The folder of its suite files, and of its fixtures unless these lie in another: `modify-rules`. */
  readonly folder: string;
  readonly fixtures?: string;
  /** The suite file that runs all topics; undefined: each topic has a file of its name. */
  readonly file?: string;
  /** Default: a fault breaks each requirement. */
  readonly withoutMutant?: OperationSuite['withoutMutant'];
}

/** All there is about one such operation. */
export function suiteByTopic<Topic extends string>(parts: SuiteParts<Topic>): OperationSuite {
  const {
    operation,
    register,
    topics,
    casesOf,
    folder,
    fixtures = folder,
    file,
    withoutMutant = {},
    ...mutants
  } = parts;
  return {
    ...operation,
    requirements: register.requirements,
    cases: topics.flatMap(casesOf),
    properties: new Set(),
    folder: `suites/${folder}`,
    files: file === undefined ? topics : [file],
    fileOf: (id) => file ?? id.split('/', 1)[0] ?? id,
    fixtures,
    withoutMutant,
    ...mutants,
  };
}
