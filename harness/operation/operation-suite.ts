/** What each operation under `suites` exports. */
import type { Case } from '../cases/case.ts';
import type { TestedOperation } from '../engine/engine.ts';
import type { Fault, Variant } from '../mutants/fault.ts';
import type { Requirement } from '../register/requirement.ts';

/**
 * An operation with its requirements, cases, properties and faults: what a folder under `suites` exports, so that
 * commands and reports name no operation themselves.
 */
export interface OperationSuite extends TestedOperation {
  readonly requirements: readonly Requirement[];
  /** Cases and properties alike, in the order in which they run; a property has no request of its own. */
  readonly cases: readonly Case[];
  /** Ids of those that are properties. */
  readonly properties: ReadonlySet<string>;
  /** Where its suite files lie, from the root of the compiled package: `suites/revoke-ingress`. */
  readonly folder: string;
  /** Names of the suite files in the order in which they run. */
  readonly files: readonly string[];
  /** The file that a case or a property runs in, by its id. */
  readonly fileOf: (id: string) => string;
  /** Where its own cases lie as data, from the folder `fixtures`: `server`. */
  readonly fixtures: string;
  /** Faults: changes of the embedded target, each with the requirement that it breaks. */
  readonly faults: () => Promise<readonly Fault[]>;
  /** Variants: changes of the embedded target that break no requirement. */
  readonly variants: () => Promise<readonly Variant[]>;
  /** Ids of requirements that no fault breaks, each with the reason. */
  readonly withoutFault: Readonly<Record<string, string>>;
}
