/** Writes and reads events.ndjson. */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { CaseResult } from '../../harness/checks/case-result.ts';
import { asUnwritable } from '../../harness/endpoint/output-file.ts';
import type { ActionResult } from '../../harness/model-sweep/action-result.ts';
import { bounded } from '../../harness/transcript/visible-text.ts';
import { boundedCase, boundedMismatch } from '../case-report.ts';
import { otherVersion, UnreadableReport } from '../read.ts';
import type { EndEvent, RecordedRun, RunEvent, RunStart } from '../run-events.ts';
import { eventsVersion } from '../run-events.ts';

/** Its name in the directory of reports. */
export const eventsFile = 'events.ndjson';

/** Each event is in the file when the method returns, so that a run that is killed has lost none. Methods throw UnwritableFile. */
export class EventsWriter {
  readonly #path: string;
  readonly #since = performance.now();
  /** Open from the start to the end: a run has hundreds of events. */
  #file: number | undefined;

  /** Nothing is written before {@link start}. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Replaces the file of an earlier run. `runs`: one for each operation under test. */
  start(runs: readonly RunStart[]): void {
    this.#file = this.#trying(() => openSync(this.#path, 'w'));
    for (const run of runs) this.#append({ event: 'start', state: 'incomplete', eventsVersion, run });
  }

  case(result: CaseResult, operation: string): void {
    const atMs = Math.round(performance.now() - this.#since);
    this.#append({ event: 'case', state: 'incomplete', atMs, operation, result: boundedResult(result) });
  }

  action(result: ActionResult): void {
    const atMs = Math.round(performance.now() - this.#since);
    this.#append({ event: 'action', state: 'incomplete', atMs, result });
  }

  end(end: Omit<EndEvent, 'event'>): void {
    try {
      this.#append({ event: 'end', ...end });
    } finally {
      if (this.#file !== undefined) closeSync(this.#file);
      this.#file = undefined;
    }
  }

  #append(event: RunEvent): void {
    const file = this.#file;
    if (file === undefined) throw new Error('Events come after the start of a run and before its end.');
    this.#trying(() => writeFileSync(file, line(event)));
  }

  #trying<Value>(write: () => Value): Value {
    try {
      return write();
    } catch (problem) {
      throw asUnwritable(problem, this.#path, '--out');
    }
  }
}

/**
 * Reads what a run wrote, by operation; a last line that the end of the process cut is ignored. Throws {@link UnreadableReport}
 * for any other line that is no event, and for a file without the `start` that says what was run.
 */
export async function readEvents(path: string): Promise<readonly RecordedRun[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableReport(`${path} cannot be read (${error.code ?? error.message}): give what a run wrote.`);
  });
  const events = eventsIn(text, path);
  const starts = events.filter((one) => one.event === 'start');
  const [first] = starts;
  if (first === undefined || starts.some(({ run }) => run === undefined)) {
    throw new UnreadableReport(`${path} does not say what was run: give the ${eventsFile} that a run wrote.`);
  }
  if (first.eventsVersion !== eventsVersion) {
    throw new UnreadableReport(
      otherVersion(path, 'events', first.eventsVersion, eventsVersion, first.run.suite?.version),
    );
  }
  const cases = events.filter((one) => one.event === 'case');
  const actions = events.filter((one) => one.event === 'action');
  const end = events.find((one) => one.event === 'end');
  return starts.map(({ run }) => ({
    start: run,
    results: cases
      .filter(({ operation }) => operation === undefined || operation === run.operation)
      .map(({ result }) => result),
    ...(run.sweep === undefined ? {} : { actions: lastOfEach(actions.map(({ result }) => result)) }),
    lastMs: end?.durationMs ?? cases.at(-1)?.atMs ?? actions.at(-1)?.atMs ?? 0,
    ...(end === undefined ? {} : { end }),
  }));
}

function lastOfEach(results: readonly ActionResult[]): readonly ActionResult[] {
  return [...new Map(results.map((one) => [one.action, one])).values()];
}

function eventsIn(text: string, path: string): readonly RunEvent[] {
  const lines = text.split('\n');
  return lines.flatMap((one, index) => {
    if (one === '') return [];
    try {
      return [JSON.parse(one) as RunEvent];
    } catch {
      if (index === lines.length - 1) return [];
      throw new UnreadableReport(`${path} has no event on line ${index + 1}: give the ${eventsFile} that a run wrote.`);
    }
  });
}

/** As in the report, but with the findings, of which cases are made when all results are there. */
function boundedResult(result: CaseResult): CaseResult {
  const findings = result.findings.map((finding) => ({
    ...finding,
    mismatches: finding.mismatches.map((mismatch) => boundedMismatch(mismatch, (text) => bounded(text, 1_000))),
  }));
  return { ...boundedCase(result), findings };
}

/** JSON escapes line feeds, so that one event is one line; U+2028 and U+2029 end lines for some readers. */
function line(event: RunEvent): string {
  return `${JSON.stringify(event).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`;
}
