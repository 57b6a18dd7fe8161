/** From the events of one run, or of the runs of several machines, to one report. */
import { partsOfGeneratedId } from '../harness/cases/case-text.ts';
import { type CallCounts, sumCalls } from '../harness/checks/call-counts.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { emptyStats, mergeStats } from '../harness/endpoint/transport-stats.ts';
import type { ActionResult } from '../harness/model-sweep/action-result.ts';
import { sweepCases } from '../harness/model-sweep/sweep-cases.ts';
import { bounded, visible } from '../harness/transcript/visible-text.ts';
import { type AssembleInput, assembleOperations } from './assemble.ts';

import { type RunEvents, uneventful } from './conclusion.ts';
import { UnreadableReport } from './read.ts';
import type { ActionReport, Report } from './report.ts';
import type { RecordedRun, RunStart } from './run-events.ts';

/** The report of a run as far as it came; one that was killed is incomplete, and says how much is missing. `parts`: its operations. */
export function reportOfRun(parts: readonly RecordedRun[]): Report {
  return assembled(parts.map((run) => inputOf([run], run.start.cases)));
}

/**
 * One report from the shards of a run, each by its operations: what one machine alone would have written, but for durations
 * and numbers of calls. A case that several shards ran counts where it belongs; the others ran it as a control.
 *
 * Throws {@link UnreadableReport} where these are not all shards of one run.
 */
export function mergeRuns(shards: readonly (readonly RecordedRun[])[]): Report {
  const [first = []] = shards;
  const odd = shards.find((parts) => parts.length !== first.length);
  if (odd !== undefined)
    throw new UnreadableReport('These shards tested other operations: run all with the same options.');
  return assembled(first.map((_part, index) => mergedInput(shards.flatMap((parts) => parts[index] ?? []))));
}

/** The calls of a run that came to its end are those of all its operations. */
function assembled(inputs: readonly AssembleInput[]): Report {
  const [first] = inputs;
  if (first === undefined) throw new Error('No run to report on.');
  const isKnown = inputs.every(({ callsByAction }) => callsByAction === first.callsByAction);
  const callsByAction = isKnown ? first.callsByAction : sumCalls(inputs.map((input) => input.callsByAction));
  return assembleOperations({ ...first, callsByAction }, inputs);
}

function mergedInput(runs: readonly RecordedRun[]): AssembleInput {
  const shards = runs.map(({ start }) => start.shard);
  const [first] = runs;
  const all = first?.start.shard?.all;
  if (first === undefined || all === undefined) throw new UnreadableReport('Only runs with --shard can be merged.');
  const count = first.start.shard?.count ?? 0;
  const indices = shards.map((shard) => shard?.index ?? 0).sort((a, b) => a - b);
  if (indices.length !== count || indices.some((index, place) => index !== place + 1)) {
    throw new UnreadableReport(
      `These are shards ${indices.join(', ')} of ${count}: give each of the ${count} directories once.`,
    );
  }
  const odd = runs.find(({ start }) => !isSameRun(start, first.start));
  if (odd !== undefined) {
    throw new UnreadableReport(
      `Shard ${odd.start.shard?.index} asked something else than shard ${first.start.shard?.index} (suite, operation, mode, effort, --only, --skip, --strict or --baseline): run all with the same options.`,
    );
  }
  return inputOf(runs, all);
}

function isSameRun(one: RunStart, other: RunStart): boolean {
  const asked = ({ suite, operation, mode, effort, strict, shard, baseline }: RunStart): string =>
    JSON.stringify([suite.digest, operation, mode, effort, strict, shard?.all, baseline]);
  return asked(one) === asked(other);
}

