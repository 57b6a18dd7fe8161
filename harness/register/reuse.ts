/** Requirements of one operation that hold of another too, with what is known of that one in place of the first's. */
import type { Evidence, Level, Requirement } from './requirement.ts';

/** Requirements of one operation that another one reuses. */
export interface Reuse {
  /** Ids of requirements that say nothing of the other operation, or are not known of it. */
  readonly without: readonly string[];
  /** Facts about the first operation alone, each with what is known of the other instead: nothing, if need be. */
  readonly instead: Readonly<Record<string, readonly Evidence[]>>;
  /** Documents about the first operation alone, by a part of their source, likewise. */
  readonly documents: Readonly<Record<string, readonly Evidence[]>>;
  /** Levels that the other's evidence carries, where they are lower. */
  readonly levels: Readonly<Record<string, Level>>;
  /** A requirement of the first operation's own topics to one of the other's; undefined where it has none. */
  readonly counterpart: (id: string) => string | undefined;
  /** Requirements whose sentence is another of the other operation, by their ids. */
  readonly statements: Readonly<Record<string, string>>;
}

/**
 * Those that bind servers, under the same ids, since they mean the same. Sentences of a specification are not carried
 * over: they are of the first operation's.
 */
export function reused(requirements: readonly Requirement[], how: Reuse): readonly Requirement[] {
  return requirements
    .filter(({ id, binds }) => binds.includes('server') && !how.without.includes(id))
    .map((requirement) => ({
      ...requirement,
      level: how.levels[requirement.id] ?? requirement.level,
      binds: ['server'],
      means: how.statements[requirement.id] ?? requirement.means,
      evidence: evidenceOf(requirement, how),
      facts: requirement.facts.filter((fact) => how.instead[fact] === undefined),
      outline: [],
      dependsOn: [...new Set(requirement.dependsOn.flatMap((id) => how.counterpart(id) ?? []))],
    }));
}

function evidenceOf({ evidence, facts }: Requirement, { instead, documents }: Reuse): readonly Evidence[] {
  const own = evidence.flatMap((one) => {
    const about = Object.keys(documents).find((part) => one.source.includes(part));
    return about === undefined ? [one] : (documents[about] ?? []);
  });
  return [...new Set([...own, ...facts.flatMap((fact) => instead[fact] ?? [])])];
}
