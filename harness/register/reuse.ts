/** Requirements of one operation that hold of another too, with what is known of that one in place of the first's. */
import type { Evidence, Level, Requirement } from './requirement.ts';

/** What differs between an operation and the one whose requirements it reuses; what is left out does not differ. */
export interface Reuse {
  /** Ids of requirements that say nothing of the other operation, or are not known of it. */
  readonly without?: readonly string[];
  /** Facts about the first operation alone, each with what is known of the other instead: nothing, if need be. */
  readonly instead?: Readonly<Record<string, readonly Evidence[]>>;
  /** Documents about the first operation alone, by a part of their source, likewise. */
  readonly documents?: Readonly<Record<string, readonly Evidence[]>>;
  /** Levels that the other's evidence carries, by the ids of the requirements. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** The other's requirement in place of one that is depended on; undefined where it has none. */
  readonly counterpart: (id: string) => string | undefined;
  /** Sentences of the other operation, by the ids of the requirements. */
  readonly statements?: Readonly<Record<string, string>>;
}

/**
 * Those that bind servers, under the same ids, since they mean the same. Sentences of a specification are not carried
 * over: they are of the first operation's.
 */
export function reused(requirements: readonly Requirement[], how: Reuse): readonly Requirement[] {
  const { without = [], instead = {}, levels = {}, counterpart, statements = {} } = how;
  return requirements
    .filter(({ id, binds }) => binds.includes('server') && !without.includes(id))
    .map((requirement) => ({
      ...requirement,
      level: levels[requirement.id] ?? requirement.level,
      binds: ['server'],
      means: statements[requirement.id] ?? requirement.means,
      evidence: evidenceOf(requirement, how),
      facts: requirement.facts.filter((fact) => instead[fact] === undefined),
      outline: [],
      dependsOn: [...new Set(requirement.dependsOn.flatMap((id) => counterpart(id) ?? []))],
    }));
}

function evidenceOf({ evidence, facts }: Requirement, { instead = {}, documents = {} }: Reuse): readonly Evidence[] {
  const own = evidence.flatMap((one) => {
    const about = Object.keys(documents).find((part) => one.source.includes(part));
    return about === undefined ? [one] : (documents[about] ?? []);
  });
  return [...new Set([...own, ...facts.flatMap((fact) => instead[fact] ?? [])])];
}
