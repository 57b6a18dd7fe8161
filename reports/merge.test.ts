import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { assembleReport } from './assemble.ts';
import { uneventful } from './conclusion.ts';
import { EventsWriter, eventsFile, readEvents } from './formats/events-file.ts';
import { loadMerged, loadReport } from './load.ts';
import { reportOfRun } from './merge.ts';
import type { Report } from './report.ts';
import type { RunStart } from './run-events.ts';
import { writeReports } from './write.ts';

const mismatch = { kind: 'status', at: 'status', expected: '400', observed: '200' } as const;
const holds = { requirement: 'r/every', mismatches: [], exchange: 0 };
const register = ['a/one', 'b/two', 'c/three', 'r/every'].map((id) => sampleRequirement(id));
const results = [
  sampleResult('a/one', { findings: [holds] }),
  sampleResult('b/two', { verdict: 'fail', mismatches: [mismatch], findings: [holds] }),
  sampleResult('c/three', { control: 'a/one', findings: [holds, { ...holds, mismatches: [mismatch] }] }),
];
const ids = results.map(({ id }) => id);
const whole = assembleReport(sampleInput({ register, results, invariantRequirements: ['r/every'] }));

const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true });
});

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'events-'));
  made.push(path);
  return path;
}

function start(own: readonly CaseResult[], more: Partial<RunStart> = {}): RunStart {
  const {
    startedAt,
    results: _,
    callsByAction: __,
    durationMs: ___,
    selected: ____,
    isShard: _____,
    ...facts
  } = sampleInput();
  return {
    ...facts,
    register,
    invariantRequirements: ['r/every'],
    startedAt: startedAt.toISOString(),
    cases: own.map(({ id }) => id),
    selected: register.map(({ id }) => id),
    ...more,
  };
}

const end = { durationMs: 1234, callsByAction: { RevokeSecurityGroupIngress: 1 }, events: uneventful };

/** The directory of a run; one that was killed wrote no end. */
function runOf(own: readonly CaseResult[], more: Partial<RunStart> = {}, killed = false): string {
  const path = directory();
  const writer = new EventsWriter(join(path, eventsFile));
  writer.start([start(own, more)]);
  for (const result of own) writer.case(result, 'RevokeSecurityGroupIngress');
  if (!killed) writer.end({ state: 'complete', ...end, summary: whole.summary });
  return path;
}

function verdicts({ requirements, cases, observations, summary }: Report) {
  const { reasons, exitCode, requirements: counts } = summary;
  return {
    requirements: requirements.map(({ id, verdict }) => [id, verdict]),
    cases: cases.map(({ id, verdict, observed }) => [id, verdict, observed]),
    observations,
    summary: { reasons, exitCode, counts },
  };
}

