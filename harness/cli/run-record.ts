/** What a run writes down while it lasts, and the report it comes to. */
import { join } from 'node:path';
import { EventsWriter, eventsFile } from '../../reports/events-file.ts';
import { reportOfRun } from '../../reports/merge.ts';
import type { Report } from '../../reports/report.ts';
import type { RunEnd, RunStart } from '../../reports/run-events.ts';
import { removeReports } from '../../reports/write.ts';
import type { CaseResult } from '../judgement/case-result.ts';

/** What is known of a run before it plans its cases. */
export type RunBeginning = Omit<RunStart, 'cases' | 'shard' | 'target'>;

export class RunRecord {
  readonly #writer: EventsWriter;
  readonly #directory: string;
  readonly #results: CaseResult[] = [];
  #start: RunStart | undefined;

  constructor(directory: string) {
    this.#directory = directory;
    this.#writer = new EventsWriter(join(directory, eventsFile));
  }

  /** The first case is about to run: from now on the directory holds this run, and no report of an earlier one. */
  start(start: RunStart): void {
    this.#start = start;
    this.#writer.start(start);
    removeReports(this.#directory);
  }

  case(result: CaseResult): void {
    this.#results.push(result);
    this.#writer.case(result);
  }

  /** The report, from the same parts that a merge would read. Throws when the run never started. */
  end(end: RunEnd): Report {
    if (this.#start === undefined) throw new Error('A run that never started has no report.');
    const report = reportOfRun({ start: this.#start, results: this.#results, end, lastMs: end.durationMs });
    const state = report.summary.verdict === 'incomplete' ? 'incomplete' : 'complete';
    this.#writer.end({ state, ...end, summary: report.summary });
    return report;
  }
}
