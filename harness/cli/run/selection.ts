/** Which cases a run is asked for, and which requirements it is to judge. */
import picomatch from 'picomatch';
import type { Case } from '../../cases/case.ts';
import { topicOf } from '../../cases/case-text.ts';
import type { Requirement } from '../../register/requirement.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** The globs of --only and --skip. */
export interface Globs {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** The selected requirements and cases. */
export interface Selection {
  readonly cases: readonly Case[];
  /** Ids of the selected requirements, including those that a selected case covers. */
  readonly requirements: ReadonlySet<string>;
}

/**
 * Globs match ids of cases and of requirements. A case is run when it or one of its requirements is asked for, unless it
 * is skipped or all its requirements are; its control is run with it. A requirement of the responses that no case is
 * about is judged by the cases of its topic.
 */
export function selectCases(requirements: readonly Requirement[], cases: readonly Case[], globs: Globs): Selection {
  const asksFor = (id: string) =>
    (globs.only.length === 0 || matchesGlob(globs.only, id)) && !matchesGlob(globs.skip, id);
  const asked = new Set(requirements.map(({ id }) => id).filter(asksFor));
  const covered = new Set(cases.flatMap((one) => one.requirements));
  const topics = new Set(globs.only.length === 0 ? [] : [...asked].filter((id) => !covered.has(id)).map(topicOf));
  const wanted = cases.filter((one) => {
    const isAsked = globs.only.length === 0 || matchesGlob(globs.only, one.id) || topics.has(topicOf(one.id));
    const isSkipped = matchesGlob(globs.skip, one.id) || one.requirements.every((id) => matchesGlob(globs.skip, id));
    return !isSkipped && (isAsked || one.requirements.some((id) => asked.has(id)));
  });
  const controls = new Set(wanted.map(({ control }) => control));
  return { cases: cases.filter((one) => wanted.includes(one) || controls.has(one.id)), requirements: asked };
}

/**
 * Throws UsageMistake for a glob that matches none of these ids: a spelling mistake. `listed`: the command that lists them;
 * `kind`: what a case has to be so that it is among them.
 */
export function refuseIdleGlobs(ids: readonly string[], { only, skip }: Globs, listed: string, kind = ''): void {
  for (const [option, globs] of [
    ['--only', only],
    ['--skip', skip],
  ] as const) {
    const idle = globs.find((glob) => !ids.some((id) => matchesGlob([glob], id)));
    if (idle !== undefined) {
      throw new UsageMistake(
        `${option} ${idle} matches no requirement and no case${kind}.${didYouMean(idle, ids)} See ${listed}.`,
      );
    }
  }
}

/** Whether one of the globs is this id, or matches it. */
export function matchesGlob(globs: readonly string[], id: string): boolean {
  return globs.some((glob) => glob === id || picomatch.isMatch(id, glob));
}
