/**
 * A baseline: failures that an implementer knows of. What is listed may fail without failing the run; what is listed and
 * fixed does fail it, so that the list never hides the next failure.
 *
 * Described for other languages in fixtures/schema/baseline.schema.json.
 */

import picomatch from 'picomatch';
import { partsOfGeneratedId } from '../harness/cases/case-text.ts';
import type { FixtureCase } from '../harness/cases/fixture.ts';
import type { CaseVerdict } from '../harness/checks/finding.ts';
import { reason } from '../harness/checks/reason.ts';
import type { Level } from '../harness/register/requirement.ts';
import { judgedBy } from './lookup.ts';
import type { BaselineEntryReport, CaseReport, Mode } from './report.ts';

/** One known failure, or several that one glob matches. */
export interface BaselineEntry {
  /** The operation that it is a failure of; absent where there is only one. */
  readonly operation?: string;
  /** What may fail: the id of a requirement or of a case; `*` and the other signs of globs are allowed. */
  readonly match: string;
  /**
   * The cases that prove it: they are asked at any effort, and the entry is stale when all of them pass. Default: all
   * listed cases of what `match` matches.
   */
  readonly cases?: readonly string[];
  /** Why it fails, or why it stays. */
  readonly reason: string;
  /** Where fixing it is discussed: an address or a number. */
  readonly issue?: string;
  /** Last day on which it holds, `YYYY-MM-DD`, UTC. */
  readonly until?: string;
  /** Those of `cases` that generated requests found, and that another run may not find. */
  readonly counterexamples?: readonly Counterexample[];
}

/** A failed case that was generated, in full, so that any run can ask it again. */
export interface Counterexample {
  /** `<property>@<requirement>`. */
  readonly id: string;
  /** As in a case file. */
  readonly case: FixtureCase;
}

/** The content of a baseline file: known failures, each with a reason. */
export interface BaselineFile {
  readonly $schema?: string;
  /** Whose failures these are: a server and a client have lists of their own. */
  readonly mode: Mode;
  readonly entries: readonly BaselineEntry[];
}

/** An entry with the cases of this suite that it names. */
export interface ResolvedEntry extends BaselineEntry {
  readonly operation: string;
  /** Listed cases that are asked at any effort. */
  readonly asks: readonly string[];
  /** Ids of all cases that have to be asked before the entry can be called stale. */
  readonly proof: readonly string[];
}

/** What there is to match in one operation. */
export interface Matchable {
  readonly operation: string;
  readonly requirements: readonly { readonly id: string; readonly level: Level }[];
  /** All that are listed, properties among them, whatever this run asks. */
  readonly cases: readonly { readonly id: string; readonly requirements: readonly string[] }[];
  /** Ids of the requirements that are general checks. */
  readonly invariants: readonly string[];
}

/** A baseline whose entries are resolved to the requirements and cases that they match. */
export interface ResolvedBaseline {
  /** Those that hold: of an id that exists, and not expired. */
  readonly entries: readonly ResolvedEntry[];
  /** Entries about other operations, which this run says nothing about. */
  readonly others: readonly BaselineEntry[];
  /** One sentence for each entry that does not hold; each fails the run. */
  readonly complaints: readonly string[];
}

/**
 * Looks up the entries of one operation. An entry without an operation is taken to be about this one. `today`:
 * `YYYY-MM-DD`. An open question fails nobody, so that listing it matches nothing.
 */
export function resolveBaseline(
  entries: readonly BaselineEntry[],
  matchable: Matchable,
  today: string,
): ResolvedBaseline {
  const { operation } = matchable;
  const own = entries.filter((entry) => (entry.operation ?? operation) === operation);
  const resolved = own.map((entry) => ({ entry, found: find(entry, matchable) }));
  const isExpired = ({ until }: BaselineEntry): boolean => until !== undefined && until < today;
  return {
    entries: resolved.flatMap(({ entry, found }) =>
      found === undefined || isExpired(entry) ? [] : [{ ...entry, operation, ...found }],
    ),
    others: entries.filter((entry) => !own.includes(entry)),
    complaints: resolved.flatMap(({ entry, found }) => [
      ...(found === undefined
        ? [`the baseline's entry ${entry.match} matches no requirement and no case that could fail`]
        : []),
      ...(isExpired(entry) ? [`the baseline's entry ${entry.match} expired on ${entry.until}: ${entry.reason}`] : []),
    ]),
  };
}

/** Undefined where nothing exists that could fail and that the entry matches. */
function find(
  { match, cases: named }: BaselineEntry,
  { requirements, cases, invariants }: Matchable,
): Pick<ResolvedEntry, 'asks' | 'proof'> | undefined {
  const judged = new Set(requirements.filter(({ level }) => level !== 'OBSERVE').map(({ id }) => id));
  const matches = matcherOf(match);
  const listed = cases.filter(({ requirements: about }) => about.some((one) => judged.has(one)));
  const own = listed.filter((one) => matches(one.id) || one.requirements.some(matches)).map(({ id }) => id);
  const ofResponses = invariants.some((id) => judged.has(id) && (matches(id) || matches(everyResponseId(id))));
  const generated = partsOfGeneratedId(match);
  const isGenerated = listed.some(({ id }) => id === generated?.foundBy) && judged.has(generated?.requirement ?? '');
  if (own.length === 0 && !ofResponses && !isGenerated && ![...judged].some(matches)) return undefined;
  if (named !== undefined) {
    return { asks: cases.map(({ id }) => id).filter((id) => named.includes(id)), proof: named };
  }
  const all = ofResponses ? cases.map(({ id }) => id) : [];
  return { asks: own, proof: [...new Set([...own, ...all])] };
}