describe('events of a run', () => {
  it('make the report that its results make', async () => {
    const path = runOf(results);

    expect(await loadReport(path)).toStrictEqual(JSON.parse(JSON.stringify(whole)));
  });

  it('say on every line how far the run is', () => {
    const lines = readFileSync(join(runOf(results), eventsFile), 'utf8')
      .trimEnd()
      .split('\n');

    expect(lines.map((line) => JSON.parse(line)).map(({ event, state }) => `${event} ${state}`)).toStrictEqual([
      'start incomplete',
      'case incomplete',
      'case incomplete',
      'case incomplete',
      'end complete',
    ]);
  });

  it('of a killed run are read as far as they go, and the report says so', async () => {
    const path = runOf(results.slice(0, 2), { cases: ids }, true);
    appendFileSync(join(path, eventsFile), '{"event":"case","resu');

    const report = await loadReport(path);

    expect(report.summary).toMatchObject({ verdict: 'does-not-conform', exitCode: 1 });
    expect(report.summary.reasons).toContain('the run did not come to its end: 2 of 3 cases are known');
    expect(report.cases.map(({ id, verdict }) => [id, verdict]).slice(0, 2)).toStrictEqual([
      ['a/one', 'pass'],
      ['b/two', 'fail'],
    ]);
  });

  it('are ignored where a report.json was written', async () => {
    const path = runOf(results, {}, true);
    await writeReports(whole, path);

    expect(await loadReport(path)).toMatchObject({ summary: { exitCode: 1 } });
    expect((await loadReport(join(path, eventsFile))).summary.reasons[0]).toMatch(/^the run did not come to its end/);
  });

  it('replace those of an earlier run in the same directory', async () => {
    const path = runOf(results);
    const writer = new EventsWriter(join(path, eventsFile));
    writer.start([start([])]);

    expect((await readEvents(join(path, eventsFile))).map((one) => one.results)).toStrictEqual([[]]);
  });

  it('bound what a target said, and keep it on one line', async () => {
    const path = runOf([sampleResult('a/one', { observed: `\u2028\n${'x'.repeat(5_000_000)}` })]);
    const text = readFileSync(join(path, eventsFile), 'utf8');

    expect(text.length).toBeLessThan(100_000);
    expect(text).not.toContain('\u2028');
    expect(text.trimEnd().split('\n')).toHaveLength(3);
  });

  it('that are none are refused with the next step', async () => {
    const path = join(directory(), eventsFile);
    for (const [text, problem] of [
      ['', /does not say what was run/],
      ['<html>\n{}\n', /has no event on line 1/],
      ['{"event":"case"}\n', /does not say what was run/],
      ['{"event":"start","eventsVersion":99,"run":{}}\n', /with eventsVersion 99, written by another version/],
      [
        '{"event":"start","eventsVersion":1,"run":{"suite":{"version":"0.1.0"}}}\n',
        /is a record of a run with eventsVersion 1, written by ec2-conformance 0\.1\.0; this version reads 2\. Render it/,
      ],
    ] as const) {
      writeFileSync(path, text);

      await expect(readEvents(path)).rejects.toThrow(problem);
    }
  });
});

describe('shards', () => {
  const [one, two, three] = results as [CaseResult, CaseResult, CaseResult];
  function shard(index: number, own: readonly CaseResult[], borrowed: readonly string[] = [], more = {}): string {
    return runOf(own, { shard: { index, count: 3, borrowed, all: ids }, ...more });
  }

  it('merge to what one run says, in any order, with borrowed controls counted once', async () => {
    const paths = [shard(3, [one, three], ['a/one']), shard(1, [one]), shard(2, [two])];

    expect(verdicts(await loadMerged(paths))).toStrictEqual(verdicts(whole));
    expect(verdicts(await loadMerged(paths.toReversed()))).toStrictEqual(verdicts(whole));
  });

  it('alone have not asked what others judge', async () => {
    const report = reportOfRun(await readEvents(join(shard(1, [one]), eventsFile)));

    expect(verdicts(report).requirements).toStrictEqual([
      ['a/one', 'pass'],
      ['b/two', 'not-asked'],
      ['c/three', 'not-asked'],
      ['r/every', 'pass'],
    ]);
    expect(report.requirements[1]?.reason).toStrictEqual({
      kind: 'selection',
      message: 'judged by the other shards of this run',
    });
    expect(report.summary.exitCode).toBe(0);
  });

  it('of which one was killed merge to a report that says so', async () => {
    const killed = runOf([two], { shard: { index: 2, count: 3, borrowed: [], all: ids }, cases: ['b/two'] }, true);
    const { summary } = await loadMerged([shard(1, [one]), killed, shard(3, [one, three], ['a/one'])]);

    expect(summary.exitCode).toBe(1);
    expect(summary.reasons).toContain('shard 2 did not come to its end: 1 of 1 cases are known');
  });

  it('that are not all of one run are refused', async () => {
    const first = shard(1, [one]);
    const third = shard(3, [one, three], ['a/one']);
    const other = shard(2, [two], [], { strict: true });
    const smaller = shard(2, [two], [], { effort: 'smoke' });

    await expect(loadMerged([first, third])).rejects.toThrow(/These are shards 1, 3 of 3: give each of the 3/);
    await expect(loadMerged([first, first, third])).rejects.toThrow(/These are shards 1, 1, 3 of 3/);
    await expect(loadMerged([first, smaller, third])).rejects.toThrow(/Shard 2 asked something else than shard 1/);
    await expect(loadMerged([first, other, third])).rejects.toThrow(/Shard 2 asked something else than shard 1/);
    await expect(loadMerged([runOf(results), first])).rejects.toThrow(/Only runs with --shard can be merged/);
    await expect(loadMerged([directory(), first])).rejects.toThrow(/merging needs the events\.ndjson of each shard/);
  });
});
