/** Makes requirements of what the file of a topic writes down. */
import type { Requirement, RequirementEntry, TopicEntries } from './requirement.ts';
import { firstVersion } from './suite-version.ts';

/**
 * The requirements of one topic, from what its file writes down.
 *
 * A slug becomes `topic/slug`, and whoever is not named otherwise is the server. Facts are only named here;
 * {@link buildRegister} in register.ts turns them into evidence, since it alone has read them.
 */
export function topic(name: string, entries: TopicEntries): readonly Requirement[] {
  return Object.entries(entries).map(([slug, entry]) => requirement(name, slug, entry));
}

function requirement(name: string, slug: string, entry: RequirementEntry): Requirement {
  return {
    id: `${name}/${slug}`,
    topic: name,
    level: entry.level,
    binds: entry.binds ?? ['server'],
    means: entry.means,
    evidence: entry.evidence ?? [],
    outline: entry.outline ?? [],
    facts: entry.facts ?? [],
    dependsOn: entry.dependsOn ?? [],
    accepts: entry.accepts ?? [],
    since: entry.since ?? firstVersion,
  };
}
