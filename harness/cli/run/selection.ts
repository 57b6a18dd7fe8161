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
 * is skipped or all its requirements are; its control is run with it. A general check that no case is about is judged on the
 * cases of its topic; one that is named beside a case, on that case alone. `general`: ids of the general checks.
 */
export function selectCases(
  requirements: readonly Requirement[],
  cases: readonly Case[],
  globs: Globs,
  general: readonly string[] = [],
): Selection {
  const beside = namedBesideCases(globs, cases, general);
  const asksFor = (id: string) =>
    (globs.only.length === 0 || matchesGlob(globs.only, id)) && !matchesGlob(globs.skip, id);
  const asked = new Set(requirements.map(({ id }) => id).filter(asksFor));
  const covered = new Set(cases.flatMap((one) => one.requirements));
  const choosing = new Set([...asked].filter((id) => !beside.has(id)));
  const topics = new Set(globs.only.length === 0 ? [] : [...choosing].filter((id) => !covered.has(id)).map(topicOf));
  const wanted = cases.filter((one) => {
    const isAsked = globs.only.length === 0 || matchesGlob(globs.only, one.id) || topics.has(topicOf(one.id));
    const isSkipped = matchesGlob(globs.skip, one.id) || one.requirements.every((id) => matchesGlob(globs.skip, id));
    return !isSkipped && (isAsked || one.requirements.some((id) => choosing.has(id)));
  });
  const controls = new Set(wanted.map(({ control }) => control));
  return { cases: cases.filter((one) => wanted.includes(one) || controls.has(one.id)), requirements: asked };
}

/**
 * General checks that `--only` names by their ids beside a case that it names too: such a command repeats how one case failed
 * a check, and runs no further cases.
 */
export function namedBesideCases(
  { only }: Globs,
  cases: readonly { readonly id: string }[],
  general: readonly string[],
): ReadonlySet<string> {
  const isCaseNamed = cases.some(({ id }) => only.includes(id) && !general.includes(id));
  return new Set(isCaseNamed ? general.filter((id) => only.includes(id)) : []);
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
