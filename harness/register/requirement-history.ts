/**
 * Records the requirements of each version of the suite, so that an id cannot change its meaning unnoticed: fixtures/register holds a
 * file for each version. A record of a version that was released is never changed again.
 */
import type { Level, Requirement } from './requirement.ts';
import { isNewer } from './suite-version.ts';

/** A requirement as one version had it. */
export interface RecordedRequirement {
  readonly level: Level;
  readonly means: string;
}

/** A rewording or another level of the same requirement. */
export interface ChangedRequirement extends Partial<RecordedRequirement> {
  /** Why its meaning is the same, or why its level changed; one sentence. */
  readonly because: string;
}

/** The record of one version: its new requirements, and changes to earlier ones. */
export interface VersionRecord {
  readonly version: string;
  /** From then on nothing in this record changes. */
  readonly released: boolean;
  /** Requirements that are new in this version: by operation, then by id. */
  readonly added: Readonly<Record<string, Readonly<Record<string, RecordedRequirement>>>>;
  /** Requirements of earlier versions that it rewords or regrades: by operation, then by id. */
  readonly changed: Readonly<Record<string, Readonly<Record<string, ChangedRequirement>>>>;
}

/** One sentence for each requirement of an operation that is not what the records, the oldest first, say of it. */
export function breachesOfHistory(
  operation: string,
  requirements: readonly Requirement[],
  records: readonly VersionRecord[],
): readonly string[] {
  const known = new Map<string, RecordedRequirement & { readonly since: string }>();
  const breaches: string[] = [];
  for (const { version, added, changed } of records) {
    for (const [id, requirement] of Object.entries(added[operation] ?? {})) {
      if (known.has(id)) breaches.push(`${id} is new in ${version}, and in ${known.get(id)?.since} already`);
      known.set(id, { ...requirement, since: version });
    }
    for (const [id, { because, ...words }] of Object.entries(changed[operation] ?? {})) {
      const former = known.get(id);
      if (former === undefined) breaches.push(`${id} is changed in ${version}, but no version added it`);
      else known.set(id, { ...former, ...words });
      if (!/^[A-Z].{15,}\.$/.test(because))
        breaches.push(`${id} is changed in ${version} without a sentence that says why`);
    }
  }
  return [...breaches, ...mismatches(requirements, known)];
}

function mismatches(
  requirements: readonly Requirement[],
  known: ReadonlyMap<string, RecordedRequirement & { readonly since: string }>,
): readonly string[] {
  const byId = new Map(requirements.map((one) => [one.id, one]));
  const gone = [...known.keys()]
    .filter((id) => !byId.has(id))
    .map((id) => `${id} was removed; an id stays, at least as OBSERVE`);
  const others = requirements.flatMap(({ id, level, means, since }) => {
    const recorded = known.get(id);
    if (recorded === undefined) return [`${id} is in no record, and says that it is new in ${since}`];
    return [
      ...(since === recorded.since ? [] : [`${id} is new in ${recorded.since}, not in ${since}`]),
      ...(level === recorded.level ? [] : [`${id} was a ${recorded.level} and is a ${level}`]),
      ...(means === recorded.means ? [] : [`${id} said «${recorded.means}» and says «${means}»`]),
    ];
  });
  return [...gone, ...others];
}

/** The record of a version that is not released yet, from what the requirements are now. */
export function recordOf(
  version: string,
  operations: Readonly<Record<string, readonly Requirement[]>>,
  changed: VersionRecord['changed'],
): VersionRecord {
  const added = Object.entries(operations).map(([operation, requirements]) => [
    operation,
    Object.fromEntries(
      requirements.filter(({ since }) => since === version).map(({ id, level, means }) => [id, { level, means }]),
    ),
  ]);
  return { version, released: false, added: Object.fromEntries(added), changed };
}

/** Records by their versions, the oldest first. */
export function inOrder(records: readonly VersionRecord[]): readonly VersionRecord[] {
  return [...records].sort((a, b) => (isNewer(a.version, b.version) ? 1 : -1));
}
