/** What can be wrong with a register; each check answers one sentence per mistake. */
import type { Specification } from './fact.ts';
import type { Grade, Level, Requirement } from './requirement.ts';
import { isSuiteVersion } from './suite-version.ts';

type Check = (requirements: readonly Requirement[], specification: Specification) => readonly string[];

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** The grades of which one is needed; an open question needs none. */
const CARRIES: Readonly<Record<Level, readonly Grade[]>> = {
  MUST: ['documented', 'model', 'recorded'],
  SHOULD: ['documented', 'model', 'recorded', 'reported'],
  OBSERVE: [],
};

/** All mistakes, in the order of the checks; empty for a sound register. */
export function mistakesIn(requirements: readonly Requirement[], specification: Specification): readonly string[] {
  const checks: readonly Check[] = [
    idsAreUnique,
    eachIsWellFormed,
    citationsAreKnown,
    levelsAreCarried,
    dependenciesEnd,
  ];
  return checks.flatMap((check) => check(requirements, specification));
}

const idsAreUnique: Check = (requirements) =>
  repeated(requirements.map(({ id }) => id)).map((id) => `${id} is written down twice`);

const eachIsWellFormed: Check = (requirements) =>
  requirements.flatMap(({ id, topic, means, binds, since }) => [
    ...(ID.test(id) ? [] : [`${id} is not topic/slug in lower case with single hyphens`]),
    ...(id.startsWith(`${topic}/`) ? [] : [`${id} is not of its topic ${topic}`]),
    ...(means.trim() === '' ? [`${id} does not say what it means`] : []),
    ...(binds.length === 0 ? [`${id} binds nobody`] : []),
    ...(isSuiteVersion(since) ? [] : [`${id} is new in ${since}, which is no version such as 0.2`]),
  ]);

const citationsAreKnown: Check = (requirements, specification) => {
  const facts = new Set(specification.facts.map(({ id }) => id));
  const outline = new Set(specification.outline.map(({ id }) => id));
  const ids = new Set(requirements.map(({ id }) => id));
  return requirements.flatMap((requirement) => [
    ...unknown(requirement.facts, facts).map((id) => `${requirement.id} cites the unknown fact ${id}`),
    ...unknown(requirement.outline, outline).map((id) => `${requirement.id} cites the unknown outline entry ${id}`),
    ...unknown(requirement.dependsOn, ids).map((id) => `${requirement.id} depends on the unknown ${id}`),
    ...repeated([...requirement.facts, ...requirement.outline, ...requirement.dependsOn]).map(
      (id) => `${requirement.id} names ${id} twice`,
    ),
  ]);
};

const levelsAreCarried: Check = (requirements) =>
  requirements.flatMap(({ id, level, evidence }) => {
    const carrying = CARRIES[level];
    if (carrying.length === 0 || evidence.some(({ grade }) => carrying.includes(grade))) return [];
    return [`${id} is a ${level} but has no evidence graded ${carrying.join(', ')}`];
  });

const dependenciesEnd: Check = (requirements) => {
  const next = new Map(requirements.map(({ id, dependsOn }) => [id, dependsOn]));
  return requirements
    .filter(({ id }) => reaches(next, id, id))
    .map(({ id }) => `${id} depends on itself, by way of its dependencies`);
};

function reaches(next: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [...(next.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(next.get(id) ?? []));
  }
  return false;
}

function unknown(named: readonly string[], known: ReadonlySet<string>): readonly string[] {
  return named.filter((id) => !known.has(id));
}

function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
