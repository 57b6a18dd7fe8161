/**
 * A baseline: failures that an implementer knows of. What is listed may fail without failing the run; what is listed and
 * passes does fail it, so that the list never hides the next failure.
 *
 * Described for other languages in fixtures/schema/baseline.schema.json.
 */
import picomatch from 'picomatch';
import type { CaseVerdict } from '../harness/judgement/finding.ts';
import type { Level } from '../harness/register/requirement.ts';
import type { CaseReport, Mode } from './report.ts';

/** One known failure, or several that one glob matches. */
export interface BaselineEntry {
  /** Id of a requirement or of a case; `*` and the other signs of globs are allowed. */
  readonly match: string;
  /** Why it fails, or why it stays. */
  readonly reason: string;
  /** Where its mending is discussed: an address or a number. */
  readonly issue?: string;
  /** Last day on which it holds, `YYYY-MM-DD`, UTC. */
  readonly until?: string;
}

export interface BaselineFile {
  readonly $schema?: string;
  /** Whose failures these are: a server and a client have lists of their own. */
  readonly mode: Mode;
  readonly entries: readonly BaselineEntry[];
}

/** An entry with what it could match, so that a part of a run does not take it for mended. */
export interface ResolvedEntry extends BaselineEntry {
  /** Ids of all cases that have to be run before the entry can be called mended. */
  readonly proof: readonly string[];
}

/** What there is to match. */
export interface Matchable {
  readonly requirements: readonly { readonly id: string; readonly level: Level }[];
  readonly cases: readonly { readonly id: string; readonly requirements: readonly string[] }[];
  /** Ids of requirements that are judged over the answers to all cases. */
  readonly invariants: readonly string[];
}

export interface ResolvedBaseline {
  /** Those that hold: of an id that exists, and not expired. */
  readonly entries: readonly ResolvedEntry[];
  /** One sentence for each entry that does not; each fails the run. */
  readonly complaints: readonly string[];
}

/** `today`: `YYYY-MM-DD`. An open question fails nobody, so that listing it matches nothing. */
export function resolveBaseline(
  entries: readonly BaselineEntry[],
  matchable: Matchable,
  today: string,
): ResolvedBaseline {
  const judged = new Set(matchable.requirements.filter(({ level }) => level !== 'OBSERVE').map(({ id }) => id));
  const resolved = entries.map((entry) => ({ entry, proof: proofOf(entry.match, judged, matchable) }));
  const isExpired = ({ until }: BaselineEntry): boolean => until !== undefined && until < today;
  return {
    entries: resolved
      .filter(({ entry, proof }) => proof.length > 0 && !isExpired(entry))
      .map(({ entry, proof }) => ({ ...entry, proof })),
    complaints: resolved.flatMap(({ entry, proof }) => [
      ...(proof.length === 0
        ? [`the baseline's entry ${entry.match} matches no requirement and no case that could fail`]
        : []),
      ...(isExpired(entry) ? [`the baseline's entry ${entry.match} expired on ${entry.until}: ${entry.reason}`] : []),
    ]),
  };
}

function proofOf(match: string, judged: ReadonlySet<string>, { cases, invariants }: Matchable): readonly string[] {
  const matches = matcherOf(match);
  const own = cases.filter(
    ({ id, requirements }) =>
      requirements.some((one) => judged.has(one)) && (matches(id) || requirements.some((one) => matches(one))),
  );
  const ofAnswers = invariants.filter((id) => judged.has(id) && (matches(id) || matches(everyAnswerId(id))));
  return [...own.map(({ id }) => id), ...(ofAnswers.length === 0 ? [] : cases.map(({ id }) => id))].filter(isFirst);
}

/**
 * The cases with `known-fail` where one that is listed fails, and `unexpected-pass` where all that an entry matches was
 * run and nothing of it failed.
 */
export function applyBaseline(cases: readonly CaseReport[], entries: readonly ResolvedEntry[]): readonly CaseReport[] {
  const run = new Set(cases.map(({ id }) => id));
  return entries.reduce((judged, entry) => {
    const isMatch = matcherOf(entry.match);
    const own = judged.filter(({ id, requirements }) => isMatch(id) || requirements.some((one) => isMatch(one)));
    const fails = own.some(({ verdict }) => verdict === 'fail' || verdict === 'known-fail');
    const isProven = own.every(isConclusive) && entry.proof.every((id) => run.has(id));
    if (!fails && !isProven) return judged;
    const verdict: CaseVerdict = fails ? 'known-fail' : 'unexpected-pass';
    const explanation = knownText(entry);
    return judged.map((one) =>
      own.includes(one) && one.verdict === (fails ? 'fail' : 'pass') ? { ...one, verdict, explanation } : one,
    );
  }, cases);
}

/** The entries that a run needed: those of which something failed. */
export function entriesInUse(
  entries: readonly ResolvedEntry[],
  cases: readonly CaseReport[],
): readonly BaselineEntry[] {
  const known = cases.filter(({ verdict }) => verdict === 'known-fail');
  return entries
    .filter(({ match }) => {
      const isMatch = matcherOf(match);
      return known.some(({ id, requirements }) => isMatch(id) || requirements.some((one) => isMatch(one)));
    })
    .map(({ proof: _, ...entry }) => entry);
}

/** What reports say of a listed failure. */
export function knownText({ reason, issue, until }: BaselineEntry): string {
  return [
    `listed in the baseline: ${reason}`,
    ...(issue === undefined ? [] : [issue]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ].join('; ');
}

export function everyAnswerId(requirement: string): string {
  return `${requirement}@every-answer`;
}

/** An id matches itself, whatever signs it holds. */
function matcherOf(match: string): (id: string) => boolean {
  const glob = picomatch(match);
  return (id) => id === match || glob(id);
}

function isConclusive({ verdict }: CaseReport): boolean {
  return ['pass', 'observed', 'not-applicable', 'known-fail', 'unexpected-pass'].includes(verdict);
}

function isFirst(id: string, index: number, ids: readonly string[]): boolean {
  return ids.indexOf(id) === index;
}
