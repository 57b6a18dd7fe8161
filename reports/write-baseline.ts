/** Writes the smallest baseline that covers the failures of a run. */
import { generatedId, partsOfGeneratedId } from '../harness/cases/case-text.ts';
import type { FixtureCase } from '../harness/cases/fixture.ts';
import { visibleLine } from '../harness/transcript/visible-text.ts';
import {
  type BaselineEntry,
  type BaselineFile,
  blockersOf,
  type Counterexample,
  isGeneralCheck,
  matcherOf,
  type ResolvedBaseline,
} from './baseline.ts';
import { conclude, uneventful } from './conclusion.ts';
import { casesOfRequirement, judgedBy, requirementsOfCase } from './lookup.ts';
import type { CaseReport, Report, RequirementReport } from './report.ts';

const longestReason = 160;

/** An entry that the baseline may have. */
interface Candidate {
  readonly operation: string;
  readonly match: string;
  /** The failed cases that it covers. */
  readonly covers: readonly CaseReport[];
}

/**
 * As few entries as cover every failed case, and nothing that passes: a requirement is listed for its cases only where
 * all of them that were judged fail. Entries of `former` stay as they are, but for those that this run found stale.
 */
export function smallestBaseline(report: Report, former?: ResolvedBaseline): BaselineFile {
  const failed = report.cases.filter((one) => one.verdict === 'fail' && canBeListed(one, report));
  const added = chooseEntries(candidatesFor(failed, report), new Set(failed));
  return {
    mode: report.mode,
    entries: [...keptEntries(report, former), ...[...added, ...blockers(report)].map((one) => entryOf(one, report))],
  };
}

/** Why a run with this baseline is incomplete all the same, a sentence each: what is neither a failure nor blocked by one. */
export function leftIncomplete(report: Report, { entries }: BaselineFile): readonly string[] {
  const { mode, operations, summary, cases } = report;
  const baseline = operations.flatMap((own) =>
    entries
      .filter(({ operation = own }) => operation === own)
      .map(({ match, reason, cases: proof = [] }) => ({
        ...{ operation: own, match, reason, cases: proof, state: 'in-use' as const },
      })),
  );
  const requirements = report.requirements.map((one) =>
    one.verdict === 'fail' ? { ...one, verdict: 'known-fail' as const } : one,
  );
  const { strict } = summary;
  const again = { mode, operations, requirements, cases, strict, events: uneventful, baseline, complaints: [] };
  const { exitCode, reasons } = conclude(again);
  return exitCode === 3 ? reasons : [];
}

/** Requirements that this run was not asked for, and whose failure on a response blocks cases of it: without them the run stays incomplete. */
function blockers(report: Report): readonly Candidate[] {
  const isKept = ({ operation, id }: RequirementReport): boolean =>
    report.baseline?.some(
      (one) => one.operation === operation && one.state === 'in-use' && matcherOf(one.match)(id),
    ) === true;
  return report.requirements
    .filter((one) => one.verdict === 'not-asked' && one.level !== 'OBSERVE' && !isKept(one))
    .map(({ operation, id }) => ({
      operation,
      match: id,
      covers: report.cases.filter((one) => one.operation === operation && blockersOf(one).includes(id)),
    }))
    .filter(({ covers }) => covers.length > 0);
}

function keptEntries(report: Report, former: ResolvedBaseline | undefined): readonly BaselineEntry[] {
  const isStale = ({ operation, match }: BaselineEntry): boolean =>
    report.baseline?.some((one) => one.operation === operation && one.match === match && one.state === 'stale') ===
    true;
  const own = (former?.entries ?? []).filter((entry) => !isStale(entry));
  return [...own.map(({ asks: _, proof: __, ...entry }) => entry), ...(former?.others ?? [])];
}

function canBeListed(one: CaseReport, report: Report): boolean {
  return requirementsOfCase(one, report).some(({ level }) => level !== 'OBSERVE');
}