/** Ids of the listed cases that a run has to ask because of its baseline, whatever its effort. */
export function casesToAsk({ entries }: ResolvedBaseline): readonly string[] {
  return [...new Set(entries.flatMap(({ asks }) => asks))];
}

/** A generated case that a run has to ask because of its baseline, whatever its effort. */
export interface CounterexampleToAsk extends Counterexample {
  /** The requirements that fail with it. */
  readonly requirements: readonly string[];
}

/** Their results have to bear these ids and requirements. */
export function counterexamplesToAsk({ entries }: ResolvedBaseline): readonly CounterexampleToAsk[] {
  const all = entries.flatMap(({ counterexamples = [] }) => counterexamples);
  return [...new Map(all.map((one) => [one.id, one])).values()].map((one) => ({
    ...one,
    requirements: [partsOfGeneratedId(one.id)?.requirement ?? one.id],
  }));
}

/** Ids of the cases on whose exchanges a general check was judged. */
export type JudgedBy = (check: string) => ReadonlySet<string>;

/**
 * The cases with `known-fail` where one that is listed fails, and `unexpected-pass` where an entry is stale; and the state
 * of each entry, in their order. `not-checked`: nothing of it fails, and the run does not show that
 * it is fixed; this fails no run.
 */
export function applyBaseline(
  cases: readonly CaseReport[],
  entries: readonly ResolvedEntry[],
  caseIdsOf: JudgedBy,
): { readonly cases: readonly CaseReport[]; readonly baseline: readonly BaselineEntryReport[] } {
  const baseline: BaselineEntryReport[] = [];
  let judged = cases;
  for (const entry of entries) {
    const isMatch = matcherOfCases(entry.match);
    const state = stateOf(entry, judged.filter(isMatch), judged, caseIdsOf);
    baseline.push({
      operation: entry.operation,
      match: entry.match,
      state,
      reason: entry.reason,
      cases: entry.cases ?? entry.asks,
    });
    judged = judged.map((one) => (isMatch(one) ? withKnown(one, state, entry) : one));
  }
  return { cases: judged, baseline };
}

function withKnown(one: CaseReport, state: BaselineEntryReport['state'], entry: ResolvedEntry): CaseReport {
  const known = reason('baseline', knownText(entry));
  if (state === 'in-use' && one.verdict === 'fail') return { ...one, verdict: 'known-fail', reason: known };
  if (state === 'stale' && one.verdict === 'pass') return { ...one, verdict: 'unexpected-pass', reason: known };
  return one;
}

/** Verdicts of a case that was asked and holds. */
const holding: ReadonlySet<CaseVerdict> = new Set(['pass', 'observed', 'unexpected-pass']);

/** Whether a case is blocked by a failure of what is listed and this run was not asked for: a general check that is not selected. */
function isBlocking({ match }: ResolvedEntry, all: readonly CaseReport[]): boolean {
  const matches = matcherOf(match);
  const blocking = all.flatMap(blockersOf).filter(matches);
  return blocking.some((id) => !all.some((one) => judgedBy(one).includes(id)));
}

/** The requirements whose failure keeps this case from being judged; none for one that is not blocked so. */
export function blockersOf({ verdict, reason: why }: Pick<CaseReport, 'verdict' | 'reason'>): readonly string[] {
  return verdict === 'blocked' && why?.kind === 'dependency' ? why.requirements : [];
}

/** `own`: the cases that the entry matches. */
function stateOf(
  entry: ResolvedEntry,
  own: readonly CaseReport[],
  all: readonly CaseReport[],
  caseIdsOf: JudgedBy,
): BaselineEntryReport['state'] {
  if (own.some(({ verdict }) => verdict === 'fail' || verdict === 'known-fail')) return 'in-use';
  if (isBlocking(entry, all)) return 'in-use';
  const isListed = entry.cases === undefined;
  const checks = own.filter(isGeneralCheck).flatMap(({ requirements }) => requirements);
  const judged = new Set(checks.flatMap((check) => [...caseIdsOf(check)]));
  const byId = new Map(all.map((one) => [one.id, one]));
  const isProven = (id: string): boolean => {
    const one = byId.get(id);
    if (one === undefined || one.verdict === 'not-asked') return false;
    const isOwn = own.includes(one) || checks.length === 0;
    // What a glob matches may be about a capability that the target lacks; a case that is named has failed once.
    if (isOwn) return holding.has(one.verdict) || (isListed && one.verdict === 'not-applicable');
    return isListed || judged.has(id);
  };
  const isHolding = own.some(({ verdict }) => holding.has(verdict));
  const areChecksHolding = own.filter(isGeneralCheck).every(({ verdict }) => holding.has(verdict));
  return isHolding && areChecksHolding && entry.proof.length > 0 && entry.proof.every(isProven)
    ? 'stale'
    : 'not-checked';
}

/** What reports say of a listed failure. */
function knownText({ reason: why, issue, until }: BaselineEntry): string {
  return [
    `listed in the baseline: ${why}`,
    ...(issue === undefined ? [] : [issue]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ].join('; ');
}

/** Id of the case of a general check: `response/well-formed@every-answer`. */
export function everyResponseId(requirement: string): string {
  return `${requirement}@every-answer`;
}

/** Whether it is the case of a general check. */
export function isGeneralCheck({ id, requirements: [requirement = ''] }: Pick<CaseReport, 'id' | 'requirements'>) {
  return id === everyResponseId(requirement);
}

function matcherOfCases(match: string): (one: CaseReport) => boolean {
  const matches = matcherOf(match);
  return (one) => matches(one.id) || judgedBy(one).some(matches);
}

/** An id matches itself, whatever signs it holds. */
export function matcherOf(match: string): (id: string) => boolean {
  const glob = picomatch(match);
  return (id) => id === match || glob(id);
}
