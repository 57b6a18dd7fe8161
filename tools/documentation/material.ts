/** What the generated pages are made of: the registers, the cases, the faults. Nothing of a run, nothing of a machine. */

import type { ClientCase } from '../../harness/client/fixture.ts';
import { clientFixtures } from '../../harness/client/load-client-fixtures.ts';
import { clientFaults } from '../../harness/faults/client-catalogue.ts';
import type { Fault } from '../../harness/faults/fault.ts';
import type { Fact, OutlineEntry } from '../../harness/register/fact.ts';
import { loadSpecification } from '../../harness/register/load-specification.ts';
import type { Requirement } from '../../harness/register/requirement.ts';
import type { Case } from '../../harness/suite/case.ts';
import { fixtureFiles, fixtureTopics } from '../../harness/suite/load-fixtures.ts';
import type { OperationSuite } from '../../harness/suite/operation-suite.ts';
import { clientCases, clientProperties } from '../../suites/client/cases.ts';
import { everyRequest } from '../../suites/client/every-request.ts';
import { operations } from '../../suites/operations.ts';
import { type Exclusion, excluded } from '../../suites/requirements/excluded.ts';

/** A generated input of clients: it has an id and a title, and no request of its own to show. */
export type NamedCase = Pick<Case, 'id' | 'title' | 'requirements'>;

/** Of one operation; what clients are asked goes with the first, whose requirements bind them. */
export interface Material {
  /** Its name: `RevokeSecurityGroupIngress`. */
  readonly operation: string;
  /** Whether commands mean it unless another is named. */
  readonly isFirst: boolean;
  readonly requirements: readonly Requirement[];
  /** Cases and properties that servers are asked. */
  readonly cases: readonly Case[];
  readonly clientCases: readonly ClientCase[];
  readonly clientProperties: readonly NamedCase[];
  /** Server and client faults alike. */
  readonly faults: readonly Pick<Fault, 'id' | 'breaks' | 'also' | 'means' | 'rare'>[];
  /** Requirements that no fault breaks, each with the reason. */
  readonly unbroken: Readonly<Record<string, string>>;
  /** Requirements judged over every answer of a server, and over every request of a client. */
  readonly everyAnswer: ReadonlySet<string>;
  readonly everyRequest: ReadonlySet<string>;
  /** Case id to the file that holds it, relative to the package; cases in code have none. */
  readonly files: ReadonlyMap<string, string>;
  readonly specification: WholeSpecification;
}

/** What is known, and what of it is left out. */
export interface WholeSpecification {
  readonly outline: readonly OutlineEntry[];
  readonly facts: readonly Fact[];
  readonly excluded: readonly Exclusion[];
}

/** One for each operation, the first before the others. */
export async function loadMaterial(): Promise<readonly Material[]> {
  const specification = { ...loadSpecification(), excluded };
  const suites = await Promise.all(Object.values(operations).map((load) => load()));
  const files = filesOf(suites);
  return Promise.all(
    suites.map(async (suite, index) => ({
      operation: suite.action,
      isFirst: index === 0,
      requirements: suite.requirements,
      cases: suite.cases,
      unbroken: suite.unbroken,
      everyAnswer: new Set(suite.invariants.map(({ requirement }) => requirement)),
      files,
      specification,
      ...(index === 0 ? ofClients(await suite.faults()) : ofServers(await suite.faults())),
    })),
  );
}

function ofClients(faults: Material['faults']) {
  return {
    faults: [...faults, ...clientFaults],
    clientCases: clientCases(),
    clientProperties: clientProperties(1, 1),
    everyRequest: new Set(everyRequest.map(({ requirement }) => requirement)),
  };
}

function ofServers(faults: Material['faults']) {
  return { faults, clientCases: [], clientProperties: [], everyRequest: new Set<string>() };
}

/** A case that an operation takes over from another keeps its id, and is found in the other's file. */
function filesOf(suites: readonly OperationSuite[]): ReadonlyMap<string, string> {
  const ofSuites = suites.flatMap(({ fixtures }) =>
    fixtureTopics(fixtures).flatMap((topic) => fixtureFiles(topic, fixtures)),
  );
  return new Map(
    [...ofSuites, ...clientFixtures()].flatMap(({ path, file }) => file.cases.map(({ id }) => [id, path] as const)),
  );
}

/** The faults that turn a requirement red, those that bite on rare values alone last. */
export function faultsOf({ faults: all }: Material, requirement: string): Material['faults'] {
  const breaking = all.filter(({ breaks, also = [] }) => breaks === requirement || also.includes(requirement));
  return [...breaking.filter(({ rare }) => rare !== true), ...breaking.filter(({ rare }) => rare === true)];
}

/** Everything with an id that is asked on behalf of a requirement. */
export function casesOf(material: Material, requirement: string): readonly NamedCase[] {
  return [...material.cases, ...material.clientCases, ...material.clientProperties].filter(({ requirements }) =>
    requirements.includes(requirement),
  );
}

/** A requirement's page, below docs/requirements: operations besides the first have folders of their own. */
export function pagePath({ operation, isFirst }: Material, id: string): string {
  return isFirst ? `${id}.md` : `${operation}/${id}.md`;
}

/** What a command needs to mean the operation; nothing for the first. */
export function operationOption({ operation, isFirst }: Material): string {
  return isFirst ? '' : ` --operation ${operation}`;
}
