/** Faults of one topic as rows of a table. */
import type { Apply, Fault } from './fault.ts';

type More = Pick<Fault, 'alsoBreaks' | 'crossesGroups'>;

/** A fault of a topic: the slug of the requirement that it breaks, its id, what the mutant does, and how. */
export type FaultRow = readonly [slug: string, id: string, means: string, apply: Apply, more?: More];

/** The rows as faults of a topic. */
export function faultsOf(topic: string, rows: readonly FaultRow[]): readonly Fault[] {
  return rows.map(([slug, id, means, apply, more = {}]) => ({ id, breaks: `${topic}/${slug}`, means, apply, ...more }));
}
