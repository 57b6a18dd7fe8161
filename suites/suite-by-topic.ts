/** Puts together the suite of an operation whose cases run topic by topic. */
import type { Case } from '../harness/cases/case.ts';
import { topicOf } from '../harness/cases/case-text.ts';
import type { TestedOperation } from '../harness/engine/engine.ts';
import { type PropertyTitle, propertyAsCase } from '../harness/engine/properties/property-definition.ts';
import type { OperationSuite } from '../harness/operation/operation-suite.ts';
import type { Register } from '../harness/register/register.ts';

/** The suite file of properties. */
const generated = 'generated';

/** What differs from one such operation to the next. */
export interface SuiteParts<Topic extends string> extends Pick<OperationSuite, 'faults' | 'variants'> {
  readonly operation: TestedOperation;
  readonly register: Register;
  /** In the order in which they run. */
  readonly topics: readonly Topic[];
  readonly casesOf: (topic: Topic) => readonly Case[];
  /** The folder of its suite files, and of its fixtures unless these lie in another: `modify-rules`. */
  readonly folder: string;
  readonly fixtures?: string;
  /** The suite file that runs all topics; undefined: each topic has a file of its name. */
  readonly suiteFile?: string;
  /** Run after all topics, in the suite file `generated`. Default: none. */
  readonly properties?: readonly PropertyTitle[];
  /** Default: a fault breaks each requirement. */
  readonly withoutFault?: OperationSuite['withoutFault'];
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
    suiteFile,
    properties = [],
    withoutFault = {},
    ...mutants
  } = parts;
  return {
    ...operation,
    requirements: register.requirements,
    cases: [...topics.flatMap(casesOf), ...properties.map(propertyAsCase)],
    properties: new Set(properties.map(({ id }) => id)),
    folder: `suites/${folder}`,
    files: [...(suiteFile === undefined ? topics : [suiteFile]), ...(properties.length === 0 ? [] : [generated])],
    fileOf: (id) => (properties.some((one) => one.id === id) ? generated : (suiteFile ?? topicOf(id))),
    fixtures,
    withoutFault,
    ...mutants,
  };
}
