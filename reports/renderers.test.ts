import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleInput, sampleRequirement, sampleResult } from '../test-support/reports/sample-results.ts';
import { assembleReport } from './assemble.ts';
import { wantsColour } from './formats/colour.ts';
import { renderConsole } from './formats/console.ts';
import { renderJunit } from './formats/junit.ts';
import { Progress } from './formats/progress.ts';
import { readReport } from './read.ts';
import { givenText } from './text/given-text.ts';
import { writeReports } from './write.ts';

const mismatch = { kind: 'status', at: 'status', expected: '400', observed: '200' } as const;

function resolvedBaseline(match: string, proof: string) {
  const operation = 'RevokeSecurityGroupIngress';
  const entry = { operation, match, cases: [proof], reason: 'known', asks: [proof], proof: [proof] };
  return { entries: [entry], others: [] };
}

const failing = assembleReport(
  sampleInput({
    register: [
      sampleRequirement('a/one'),
      sampleRequirement('a/two', { dependsOn: ['a/one'] }),
      sampleRequirement('a/three', { level: 'SHOULD' }),
      sampleRequirement('a/four'),
    ],
    results: [
      sampleResult('a/one', { verdict: 'fail', mismatches: [mismatch], observed: '200, return true' }),
      sampleResult('a/one-again', { requirements: ['a/one'], verdict: 'fail', mismatches: [mismatch] }),
      sampleResult('a/two', { verdict: 'fail', mismatches: [mismatch] }),
      sampleResult('a/three', { verdict: 'fail', mismatches: [mismatch], observed: '200' }),
    ],
  }),
);

describe('the console', () => {
  const text = renderConsole(failing, { colour: false });

  it('ends with one line that says the verdict', () => {
    const conforming = renderConsole(assembleReport(sampleInput()), { colour: false });

    expect(conforming).toBe('1 requirement passes; 1 call in 1.2 s: conforms\n');
    expect(
      text.endsWith(
        '0 requirements pass, 1 fails, 1 SHOULD failure (it does not affect the verdict), 1 blocked, 1 untestable; 1 call in 1.2 s: does not conform\n',
      ),
    ).toBe(true);
  });

  it('shows the first failed case of a requirement in full, and names the others', () => {
    expect(text).toContain(`FAIL a/one
a/one: keeps a/one
  MUST      a/one: a conforming target keeps a/one
  source    documented: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
  given     main ingress ssh: IpProtocol=tcp FromPort=22 ToPort=22 CidrIp=192.0.2.0/24
  sent      GroupId={main}
            IpPermissions.1.IpProtocol=tcp
  expected  200, return true; ssh is gone
  observed  200, return true
  mismatch  status: expected 400, observed 200
  again     ec2-conformance run --only 'a/one'
  request   POST / HTTP/1.1`);
    expect(text).toContain('\nalso a/one-again: keeps a/one-again\n');
  });

  it('groups more than two failures by cause, the one that blocks most first, and names failed SHOULDs', () => {
    const state = { kind: 'state', at: 'rules afterwards', expected: 'ssh', observed: 'none' } as const;
    const refused = { kind: 'status', at: 'status', expected: '4xx', observed: `200 ${'x'.repeat(200)}` } as const;
    const verdict = 'fail' as const;
    const report = assembleReport(
      sampleInput({
        register: [
          ...['a/one', 'a/two', 'a/three'].map((id) => sampleRequirement(id)),
          sampleRequirement('a/four', { dependsOn: ['a/three'] }),
          ...['a/five', 'a/six'].map((id) => sampleRequirement(id, { level: 'SHOULD' })),
        ],
        results: [
          sampleResult('a/one', { verdict, mismatches: [refused] }),
          sampleResult('a/two', { verdict, mismatches: [refused, state] }),
          sampleResult('a/three', { verdict, mismatches: [state] }),
          sampleResult('a/four', { verdict, mismatches: [state] }),
          sampleResult('a/five', { verdict, mismatches: [mismatch] }),
          sampleResult('a/six', { verdict, mismatches: [mismatch] }),
        ],
      }),
    );

    expect(renderConsole(report, { colour: false, reports: 'out' })).toBe(
      `${[
        'FAIL wrong rules afterwards',
        '  a/three (blocks 1): rules afterwards: expected ssh, observed none',
        'FAIL success instead of an error',
        `  a/one: status: expected 4xx, observed 200 ${'x'.repeat(73)}...`,
        `  a/two: status: expected 4xx, observed 200 ${'x'.repeat(73)}...`,
        '',
        'SHOULD failures, which do not affect the verdict',
        '  a/five, a/six',
        '',
        'blocked a/four: cannot be judged while a/three fails',
        '',
        'not judged 1 requirement is blocked: a requirement that it depends on fails (1 MUST)',
        '',
        'details: out/report.html, or npx ec2-conformance report out --verbose',
        'evidence: npx ec2-conformance explain --operation RevokeSecurityGroupIngress a/three',
        'reports: out',
        '',
        '0 requirements pass, 3 fail, 2 SHOULD failures (they do not affect the verdict), 1 blocked; 1 call in 1.2 s: does not conform',
      ].join('\n')}\n`,
    );
    const verbose = renderConsole(report, { colour: false, detail: 'verbose' });
    expect(verbose.match(/^FAIL /gm)).toHaveLength(5);
    expect(verbose).toContain('blocked a/four');
  });

  it('has at most 60 lines, however many requirements fail', () => {
    const ids = Array.from({ length: 400 }, (_, index) => `a/requirement-${index}`);
    const report = assembleReport(
      sampleInput({
        register: ids.map((id) => sampleRequirement(id)),
        results: ids.map((id) => sampleResult(id, { verdict: 'fail', mismatches: [mismatch] })),
      }),
    );

    const lines = renderConsole(report, { colour: false }).split('\n');
    expect(lines).toContain('... and 376 more failed requirements, in report.html');
    expect(lines.length).toBeLessThan(45);
  });

  it('lists what is blocked under the failure, not as failures', () => {
    expect(text).toContain('\nblocked a/two: cannot be judged while a/one fails\n');
    expect(text).not.toContain('FAIL a/two');
  });

  it('says why a run is incomplete', () => {
    expect(text).toContain('\nnote a/four is untestable: no case of this run tests it\n');
  });

  it('says what was not judged, whatever the verdict', () => {
    const input = sampleInput({
      register: [sampleRequirement('a/one'), sampleRequirement('a/two'), sampleRequirement('a/three')],
      selected: new Set(['a/one', 'a/three']),
      results: [sampleResult('a/one'), sampleResult('a/three', { verdict: 'observed' })],
      effort: 'smoke',
      baseline: { ...resolvedBaseline('a/two', 'a/two-x'), complaints: [] },
    });

    expect(renderConsole(assembleReport(input), { colour: false })).toBe(
      `${[
        'not judged 1 requirement was not asked at effort smoke (1 MUST)',
        'baseline 1 of 1 baseline entry could not be checked: cases that prove it were not judged (a/two)',
        '',
        '1 requirement passes, 1 not asked, 1 observed; 1 call in 1.2 s: conforms',
      ].join('\n')}\n`,
    );
  });

  it('says what the run made of server errors and of failures that did not repeat', () => {
    const reason = { kind: 'flaky', message: 'failed once' } as const;
    const transportStats = { throttled: 0, serverErrors: 2, visibleAfterMs: 0 };
    const report = assembleReport(sampleInput({ transportStats, results: [sampleResult('a/one', { reason })] }));

    expect(renderConsole(report, { colour: false })).toBe(
      '1 requirement passes; 1 call in 1.2 s (2 server errors retried and ignored, 1 case failed once and passed when repeated): conforms\n',
    );
  });

  it('says only the verdict when quiet', () => {
    expect(renderConsole(failing, { colour: false, detail: 'quiet' }).split('\n')).toHaveLength(2);
  });

  it('uses colour where it is wanted alone', () => {
    const sequence = '\u001b[';

    expect(text).not.toContain(sequence);
    expect(renderConsole(failing, { colour: true })).toContain(`${sequence}31mFAIL`);
    expect(wantsColour({ isTTY: true }, {})).toBe(true);
    expect(wantsColour({ isTTY: true }, { NO_COLOR: '' })).toBe(true);
    expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
    expect(wantsColour({}, {})).toBe(false);
  });
});

