/** Which cases a run is asked for. */
import picomatch from 'picomatch';
import type { Case } from '../suite/case.ts';
import { UsageMistake } from './usage-mistake.ts';

export interface SelectionOptions {
  readonly only: readonly string[] | undefined;
  readonly skip: readonly string[] | undefined;
  /** Ids of requirements that are judged by every answer: naming one runs the cases of its topic. */
  readonly everyAnswer: readonly string[];
}

export interface Selection {
  readonly cases: readonly Case[];
  /** Ids of the requirements that the run judges; undefined: all. */
  readonly requirements?: ReadonlySet<string>;
}

/**
 * Globs match ids of cases and of requirements; a case is run when it or one of its requirements matches, together with
 * its control. Throws UsageMistake for a glob that matches nothing, since it would hide a spelling mistake.
 */
export function select(
  cases: readonly Case[],
  requirementIds: readonly string[],
  options: SelectionOptions,
): Selection {
  const only = options.only ?? [];
  const skip = options.skip ?? [];
  const known = [...cases.map(({ id }) => id), ...requirementIds];
  for (const [option, globs] of [
    ['--only', only],
    ['--skip', skip],
  ] as const) {
    for (const glob of globs) {
      if (!known.some((id) => matches([glob], id))) {
        throw new UsageMistake(`${option} ${glob} matches no requirement and no case. See ec2-conformance list.`);
      }
    }
  }
  if (only.length === 0 && skip.length === 0) {
    return { cases };
  }
  const concerns = (globs: readonly string[], one: Case) =>
    matches(globs, one.id) || one.requirements.some((id) => matches(globs, id));
  const topicsOfAnswers = new Set(options.everyAnswer.filter((id) => matches(only, id)).map(topicOf));
  const wanted = cases.filter(
    (one) => (only.length === 0 || concerns(only, one) || topicsOfAnswers.has(topicOf(one.id))) && !concerns(skip, one),
  );
  const controls = new Set(wanted.map(({ control }) => control));
  const selected = cases.filter((one) => wanted.includes(one) || controls.has(one.id));
  const judged = requirementIds.filter((id) => (only.length === 0 || matches(only, id)) && !matches(skip, id));
  return {
    cases: selected,
    requirements: new Set([...judged, ...selected.flatMap(({ requirements }) => requirements)]),
  };
}

function matches(globs: readonly string[], id: string): boolean {
  return globs.some((glob) => picomatch.isMatch(id, glob));
}

function topicOf(id: string): string {
  return id.split('/', 1)[0] ?? id;
}
