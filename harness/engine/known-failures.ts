/** Tracks which requirements have failed in this run, and decides what that explains. */
import type { CaseResult } from '../checks/case-result.ts';
import { hasStateMismatch } from '../checks/finding.ts';
import type { Requirement } from '../register/requirement.ts';

/** Requirement to the requirements without which it cannot be judged. */
export type Dependencies = Readonly<Record<string, readonly string[]>>;

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

/** The requirements that failed so far, and whether they explain a further failure. */
export class KnownFailures {
  /** Whether some request is known to fail only after others; then generated requests that come later say nothing new. */
  isHistoryDependent = false;
  readonly #dependsOn: Dependencies;
  readonly #failed = new Set<string>();
  /** Requirements of which a case left another state than expected. */
  readonly #stateFailed = new Set<string>();
  /** Cases that a server error left blocked when they were run again. */
  repeatedErrors = 0;

  constructor(dependsOn: Dependencies = {}) {
    this.#dependsOn = dependsOn;
  }

  /** Requirements that a case or a general check of this run has failed. */
  get failed(): ReadonlySet<string> {
    return this.#failed;
  }

  /** Whether the target is known to change other things than it should: then used resources cannot be cleared reliably. */
  get hasStateFailure(): boolean {
    return this.#stateFailed.size > 0;
  }

  add(requirement: string): void {
    this.#failed.add(requirement);
  }

  /** Notes what a settled result failed, general checks among it. */
  note(result: CaseResult): void {
    for (const requirement of failedBy(result)) this.#failed.add(requirement);
    if (result.verdict === 'fail' && hasStateMismatch(result)) {
      for (const requirement of result.failed ?? result.requirements) this.#stateFailed.add(requirement);
    }
  }

  /** The failures among these alone. Properties use it, so that what they try depends on nothing else. */
  among(requirements: ReadonlySet<string>): KnownFailures {
    const part = new KnownFailures(this.#dependsOn);
    for (const id of this.#failed) if (requirements.has(id)) part.#failed.add(id);
    for (const id of this.#stateFailed) if (requirements.has(id)) part.#stateFailed.add(id);
    return part;
  }

  /**
   * Whether confirming this failure would change no verdict: each requirement that it fails has failed before, or is
   * blocked by one that has. Another state than expected is a failure of its own, unless what failed before left
   * another state too.
   */
  explains(result: CaseResult): boolean {
    const isState = hasStateMismatch(result);
    const known = isState ? this.#stateFailed : this.#failed;
    return failedBy(result).every(
      (id) => (result.requirements.includes(id) ? known : this.#failed).has(id) || this.#failedRoot(id, known),
    );
  }

  /** Whether the case is likely to fail: something that it is about has failed, or something that this depends on. */
  endangers({ requirements }: { readonly requirements: readonly string[] }): boolean {
    return requirements.some((id) => this.#failed.has(id) || this.#failedRoot(id, this.#failed));
  }

  /** Whether this requirement has failed, or depends on one of which a case left another state than expected. */
  isKnown(id: string): boolean {
    return this.#failed.has(id) || this.#failedRoot(id, this.#stateFailed);
  }

  #failedRoot(id: string, known: ReadonlySet<string>, seen: Set<string> = new Set()): boolean {
    seen.add(id);
    return (this.#dependsOn[id] ?? []).some(
      (dependency) => !seen.has(dependency) && (known.has(dependency) || this.#failedRoot(dependency, known, seen)),
    );
  }
}

/** Requirements that a result fails: its own, and those of the general checks that found a mismatch. */
export function failedBy({ verdict, requirements, failed = requirements, findings }: CaseResult): readonly string[] {
  const checks = findings.filter(({ mismatches }) => mismatches.length > 0).map(({ requirement }) => requirement);
  return [...new Set(verdict === 'fail' ? [...failed, ...checks] : checks)];
}
