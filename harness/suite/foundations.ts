/** What a case rests on: nothing is asked of a target that could prove nothing, since what it rests on has failed. */
import type { CaseResult } from '../judgement/case-result.ts';
import { standingAt } from '../judgement/judge-step.ts';
import type { Case } from './case.ts';

/** Requirement to the requirements without which it cannot be judged. */
export type Dependencies = Readonly<Record<string, readonly string[]>>;

/**
 * Stands among what failed once a request is known to go wrong by those before it. Generated requests that are not the
 * first on their group say nothing new then.
 */
export const laterRequests = 'requests after others';

export class Foundations {
  readonly #dependsOn: Dependencies;
  /** Requirements that a case, or an answer, of this run has failed. */
  readonly failed = new Set<string>();
  /** Those of them of which a case found other rules standing than it should: what rests on them would only find the same. */
  readonly #unsound = new Set<string>();
  readonly #notPassed = new Set<string>();

  constructor(dependsOn: Dependencies = {}) {
    this.#dependsOn = dependsOn;
  }

  /** Notes what failed, the answers' requirements among it. */
  note(results: readonly CaseResult[]): void {
    for (const { id, verdict, requirements, findings, explanation, departures: own } of results) {
      // What passed on new groups, and failed only once, may still be what another case is compared with.
      if (verdict !== 'pass' && explanation?.startsWith('flaky') !== true) {
        this.#notPassed.add(id);
      }
      const departing = findings
        .filter(({ departures }) => departures.length > 0)
        .map(({ requirement }) => requirement);
      const isUnsound = verdict === 'fail' && own.some(({ at }) => at === standingAt);
      for (const requirement of isUnsound ? requirements : []) {
        this.#unsound.add(requirement);
      }
      for (const requirement of verdict === 'fail' ? [...requirements, ...departing] : departing) {
        this.failed.add(requirement);
      }
    }
  }

  /** Why the case would prove nothing; undefined when it may be run. */
  missing({ requirements, control }: Case): string | undefined {
    if (control !== undefined && this.#notPassed.has(control)) {
      return `not asked, since its control ${control} did not pass`;
    }
    const roots = requirements.map((id) => this.#failedRoot(id, new Set()));
    const [root] = roots;
    return root !== undefined && roots.every((one) => one !== undefined) ? `not asked, since ${root} fails` : undefined;
  }

  /** Whether this requirement has failed, or could not be told from one that left wrong rules and on which it rests. */
  isKnown(id: string): boolean {
    return this.failed.has(id) || this.#failedRoot(id, new Set()) !== undefined;
  }

  #failedRoot(id: string, seen: Set<string>): string | undefined {
    seen.add(id);
    for (const dependency of this.#dependsOn[id] ?? []) {
      if (!seen.has(dependency)) {
        const deeper = this.#failedRoot(dependency, seen);
        if (deeper !== undefined || this.#unsound.has(dependency)) {
          return deeper ?? dependency;
        }
      }
    }
    return undefined;
  }
}