/** Entries of requirements come before those of cases, since one covers more. */
function candidatesFor(failed: readonly CaseReport[], report: Report): readonly Candidate[] {
  const whole = report.requirements
    .filter((one) => one.level !== 'OBSERVE' && isWhollyFailed(one, report))
    .map((one) => candidateOf(one, failed));
  return [...whole, ...failed.map((one) => candidateFor(one, failed, report))].filter(
    ({ covers }) => covers.length > 0,
  );
}

function candidateOf({ operation, id }: RequirementReport, failed: readonly CaseReport[]): Candidate {
  const covers = failed.filter((one) => one.operation === operation && judgedBy(one).includes(id));
  return { operation, match: id, covers };
}

/**
 * The case; but the requirement for what has no id that every run has: a general check, and a counterexample, which
 * another seed or another property finds under another name.
 */
function candidateFor(one: CaseReport, failed: readonly CaseReport[], report: Report): Candidate {
  const requirement = requirementsOfCase(one, report).find(({ level }) => level !== 'OBSERVE');
  const hasOwnId = !isGeneralCheck(one) && !isGenerated(one);
  return hasOwnId || requirement === undefined
    ? { operation: one.operation, match: one.id, covers: [one] }
    : candidateOf(requirement, failed);
}

function isWhollyFailed(requirement: RequirementReport, report: Report): boolean {
  const judged = casesOfRequirement(requirement, report).filter(({ verdict }) =>
    ['pass', 'fail', 'unexpected-pass'].includes(verdict),
  );
  return judged.length > 0 && judged.every(({ verdict }) => verdict === 'fail');
}

/** Greedy cover: takes the entry that covers most of the rest until nothing is left, then drops entries that others cover. */
function chooseEntries(candidates: readonly Candidate[], failed: ReadonlySet<CaseReport>): readonly Candidate[] {
  const left = new Set(failed);
  const chosen: Candidate[] = [];
  while (left.size > 0) {
    const gain = ({ covers }: Candidate): number => covers.filter((one) => left.has(one)).length;
    const best = candidates.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    chosen.push(best);
    for (const one of best.covers) left.delete(one);
  }
  const isNeeded = (one: Candidate): boolean =>
    one.covers.some((failure) => !chosen.some((other) => other !== one && other.covers.includes(failure)));
  return chosen.filter(isNeeded);
}

/** With every case that proves it, so that a run at another effort can check whether it is fixed. */
function entryOf({ operation, match, covers }: Candidate, report: Report): BaselineEntry {
  const proofs = covers.flatMap((one) => proofOf(one, report));
  const counterexamples = proofs.flatMap(({ counterexample = [] }) => counterexample);
  const [first] = covers;
  return {
    operation,
    match,
    cases: [...new Set(proofs.map(({ id }) => id))],
    reason: short(`failed on ${report.startedAt.slice(0, 10)}: ${first?.observed ?? ''}`),
    ...(counterexamples.length === 0
      ? {}
      : { counterexamples: [...new Map(counterexamples.map((one) => [one.id, one])).values()] }),
  };
}

interface Proof {
  readonly id: string;
  readonly counterexample?: Counterexample;
}

function proofOf(one: CaseReport, report: Report): readonly Proof[] {
  if (isGeneralCheck(one)) {
    return (one.seenIn ?? []).map((id) => {
      const seen = report.cases.find((other) => other.operation === one.operation && other.id === id);
      return seen === undefined ? { id } : proofOfCase(seen, report);
    });
  }
  return [proofOfCase(one, report)];
}

/** Client cases are the same at any effort, and are no fixture cases. */
function proofOfCase(one: CaseReport, { mode }: Report): Proof {
  const [requirement = ''] = one.requirements;
  if (!isGenerated(one) || one.replay === undefined || mode === 'client') return { id: one.id };
  const id = partsOfGeneratedId(one.id) === undefined ? generatedId({ foundBy: one.id, requirement }) : one.id;
  return { id, counterexample: { id, case: one.replay as FixtureCase } };
}

/** Whether generated requests found it. */
function isGenerated({ id, kind }: CaseReport): boolean {
  return kind !== 'fixture' || partsOfGeneratedId(id) !== undefined;
}

function short(text: string): string {
  const line = visibleLine(text);
  return line.length > longestReason ? `${line.slice(0, longestReason - 3)}...` : line;
}