describe('progress', () => {
  function watched(isTTY: boolean, steps: number, run = steps): string {
    let written = '';
    let clock = 0;
    const stream = { isTTY, columns: 60, write: (text: string) => (written += text) };
    const progress = new Progress({ stream, total: 20, now: () => clock });
    for (let step = 1; step <= steps; step += 1) {
      clock += 500;
      progress.step({
        failed: step === 3,
        wasRun: step <= run,
        calls: step * 4,
        id: `a/case-\u001b${step}-${'x'.repeat(80)}`,
      });
    }
    progress.end();
    return written;
  }

  it('is a plain line every fifth of the way where there is no terminal', () => {
    expect(watched(false, 20).split('\n').slice(0, 2)).toStrictEqual([
      '4/20 cases, 1 failed, 16 calls, about 8 s left',
      '8/20 cases, 1 failed, 32 calls, about 6 s left',
    ]);
    expect(watched(false, 20)).toMatch(/\n20\/20 cases, 1 failed, 80 calls, done\n$/);
    expect(watched(false, 20).split('\n')).toHaveLength(6);
  });

  it('is one line on a terminal, never wider than it, and cleared in the end', () => {
    const drawn = watched(true, 3).split('\r\u001b[K');

    expect(drawn).toHaveLength(5);
    expect(drawn.every((line) => line.length < 60 && !line.includes('\n') && !line.includes('\u001b'))).toBe(true);
    expect(drawn[3]).toMatch(/^3\/20 cases, 1 failed, 12 calls, about 9 s left {2}a\/case-/);
    expect(drawn[4]).toBe('');
  });

  it('counts what was not run by itself, and says so in the end', () => {
    expect(watched(false, 20, 10)).toMatch(/\n10\/20 cases, 1 failed, 80 calls, 10 not run\n$/);
    expect(watched(true, 20, 10)).toMatch(/\r\u001b\[K10\/20 cases, 1 failed, 80 calls, 10 not run\n$/);
  });

  it('counts on when more cases come than were announced', () => {
    expect(watched(false, 25)).not.toContain('-');
    expect(watched(false, 25)).not.toContain('NaN');
  });
});

describe('JUnit', () => {
  it('is red where the exit code is, and never green for what was not judged', () => {
    const outcomes = [...renderJunit(failing).matchAll(/<testcase classname="a" name="([^"]+)"[^>]*>\s*<(\w+)/g)];

    expect(outcomes.map(([, name, outcome]) => [name, outcome])).toStrictEqual([
      ['a/one', 'failure'],
      ['a/one-again', 'failure'],
      ['a/two', 'skipped'],
      ['a/three', 'skipped'],
      ['a/four', 'error'],
    ]);
    expect(renderJunit(failing)).toContain('<testsuites name="ec2-conformance" tests="5" failures="2" errors="1"');
  });

  it('has one skipped test case for a topic that the effort left out, and none for what was not selected', () => {
    const input = sampleInput({
      register: ['a/one', 'a/two', 'b/three', 'b/four'].map((id) => sampleRequirement(id)),
      selected: new Set(['a/one']),
      effort: 'smoke',
    });
    const namesIn = (xml: string) =>
      [...xml.matchAll(/<testcase classname="[^"]+" name="([^"]+)"/g)].map(([, name]) => name);
    const effort = renderJunit(assembleReport(input));

    expect(namesIn(effort)).toStrictEqual(['a/one', 'a/not-asked', 'b/not-asked']);
    expect(effort).toContain('<skipped message="not part of this effort: b/three, b/four"/>');
    expect(namesIn(renderJunit(assembleReport({ ...input, isLimited: true })))).toStrictEqual(['a/one']);
  });

  it('is red for what was planned, decides, and was not asked', () => {
    const reason = { kind: 'no-calls-left', message: 'the call limit was reached' } as const;
    const results = [sampleResult('a/one', { verdict: 'not-asked', reason })];

    expect(renderJunit(assembleReport(sampleInput({ results })))).toContain(
      '<error message="not-asked: the call limit was reached" type="not-judged">',
    );
  });

  it('leaves a pass empty', () => {
    expect(renderJunit(assembleReport(sampleInput()))).toContain('<testcase classname="a" name="a/one" time="0.005"/>');
  });
});

describe('givenText', () => {
  it('names nested objects by their paths', () => {
    expect(givenText({ main: { ingress: { a: { X: '1', Y: [2] } }, egress: {} }, note: 'n' })).toBe(
      'note=n\nmain ingress a: X=1 Y=[2]',
    );
    expect(givenText(null)).toBe('nothing');
    expect(givenText({ main: {} })).toBe('nothing');
    expect(givenText(['a'])).toBe('["a"]');
  });
});

describe('files', () => {
  const made: string[] = [];
  async function directory(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'report-'));
    made.push(path);
    return path;
  }
  afterEach(async () => {
    for (const path of made.splice(0)) await rm(path, { recursive: true });
  });

  it('are written whole, in every format, beside what else lies there', async () => {
    const out = join(await directory(), 'deep', 'out');

    await writeReports(failing, out);
    await writeFile(join(out, 'mine.txt'), 'kept');
    const paths = await writeReports(failing, out);

    expect((await readdir(out)).sort()).toStrictEqual([
      'badge.json',
      'ctrf.json',
      'junit.xml',
      'mine.txt',
      'report.html',
      'report.json',
      'report.sarif',
      'summary.md',
    ]);
    expect(paths).toContain(join(out, 'report.json'));
    expect(JSON.parse(await readFile(join(out, 'report.json'), 'utf8'))).toStrictEqual(
      JSON.parse(JSON.stringify(failing)),
    );
  });

  it('are read again from the directory or by name', async () => {
    const out = await directory();
    await writeReports(failing, out);

    expect(await readReport(out)).toStrictEqual(await readReport(join(out, 'report.json')));
  });

  it('that are no reports are refused with the next step', async () => {
    const out = await directory();
    const file = join(out, 'report.json');
    await expect(readReport(out)).rejects.toThrow(/report\.json does not exist: give the directory/);
    for (const [text, problem] of [
      ['<html>', /is not JSON/],
      ['[]', /holds no JSON object/],
      ['{"schemaVersion": 99}', /is a report with schemaVersion 99, written by another version of ec2-conformance/],
      [
        '{"schemaVersion": 1, "suite": {"version": "0.1.0"}}',
        /with schemaVersion 1, written by ec2-conformance 0\.1\.0; this version reads 2\. Render it with the version/,
      ],
      ['{"schemaVersion": 2}', /lacks suite, operations, target/],
    ] as const) {
      await writeFile(file, text);

      await expect(readReport(file)).rejects.toThrow(problem);
    }
  });
});
