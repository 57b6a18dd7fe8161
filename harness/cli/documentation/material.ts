/** What the generated pages are made of: the registers, the cases, the faults. Nothing of a run, nothing of a machine. */

import { clientCases, clientProperties } from '../../../suites/client/cases.ts';
import { everyRequest } from '../../../suites/client/every-request.ts';
import { type Exclusion, excluded } from '../../../suites/requirements/excluded.ts';
import { register } from '../../../suites/requirements/register.ts';
import { listedCases } from '../../../suites/server/cases.ts';
import { everyAnswer } from '../../../suites/server/every-answer.ts';
import { unbroken } from '../../../suites/unbroken.ts';
import type { ClientCase } from '../../client/fixture.ts';
import { clientFixtures } from '../../client/load-client-fixtures.ts';
import { faults } from '../../faults/catalogue.ts';
import { clientFaults } from '../../faults/client-catalogue.ts';
import type { Fault } from '../../faults/fault.ts';
import type { Fact, OutlineEntry } from '../../register/fact.ts';
import type { Requirement } from '../../register/requirement.ts';
import type { Case } from '../../suite/case.ts';
import { fixtureFiles, fixtureTopics } from '../../suite/load-fixtures.ts';

/** A generated input of clients: it has an id and a title, and no request of its own to show. */
export type NamedCase = Pick<Case, 'id' | 'title' | 'requirements'>;

export interface Material {
  readonly requirements: readonly Requirement[];
  readonly outline: readonly OutlineEntry[];
  readonly facts: readonly Fact[];
  readonly excluded: readonly Exclusion[];
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
}

export function loadMaterial(): Material {
  const files = [...fixtureTopics().flatMap((topic) => fixtureFiles(topic)), ...clientFixtures()];
  return {
    requirements: register.requirements,
    outline: register.outline,
    facts: register.facts,
    excluded,
    cases: listedCases(),
    clientCases: clientCases(),
    clientProperties: clientProperties(1, 1),
    faults: [...faults, ...clientFaults],
    unbroken,
    everyAnswer: new Set(everyAnswer.map(({ requirement }) => requirement)),
    everyRequest: new Set(everyRequest.map(({ requirement }) => requirement)),
    files: new Map(files.flatMap(({ path, file }) => file.cases.map(({ id }) => [id, path] as const))),
  };
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
