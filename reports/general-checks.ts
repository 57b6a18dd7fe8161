/**
 * General checks: requirements that are judged over every response of a server, or every request of a client, whatever
 * the case was about. The findings on each of them become one case, `<requirement>@every-answer`.
 */
import { partsOfGeneratedId } from '../harness/cases/case-text.ts';
import type { CaseResult, ExchangeFinding } from '../harness/checks/case-result.ts';
import type { CaseVerdict, Mismatch } from '../harness/checks/finding.ts';
import { failedDependency, type Reason, reason } from '../harness/checks/reason.ts';
import type { Requirement } from '../harness/register/requirement.ts';
import { shellWord } from '../harness/transcript/shell.ts';
import { everyResponseId } from './baseline.ts';
import type { CaseReport, Mode } from './report.ts';
import { plural } from './text/verdict-line.ts';

/** Exchanges with a mismatch that are shown, and cases that are named; the rest are as the first. */
const shownExchanges = 3;

/** What the checks are made on, besides the results. */
export interface GeneralCheckInput {
  readonly operation: string;
  readonly mode: Mode;
  readonly register: readonly Requirement[];
  /** Ids of the requirements that are general checks. */
  readonly checks: readonly string[];
  readonly results: readonly CaseResult[];
  /** Whether the results are those of one shard of several: what is missing here, another one has. */
  readonly isShard: boolean;
  /** Whether the run ended before its last case. */
  readonly isCutShort: boolean;
}

/** One finding of the check, and the result that it was made on. */
interface Sighting {
  readonly result: CaseResult;
  readonly finding: ExchangeFinding;
  /** General checks that this one depends on, and that found a mismatch on the same exchange. */
  readonly explainedBy: readonly string[];
}

/** The sightings of one check that count, and the verdict that they come to. */
interface Counted {
  readonly verdict: CaseVerdict;
  readonly all: readonly Sighting[];
  readonly failed: readonly Sighting[];
  readonly explained: readonly Sighting[];
  readonly reason?: Reason;
}

/**
 * The case of one general check. A mismatch does not count on an exchange on which a check that it depends on found one
 * too: what cannot be parsed has no namespace. On the other exchanges the check passes or fails, and it is `blocked` only
 * where there are no others. A check that no response exercised is not applicable, with the reason.
 */
export function generalCheckCase(requirement: Requirement, input: GeneralCheckInput): CaseReport {
  const counted = countSightings(requirement, input);
  const { failed, verdict } = counted;
  const [first] = failed;
  const shown = failed.slice(0, shownExchanges);
  const noun = nounOf(input.mode);
  return {
    operation: input.operation,
    id: everyResponseId(requirement.id),
    kind: 'property',
    title: `every ${noun}: ${requirement.means}`,
    requirements: [requirement.id],
    verdict,
    given: first?.result.given ?? null,
    sent: first === undefined ? 'every request of this run' : first.result.sent,
    expected: requirement.means,
    observed: describe(counted, noun),
    mismatches: withoutRepeats(shown.flatMap(({ finding }) => finding.mismatches)),
    exchanges: shown.flatMap(({ result, finding }) => result.exchanges.slice(finding.exchange, finding.exchange + 1)),
    calls: {},
    durationMs: 0,
    reproduce: first === undefined ? { curl: '', command: '' } : alsoJudging(requirement.id, first.result),
    ...(verdict === 'observed' ? { answer: failed.length === 0 ? 'holds' : 'does not hold' } : {}),
    ...(failed.length === 0 ? {} : { seenIn: casesSeenIn(failed) }),
    ...(counted.reason === undefined ? {} : { reason: counted.reason }),
    ...(first?.result.replay === undefined ? {} : { replay: first.result.replay }),
  };
}

/** The command that repeats the case, with the check selected beside it: else the check would not be judged. */
function alsoJudging(check: string, { id, reproduce: { curl, command } }: CaseResult): CaseResult['reproduce'] {
  const selected = `--only ${shellWord(id)}`;
  return { curl, command: command.replace(selected, () => `${selected} --only ${shellWord(check)}`) };
}

