/** What a run writes down while it lasts, and the report it comes to. */
import { join } from 'node:path';
import { EventsWriter, eventsFile } from '../../../reports/formats/events-file.ts';
import { reportOfRun } from '../../../reports/merge.ts';
import type { Report } from '../../../reports/report.ts';
import type { RunEnd, RunStart } from '../../../reports/run-events.ts';
import { removeReports } from '../../../reports/write.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { Mismatch } from '../../checks/finding.ts';
import { UnwritableFile } from '../../endpoint/output-file.ts';
import type { ActionResult } from '../../model-sweep/action-result.ts';
import { visibleLine } from '../../transcript/visible-text.ts';

/** Redacts what the target sent, which may echo secrets anywhere. */
export type Cleaner = (text: string) => string;

/** What is known of a run before it plans its cases. */
export type RunBeginning = Omit<RunStart, 'cases' | 'shard' | 'target'>;

/** What a run came to. */
export interface FinishedRun {
  readonly report: Report;
  /** The report is whole; these files are not. */
  readonly unwritable: readonly UnwritableFile[];
}

/** Writes the events of a run and assembles its report. Throws UnwritableFile as long as the run lasts. */
export class RunRecord {
  readonly #writer: EventsWriter;
  readonly #directory: string;
  readonly #clean: Cleaner;
  readonly #results = new Map<string, CaseResult[]>();
  #starts: readonly RunStart[] = [];
  /** Of a sweep, by action. */
  readonly #actions = new Map<string, ActionResult>();

  constructor(directory: string, clean: Cleaner) {
    this.#directory = directory;
    this.#clean = clean;
    this.#writer = new EventsWriter(join(directory, eventsFile));
  }

  /** The first case is about to run: from now on the directory holds this run, and no report of an earlier one. `given`: by operation. */
  start(given: readonly RunStart[]): void {
    this.#starts = given.map((one) => ({ ...one, target: cleanTarget(one.target, this.#clean) }));
    for (const { operation } of given) this.#results.set(operation, []);
    this.#writer.start(this.#starts);
    removeReports(this.#directory);
  }

  case(given: CaseResult, operation: string): void {
    const result = cleanResult(given, this.#clean);
    this.#results.get(operation)?.push(result);
    this.#writer.case(result, operation);
  }

  /** What a sweep found out about one action; once more where that changed. */
  action(given: ActionResult): void {
    const result = cleanAction(given, this.#clean);
    this.#actions.set(result.action, result);
    this.#writer.action(result);
  }

  /** The report, from the same parts that a merge would read. Throws when the run never started. */
  end(given: RunEnd): FinishedRun {
    const { leftBehind, cutShort, ...others } = given.events;
    const events = { ...others, leftBehind: leftBehind.map(this.#clean), cutShort: cutShort.map(this.#clean) };
    const end = { ...given, events };
    if (this.#starts.length === 0) throw new Error('A run that never started has no report.');
    const report = reportOfRun(
      this.#starts.map((start) => ({
        start,
        results: this.#results.get(start.operation) ?? [],
        ...(start.sweep === undefined ? {} : { actions: [...this.#actions.values()] }),
        end,
        lastMs: end.durationMs,
      })),
    );
    const state = report.summary.verdict === 'incomplete' ? 'incomplete' : 'complete';
    try {
      this.#writer.end({ state, ...end, summary: report.summary });
      return { report, unwritable: [] };
    } catch (problem) {
      if (!(problem instanceof UnwritableFile)) throw problem;
      return { report, unwritable: [problem] };
    }
  }
}

function cleanTarget(target: RunStart['target'], clean: Cleaner): RunStart['target'] {
  const { name, capabilities } = target;
  return {
    ...target,
    ...(name === undefined ? {} : { name: visibleLine(clean(name)) }),
    ...(capabilities === undefined
      ? {}
      : {
          capabilities: Object.fromEntries(
            Object.entries(capabilities).map(([id, found]) => [id, { ...found, why: clean(found.why) }]),
          ),
        }),
  };
}

/** Exchanges are redacted where they are recorded, with what each of them alone holds. */
function cleanResult(result: CaseResult, clean: Cleaner): CaseResult {
  return {
    ...result,
    observed: clean(result.observed),
    mismatches: cleanMismatches(result.mismatches, clean),
    findings: result.findings.map((one) => ({ ...one, mismatches: cleanMismatches(one.mismatches, clean) })),
    ...(result.answer === undefined ? {} : { answer: clean(result.answer) }),
    ...(result.reason === undefined ? {} : { reason: { ...result.reason, message: clean(result.reason.message) } }),
  };
}

function cleanMismatches(mismatches: readonly Mismatch[], clean: Cleaner): readonly Mismatch[] {
  return mismatches.map((one) => ({ ...one, at: clean(one.at), observed: clean(one.observed) }));
}

function cleanAction(result: ActionResult, clean: Cleaner): ActionResult {
  const { response, trouble, cells } = result;
  return {
    ...result,
    ...(response === undefined ? {} : { response: clean(response) }),
    ...(trouble === undefined ? {} : { trouble: clean(trouble) }),
    cells: cells.map(({ mismatches, answer, ...cell }) => ({
      ...cell,
      ...(answer === undefined ? {} : { answer: clean(answer) }),
      ...(mismatches === undefined ? {} : { mismatches: cleanMismatches(mismatches, clean) }),
    })),
  };
}
