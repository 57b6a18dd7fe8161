import type { Requirement } from '../register/requirement.ts';
import type { Dependencies } from './known-failures.ts';

/** What each of these requirements depends on. */
export function dependenciesWithin(requirements: readonly Requirement[]): Dependencies {
  return Object.fromEntries(requirements.map(({ id, dependsOn }) => [id, dependsOn]));
}

/** Everything that these requirements depend on, directly or not. */
export function dependenciesOf(requirements: readonly string[], dependsOn: Dependencies): ReadonlySet<string> {
  const found = new Set(requirements.flatMap((id) => dependsOn[id] ?? []));
  for (const id of found) {
    for (const deeper of dependsOn[id] ?? []) found.add(deeper);
  }
  return found;
}