function inputOf(runs: readonly RecordedRun[], order: readonly string[]): AssembleInput {
  const [first] = runs;
  if (first === undefined) throw new Error('No run to report on.');
  const { cases: _, shard: __, ...facts } = first.start;
  const isMerge = runs.length > 1;
  const results = runs.flatMap(({ start, results: own }) =>
    isMerge ? own.filter(({ id }) => !(start.shard?.borrowed.includes(id) ?? false)) : own,
  );
  const actions = first.start.sweep === undefined ? undefined : runs.flatMap((run) => run.actions ?? []);
  const isPart = !isMerge && first.start.shard !== undefined && first.start.shard.count > 1;
  return {
    ...facts,
    startedAt: new Date(runs.map(({ start }) => start.startedAt).sort()[0] ?? 0),
    selected: new Set(first.start.selected),
    isShard: isPart,
    results: actions === undefined ? inOrder(results, order) : casesOfSweep(first.start, actions, isCutShort(runs)),
    ...(actions === undefined ? {} : { actions: actions.map(actionReport) }),
    durationMs: Math.max(...runs.map(({ lastMs }) => lastMs)),
    callsByAction: runs.length === 1 ? callsOf(first) : sumCalls(runs.map(callsOf)),
    transportStats: mergeStats(runs.map(({ end }) => end?.transportStats ?? emptyStats)),
    events: eventsOf(runs),
  };
}

/** A sweep's cases are made of what all shards found out about each action. */
function casesOfSweep(start: RunStart, actions: readonly ActionResult[], isEnded: boolean): readonly CaseResult[] {
  const { operation, register, selected, target, sweep } = start;
  return sweepCases(
    register.filter(({ id }) => selected.includes(id)),
    actions,
    {
      operation,
      endpoint: target.endpoint ?? '',
      region: target.region ?? '',
      ...(target.insecure === true ? { insecure: true } : {}),
      optional: new Set(sweep?.optional),
      isCutShort: isEnded,
    },
  );
}

function isCutShort(runs: readonly RecordedRun[]): boolean {
  return runs.some(({ end }) => end === undefined || end.events.cutShort.length > 0);
}

function actionReport({ action, use, isOffered, dryRun, response, trouble, cells }: ActionResult): ActionReport {
  return {
    name: action,
    use,
    ...(isOffered === undefined ? {} : { isOffered }),
    dryRun,
    ...(response === undefined ? {} : { response: bounded(visible(response), actionTextLimit) }),
    ...(trouble === undefined ? {} : { trouble: bounded(visible(trouble), actionTextLimit) }),
    requirements: Object.fromEntries(cells.map(({ requirement, verdict }) => [requirement, verdict])),
  };
}

/** Longest text in a row of the grid, in UTF-16 units. */
const actionTextLimit = 300;

/** Counterexamples have ids that nobody announced; they come after the case that found them. */
function inOrder(results: readonly CaseResult[], order: readonly string[]): readonly CaseResult[] {
  const places = new Map(order.map((id, index) => [id, index]));
  const placeOf = ({ id }: CaseResult): number =>
    places.get(id) ?? places.get(partsOfGeneratedId(id)?.foundBy ?? id) ?? order.length;
  return [...results].sort((a, b) => placeOf(a) - placeOf(b));
}

function callsOf({ end, results }: RecordedRun): CallCounts {
  return end?.callsByAction ?? sumCalls(results.map(({ calls }) => calls));
}

function eventsOf(runs: readonly RecordedRun[]): RunEvents {
  const own = runs.map((run): RunEvents => run.end?.events ?? { ...uneventful, cutShort: [killedText(run)] });
  const contradictions = [...new Set(own.flatMap((events) => events.contradictions ?? []))];
  const all = (member: 'misconfigured' | 'unreachable' | 'leftBehind' | 'cutShort') => [
    ...new Set(own.flatMap((events) => events[member])),
  ];
  return {
    misconfigured: all('misconfigured'),
    unreachable: all('unreachable'),
    leftBehind: all('leftBehind'),
    cutShort: all('cutShort'),
    ...(contradictions.length === 0 ? {} : { contradictions }),
  };
}

function killedText({ start, results, actions }: RecordedRun): string {
  const which = start.shard === undefined ? 'the run' : `shard ${start.shard.index}`;
  if (actions !== undefined) return `${which} did not come to its end: ${actions.length} actions are known`;
  return `${which} did not come to its end: ${results.length} of ${start.cases.length} cases are known`;
}
