/** The register: all requirements, checked against each other and against the facts they cite. */
import { evidenceOf, type Fact, type OutlineEntry, type Specification } from './fact.ts';
import { mistakesIn } from './mistakes.ts';
import type { Requirement } from './requirement.ts';

/** The requirements of an operation. */
export interface Register {
  /** In the order they were given. */
  readonly requirements: readonly Requirement[];
  /** In the order of their first requirement. */
  readonly topics: readonly string[];
  readonly facts: readonly Fact[];
  readonly outline: readonly OutlineEntry[];
  find(id: string): Requirement | undefined;
  /** Throws {@link RegisterMistake} when there is none: for ids that the caller holds to be known. */
  get(id: string): Requirement;
  ofTopic(topic: string): readonly Requirement[];
}

/** Our own mistake in writing the register down, never a target's; lists everything that is wrong at once. */
export class RegisterMistake extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The register of requirements is not sound:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'RegisterMistake';
    this.problems = problems;
  }
}

/**
 * Resolves cited facts to evidence and makes the requirements findable.
 *
 * Throws {@link RegisterMistake} when an id is used twice or ill-formed, when a fact, outline entry or dependency is
 * unknown, when dependencies run in a circle, or when a level is higher than its evidence carries.
 */
export function buildRegister(requirements: readonly Requirement[], specification: Specification): Register {
  const resolved = requirements.map((requirement) => withFacts(requirement, specification.facts));
  const problems = mistakesIn(resolved, specification);
  if (problems.length > 0) throw new RegisterMistake(problems);

  const byId = new Map(resolved.map((requirement) => [requirement.id, requirement]));
  return {
    requirements: resolved,
    topics: [...new Set(resolved.map((requirement) => requirement.topic))],
    facts: specification.facts,
    outline: specification.outline,
    find: (id) => byId.get(id),
    get(id) {
      const found = byId.get(id);
      if (found === undefined) throw new RegisterMistake([`no requirement is called ${id}`]);
      return found;
    },
    ofTopic: (topic) => resolved.filter((requirement) => requirement.topic === topic),
  };
}

function withFacts(requirement: Requirement, facts: readonly Fact[]): Requirement {
  const cited = requirement.facts.flatMap((id) => facts.filter((fact) => fact.id === id));
  return { ...requirement, evidence: [...requirement.evidence, ...cited.map(evidenceOf)] };
}
