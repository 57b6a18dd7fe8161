/** The data of the generated pages: registers, cases and faults of each operation. Independent of any run or machine. */

import type { Case } from '../../harness/cases/case.ts';
import { fixtureFiles, fixtureTopics } from '../../harness/cases/load-fixtures.ts';
import type { ClientCase } from '../../harness/client/fixture.ts';
import { clientFixtures } from '../../harness/client/load-client-fixtures.ts';
import { clientFaults } from '../../harness/mutants/client/client-catalogue.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import type { Fact, OutlineEntry } from '../../harness/register/fact.ts';
import { loadSpecification } from '../../harness/register/load-specification.ts';
import type { Requirement } from '../../harness/register/requirement.ts';
import { clientCases, clientProperties } from '../../suites/client/cases.ts';
import { requestChecks } from '../../suites/client/general-checks.ts';
import { operations } from '../../suites/operations.ts';
import { type Exclusion, excluded } from '../../suites/requirements/excluded.ts';

/** A case or a property, as a page lists it. */
export type NamedCase = Pick<Case, 'id' | 'title' | 'requirements'>;

/** The data of one operation. The client cases are those of the first one, which has the requirements on clients. */
export interface Material {
  /** Its name: `RevokeSecurityGroupIngress`. */
  readonly operation: string;
  /** Whether it is the default of `--operation`. */
  readonly isFirst: boolean;
  readonly requirements: readonly Requirement[];
  /** Cases and properties for servers. */
  readonly cases: readonly Case[];
  readonly clientCases: readonly ClientCase[];
  readonly clientProperties: readonly NamedCase[];
  /** Server and client faults alike. */
  readonly faults: readonly Pick<Fault, 'id' | 'breaks' | 'alsoBreaks' | 'means' | 'needsRareValues'>[];
  /** Reasons by the id of a requirement that no fault breaks. */
  readonly withoutFault: Readonly<Record<string, string>>;
  /** Ids of requirements that are judged on every response of a server, and on every request of a client. */
  readonly everyResponse: ReadonlySet<string>;
  readonly everyRequest: ReadonlySet<string>;
  /** Case id to the file that holds it, relative to the package; cases in code have none. */
  readonly files: ReadonlyMap<string, string>;
  readonly specification: WholeSpecification;
}

/** The sentences of the specification, the facts, and the reasons why some of them are not tested. */
export interface WholeSpecification {
  readonly outline: readonly OutlineEntry[];
  readonly facts: readonly Fact[];
  readonly excluded: readonly Exclusion[];
}

/** Loads the data of all operations, the default one first. */
export async function loadMaterial(): Promise<readonly Material[]> {
  const specification = { ...loadSpecification(), excluded };
  const suites = await Promise.all(Object.values(operations).map((load) => load()));
  return Promise.all(
    suites.map(async (suite, index) => ({
      operation: suite.action,
      isFirst: index === 0,
      requirements: suite.requirements,
      cases: suite.cases,
      withoutFault: suite.withoutFault,
      everyResponse: new Set(suite.generalChecks.map(({ requirement }) => requirement)),
      files: filesOf(suites, suite),
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
    everyRequest: new Set(requestChecks.map(({ requirement }) => requirement)),
  };
}

function ofServers(faults: Material['faults']) {
  return { faults, clientCases: [], clientProperties: [], everyRequest: new Set<string>() };
}

/** A case that an operation reuses from another keeps its id, so the other operation's file is its file too. Its own files come first. */
function filesOf(suites: readonly OperationSuite[], own: OperationSuite): ReadonlyMap<string, string> {
  const ofSuites = [...suites, own].flatMap(({ fixtures }) =>
    fixtureTopics(fixtures).flatMap((topic) => fixtureFiles(topic, fixtures)),
  );
  return new Map(
    [...ofSuites, ...clientFixtures()].flatMap(({ path, file }) => file.cases.map(({ id }) => [id, path] as const)),
  );
}

/** The faults that break a requirement, those that show on rare values only last. */
export function faultsOfRequirement({ faults: all }: Material, requirement: string): Material['faults'] {
  const breaking = all.filter(
    ({ breaks, alsoBreaks: also = [] }) => breaks === requirement || also.includes(requirement),
  );
  return [
    ...breaking.filter(({ needsRareValues: rare }) => rare !== true),
    ...breaking.filter(({ needsRareValues: rare }) => rare === true),
  ];
}

/** The cases and properties of a requirement, those for servers first. */
export function allCasesOfRequirement(material: Material, requirement: string): readonly NamedCase[] {
  return [...material.cases, ...material.clientCases, ...material.clientProperties].filter(({ requirements }) =>
    requirements.includes(requirement),
  );
}

/** The topics of its requirements, in the order of the register. */
export function topicsOf({ requirements }: Material): readonly string[] {
  return [...new Set(requirements.map(({ topic }) => topic))];
}

/** The page of a topic, relative to docs/requirements. Operations other than the first have folders of their own. */
export function topicFile({ operation, isFirst }: Material, topic: string): string {
  return isFirst ? `${topic}.md` : `${operation}/${topic}.md`;
}

/** A requirement's section, relative to docs/requirements: `exact-match.md#port-edges`. */
export function requirementLink(material: Material, id: string): string {
  const [topic = '', slug = ''] = id.split('/');
  return `${topicFile(material, topic)}#${slug}`;
}

/** The root of the package, relative to the operation's topic pages. */
export function rootFrom({ isFirst }: Material): string {
  return isFirst ? '../../' : '../../../';
}
