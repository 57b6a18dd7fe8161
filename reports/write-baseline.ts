/** The smallest baseline of what failed in a run. */
import { visibleLine } from '../harness/transcript/visible-text.ts';
import { type BaselineEntry, type BaselineFile, everyAnswerId } from './baseline.ts';
import type { CaseReport, Report, RequirementReport } from './report.ts';

const longestReason = 160;

interface Candidate {
  readonly match: string;
  /** Ids of the failed cases that it covers. */
  readonly covers: readonly string[];
  /** Its first failed case. */
  readonly first: CaseReport;
}

/**
 * As few entries as cover every failed case, and nothing that passes: a requirement stands for its cases only where all
 * of them that were judged fail. `kept`: entries of the former list that are still in use; they stay as they are.
 */
export function smallestBaseline(report: Report, kept: readonly BaselineEntry[]): BaselineFile {
  const failed = report.cases.filter((one) => one.verdict === 'fail' && isJudged(one, report));
  const added = chooseEntries(candidatesFor(failed, report), new Set(failed.map(({ id }) => id)));
  return {
    mode: report.mode,
    entries: [
      ...kept,
      ...added.map(({ match, first }) => ({
        match,
        reason: short(`failed on ${report.startedAt.slice(0, 10)}: ${first.observed}`),
      })),
    ],
  };
}

function isJudged({ requirements }: CaseReport, report: Report): boolean {
  return report.requirements.some(({ id, level }) => level !== 'OBSERVE' && requirements.includes(id));
}

/** Requirements first: one of them covers more than a case. */
function candidatesFor(failed: readonly CaseReport[], report: Report): readonly Candidate[] {
  const ofRequirements = report.requirements
    .filter((one) => one.level !== 'OBSERVE' && isWhollyFailed(one, report))
    .flatMap(({ id }) =>
      candidate(
        id,
        failed.filter(({ requirements }) => requirements.includes(id)),
      ),
    );
  return [...ofRequirements, ...failed.flatMap((one) => candidate(listedId(one), [one]))];
}

function candidate(match: string, covered: readonly CaseReport[]): readonly Candidate[] {
  const [first] = covered;
  return first === undefined ? [] : [{ match, covers: covered.map(({ id }) => id), first }];
}

function isWhollyFailed({ id }: RequirementReport, report: Report): boolean {
  const judged = report.cases.filter(
    ({ requirements, verdict }) =>
      requirements.includes(id) && (verdict === 'pass' || verdict === 'fail' || verdict === 'unexpected-pass'),
  );
  return judged.length > 0 && judged.every(({ verdict }) => verdict === 'fail');
}

/** A counterexample is found under a name of its own, which the next run may not have: its requirement is listed. */
function listedId({ id, requirements }: CaseReport): string {
  const [requirement] = requirements;
  return id.includes('@') && requirement !== undefined && id !== everyAnswerId(requirement) ? requirement : id;
}

/** The one that covers most of what is left, again and again; then without those that the others cover. */
function chooseEntries(candidates: readonly Candidate[], failed: ReadonlySet<string>): readonly Candidate[] {
  const left = new Set(failed);
  const chosen: Candidate[] = [];
  while (left.size > 0) {
    const gain = ({ covers }: Candidate): number => covers.filter((id) => left.has(id)).length;
    const best = candidates.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    chosen.push(best);
    for (const id of best.covers) left.delete(id);
  }
  const isNeeded = (one: Candidate): boolean =>
    one.covers.some((id) => !chosen.some((other) => other !== one && other.covers.includes(id)));
  return chosen.filter(isNeeded);
}

function short(text: string): string {
  const line = visibleLine(text);
  return line.length > longestReason ? `${line.slice(0, longestReason - 3)}...` : line;
}