/** Several responses may be wrong in the same way. */
function withoutRepeats(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const texts = mismatches.map((one) => JSON.stringify(one));
  return mismatches.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

/** Ids of the cases whose exchanges this check judged, those left out that a dependency explains. */
export function casesJudgedBy(check: string, input: GeneralCheckInput): ReadonlySet<string> {
  const counted = sightingsOf(check, input).filter(({ explainedBy }) => explainedBy.length === 0);
  return new Set(counted.map(({ result }) => result.id));
}

function countSightings(requirement: Requirement, input: GeneralCheckInput): Counted {
  const all = sightingsOf(requirement.id, input);
  if (all.length === 0) return { ...withoutSighting(requirement, input), all, failed: [], explained: [] };
  const mismatching = all.filter(({ finding }) => finding.mismatches.length > 0);
  const failed = mismatching.filter(({ explainedBy }) => explainedBy.length === 0);
  const explained = mismatching.filter(({ explainedBy }) => explainedBy.length > 0);
  if (requirement.level === 'OBSERVE') return { verdict: 'observed', all, failed, explained };
  if (failed.length > 0) return { verdict: 'fail', all, failed, explained };
  const isJudged = explained.length === 0 || all.some(({ explainedBy }) => explainedBy.length === 0);
  if (isJudged) return { verdict: 'pass', all, failed, explained };
  const requirements = [...new Set(explained.flatMap(({ explainedBy }) => explainedBy))];
  return { verdict: 'blocked', all, failed, explained, reason: failedDependency(requirements) };
}

function sightingsOf(check: string, input: GeneralCheckInput): readonly Sighting[] {
  const dependencies = checksBelow(check, input);
  return input.results.flatMap((result) =>
    result.findings
      .filter((finding) => finding.requirement === check)
      .map((finding) => ({ result, finding, explainedBy: explainedBy(finding, result, dependencies) })),
  );
}

function explainedBy(
  { exchange }: ExchangeFinding,
  { findings }: CaseResult,
  dependencies: ReadonlySet<string>,
): readonly string[] {
  const broken = findings.filter(
    (one) => one.exchange === exchange && one.mismatches.length > 0 && dependencies.has(one.requirement),
  );
  return [...new Set(broken.map(({ requirement }) => requirement))];
}

/** The general checks that this one depends on, however far away. */
function checksBelow(check: string, { register, checks }: GeneralCheckInput): ReadonlySet<string> {
  const dependsOn = new Map(register.map((one) => [one.id, one.dependsOn]));
  const below = new Set(dependsOn.get(check));
  for (const id of below) {
    for (const deeper of dependsOn.get(id) ?? []) below.add(deeper);
  }
  below.delete(check);
  return new Set([...below].filter((id) => checks.includes(id)));
}

/** The verdict of a check that has no finding, with the reason. */
function withoutSighting(
  { id }: Requirement,
  { results, mode, isShard, isCutShort }: GeneralCheckInput,
): { readonly verdict: CaseVerdict; readonly reason?: Reason } {
  const eliciting = results.filter(({ requirements }) => requirements.includes(id));
  const [first] = eliciting;
  if (first !== undefined && eliciting.every(({ verdict }) => verdict === 'not-applicable')) {
    return { verdict: 'not-applicable', ...withReason(first.reason) };
  }
  const asked = (eliciting.length > 0 ? eliciting : results).filter(({ verdict }) => verdict !== 'not-asked');
  const notAsked = (eliciting.length > 0 ? eliciting : results).find(({ verdict }) => verdict === 'not-asked');
  if (notAsked !== undefined && asked.every(({ verdict }) => verdict === 'not-applicable')) {
    return { verdict: 'not-asked', ...withReason(notAsked.reason) };
  }
  // A client that does not have the operation sends no request of it.
  if (mode === 'client' && results.length > 0 && results.every(({ verdict }) => verdict === 'not-applicable')) {
    return { verdict: 'not-applicable', ...withReason(results[0]?.reason) };
  }
  const noun = nounOf(mode);
  if (isShard) return { verdict: 'not-asked', reason: reason('selection', 'judged by the other shards of this run') };
  if (results.some(({ findings }) => findings.length > 0)) {
    return {
      verdict: 'not-applicable',
      reason: reason('not-exercised', `no ${noun} in this run exercised this requirement`),
    };
  }
  return isCutShort && results.length === 0
    ? { verdict: 'not-asked', reason: reason('interrupted', 'the run ended before its first case') }
    : { verdict: 'untestable', reason: reason('not-exercised', `no ${noun} of this run could be judged`) };
}

function withReason(given: Reason | undefined): { readonly reason?: Reason } {
  return given === undefined ? {} : { reason: given };
}

/** Listed cases first: they can be repeated by their id, whatever the seed. */
function casesSeenIn(failed: readonly Sighting[]): readonly string[] {
  const results = failed.map(({ result }) => result);
  const listed = results.filter(({ kind, id }) => kind === 'fixture' && partsOfGeneratedId(id) === undefined);
  const ids = (listed.length > 0 ? listed : results).map(({ id }) => id);
  return [...new Set(ids)].slice(0, shownExchanges);
}

function describe({ all, failed, explained }: Counted, noun: string): string {
  if (all.length === 0) return `no ${noun} exercised this requirement`;
  const counted = all.length - explained.length;
  const left =
    explained.length === 0
      ? ''
      : `; ${explained.length} more not judged, because they fail a requirement that it depends on`;
  const [first] = failed;
  if (first === undefined) return `holds for ${plural(counted, noun)}${left}`;
  const cases = new Set(failed.map(({ result }) => result.id));
  return `${failed.length} of ${plural(counted, noun)} ${failed.length === 1 ? 'does' : 'do'} not meet it, in ${plural(cases.size, 'case')}, first in ${first.result.id}${left}`;
}

function nounOf(mode: Mode): string {
  return mode === 'server' ? 'response' : 'request';
}
