/** Clients that misbehave: each gives a clear verdict for its case, the rest goes on, and no process is left. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../package/package-root.ts';
import { type ClientRun, runClient } from './client-run.ts';
import { CommandAdapter } from './driver/command-adapter.ts';
import { DriverAdapter } from './driver/driver-adapter.ts';
import { ClientWorkspace } from './driver/environment.ts';
import type { ClientCase } from './fixture.ts';
import type { ClientAdapter } from './outcome.ts';

const folder = mkdtempSync(join(tmpdir(), 'ec2-conformance-test-'));
const workspace = new ClientWorkspace();

afterAll(() => {
  rmSync(folder, { recursive: true });
  workspace.remove();
});

/** A driver that behaves until its nth call, and then does something else. Call 1 is the run's first contact. */
function driver(name: string, misbehaviour: string, atCall = 3): readonly string[] {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(
    path,
    `import { createInterface } from 'node:readline';
import { writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
let calls = 0;
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type === 'start') say({ seq: message.seq, type: 'started', protocol: 1, name: 'bad', unheardOf: 1 });
  if (message.type !== 'call') continue;
  calls += 1;
  if (calls === ${atCall}) { ${misbehaviour} }
  await fetch(message.endpoint, { method: 'POST', body: 'Action=A' });
  say({ seq: message.seq, type: 'result', output: {} });
}`,
  );
  return [process.execPath, path];
}

const cases: readonly ClientCase[] = Array.from({ length: 5 }, (_, index) => ({
  id: `test/case-${index + 1}`,
  title: 'reports a success',
  requirements: ['test/success'],
  operation: 'RevokeSecurityGroupIngress',
  input: { Case: index + 1 },
  report: { outcome: 'result' },
}));

/** More than may go unjudged in a row, each about its response. */
const documents: readonly ClientCase[] = cases.concat(cases).map((one, index) => ({
  ...one,
  id: `test/document-${index + 1}`,
  answers: [{ status: 200, body: '<a' }],
  report: { outcome: 'anyError' },
}));

function run(adapter: ClientAdapter, timeoutMs = 1500, concurrency = 1, asked = cases): Promise<ClientRun> {
  return runClient({
    operation: 'RevokeSecurityGroupIngress',
    adapter,
    cases: asked,
    properties: [],
    invariants: [],
    isOpen: () => false,
    timeoutMs,
    concurrency,
    reproduce: () => '',
  });
}

function runDriver(command: readonly string[], timeoutMs?: number, asked = cases): Promise<ClientRun> {
  const adapter = new DriverAdapter({ command, workspace, environment: process.env, startTimeoutMs: 5000 });
  return run(adapter, timeoutMs, 1, asked);
}

function runCommand(command: readonly string[], timeoutMs?: number): Promise<ClientRun> {
  return run(new CommandAdapter({ command, workspace, environment: process.env, lacks: [] }), timeoutMs);
}

function verdictsOf({ results }: ClientRun): readonly string[] {
  return results.map(({ verdict, reason }) => `${verdict}${reason === undefined ? '' : `: ${reason.message}`}`);
}

describe('a driver that', () => {
  test('behaves passes, unknown members and all', async () => {
    expect(verdictsOf(await runDriver(driver('good', '', 99)))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });

  test('is not there did not start', async () => {
    const { problem, results } = await runDriver([join(folder, 'absent')]);

    expect(problem?.message).toMatch(/ENOENT/);
    expect(results).toEqual([]);
  });

  test('speaks another protocol did not start', async () => {
    const path = join(folder, 'other.mjs');
    writeFileSync(
      path,
      `process.stdin.once('data', () => console.log('{"seq":1,"type":"started","protocol":7,"name":"x"}')); setTimeout(() => {}, 60000);`,
    );

    const { problem } = await runDriver([process.execPath, path]);

    expect(problem?.message).toContain('protocol 7, while this suite speaks protocol 1');
  });

  test('crashes at one call fails that case alone', async () => {
    const verdicts = verdictsOf(await runDriver(driver('crash', 'console.error("out of memory"); process.exit(7);')));

    expect(verdicts[1]).toMatch(/^untestable: the driver ended with exit code 7; it said: out of memory/);
    expect(verdicts.filter((verdict) => verdict === 'pass')).toHaveLength(3);
  });

  test('crashes on every document fails each case with what it said, and all of them are asked', async () => {
    const crash =
      'await fetch(message.endpoint, { method: "POST", body: "Action=A" }); console.error("bad XML"); process.exit(7);';
    const { results, cutShort } = await runDriver(
      driver('crash-on-document', `calls = 0; } if (message.input.Case !== undefined) { ${crash}`, 1),
      1500,
      documents,
    );

    expect(results.map(({ verdict, mismatches }) => [verdict, mismatches[0]?.observed])).toEqual(
      documents.map(() => ['fail', 'the driver ended with exit code 7; it said: bad XML']),
    );
    expect(cutShort).toEqual([]);
  });

  test('replies with another seq has that quoted', async () => {
    const reply = `say({ seq: message.seq + 100, type: 'result', output: {} }); continue;`;
    const verdicts = verdictsOf(
      await runDriver(driver('seq', `await fetch(message.endpoint, { method: 'POST', body: 'Action=A' }); ${reply}`)),
    );

    expect(verdicts[1]).toMatch(/^untestable: .* a message whose seq 104 no call awaits \(awaited: 4\)/);
  });

  test('needs longer than the time that a call may take has the option that gives it more named', async () => {
    const slow = `await fetch(message.endpoint, { method: 'POST', body: 'Action=A' }); await new Promise(() => setInterval(() => {}, 1000));`;
    const verdicts = verdictsOf(await runDriver(driver('slow', slow), 1000));

    expect(verdicts[1]).toMatch(
      /^untestable: .* within 1000 ms.*; 1 request arrived. If the client needs longer, raise --timeout/,
    );
  });

  test('crashes with several calls under way is blamed for the one that crashes it', async () => {
    const command = driver('crash-at-three', 'calls = 0; } if (message.input.Case === 3) { process.exit(7);', 1);
    const adapter = new DriverAdapter({ command, workspace, environment: process.env, startTimeoutMs: 5000 });
    const verdicts = verdictsOf(await run(adapter, 1500, 4));

    expect(verdicts.map((verdict) => verdict.split(':')[0])).toEqual(['pass', 'pass', 'untestable', 'pass', 'pass']);
  });

  test('hangs at one call is ended and started anew', async () => {
    const verdicts = verdictsOf(
      await runDriver(driver('hang', 'await new Promise(() => setInterval(() => {}, 1000));')),
    );

    expect(verdicts[1]).toMatch(/^untestable: the driver did not answer within 1500 ms/);
    expect(verdicts.at(-1)).toMatch(/^(pass|untestable)/);
  });

  test('prints garbage in place of a response has it quoted', async () => {
    const verdicts = verdictsOf(
      await runDriver(driver('garbage', `console.log('Segmentation \\x1b[31m fault'); continue;`)),
    );

    expect(verdicts[1]).toMatch(
      /^untestable: the driver did not answer .* it printed a line that is no JSON object: Segmentation \\x1b/,
    );
  });

  test('replies with what is no output has it named at once', async () => {
    const reply = `await fetch(message.endpoint, { method: 'POST' }); say({ seq: message.seq, type: 'result', output: [1] }); continue;`;
    const started = performance.now();
    const verdicts = verdictsOf(await runDriver(driver('list', reply), 20_000));

    expect(verdicts[1]).toMatch(/^untestable: the driver replied with a result without an object as output: .*\[1\]/);
    expect(verdicts.filter((verdict) => verdict === 'pass')).toHaveLength(4);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('hangs or crashes once at a response passes when it is asked again, and fails when it does so each time', async () => {
    const receive = 'await fetch(message.endpoint, { method: "POST", body: "Action=A" });';
    const hang = `${receive} await new Promise(() => setInterval(() => {}, 1000));`;
    const once = (misbehaviour: string, name: string) =>
      `const { existsSync } = await import('node:fs'); const seen = ${JSON.stringify(join(folder, name))};
       if (!existsSync(seen)) { writeFileSync(seen, ''); ${misbehaviour} }`;
    const failing = `${receive} say({ seq: message.seq, type: 'clientError', message: 'no XML' }); continue;`;
    const asked = documents.slice(0, 2);
    const run = async (name: string, misbehaviour: string) => {
      const command = driver(
        name,
        `calls = 0; } if (message.input.Case !== undefined) { ${misbehaviour} ${failing}`,
        1,
      );
      return verdictsOf(await runDriver(command, 1500, asked)).map((verdict) => verdict.split(':')[0]);
    };

    expect(await run('hang-once', once(hang, 'hung'))).toEqual(['pass', 'pass']);
    expect(await run('crash-once', once(`${receive} process.exit(7);`, 'crashed'))).toEqual(['pass', 'pass']);
    expect(await run('hang-always', hang)).toEqual(['fail', 'fail']);
  });

  test('prints a banner before its response passes', async () => {
    const verdicts = verdictsOf(await runDriver(driver('banner', `console.log('hello'); console.log('{"seq":"x"}');`)));

    expect(verdicts).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });

  test('floods its output is ended', async () => {
    const flood =
      'for (;;) { if (!process.stdout.write("x".repeat(65536))) await new Promise((r) => process.stdout.once("drain", r)); }';
    const verdicts = verdictsOf(await runDriver(driver('flood', flood), 20_000));

    expect(verdicts[1]).toMatch(/^untestable: the driver printed a line of more than \d+ bytes/);
  });

  test('talks to another host never counts as judged', async () => {
    const { problem } = await runDriver(
      driver('elsewhere', `say({ seq: message.seq, type: 'result', output: {} }); continue;`, 1),
    );

    expect(problem?.message).toMatch(/^no request arrived at http:\/\/127\.0\.0\.1:\d+; the client reported success/);
  });

  test('goes elsewhere at one call leaves that case open', async () => {
    const verdicts = verdictsOf(
      await runDriver(driver('astray', `say({ seq: message.seq, type: 'result', output: {} }); continue;`)),
    );

    expect(verdicts[1]).toMatch(/^untestable: .* no request arrived: it talks to another host/);
  });

  test('says that it is at fault itself is not held against the client', async () => {
    const verdicts = verdictsOf(
      await runDriver(
        driver('fault', `say({ seq: message.seq, type: 'driverError', message: 'my mistake' }); continue;`),
      ),
    );

    expect(verdicts[1]).toBe('error: the driver is at fault: my mistake');
  });

  test('never answers any call ends the run after five', async () => {
    const path = join(folder, 'mute.mjs');
    writeFileSync(path, 'setInterval(() => {}, 1000);');

    const { problem } = await runClientQuickly([process.execPath, path]);

    expect(problem?.message).toMatch(/did not answer within 400 ms/);
  });

  test('leaves processes of its own loses them with its end', async () => {
    const pidFile = join(folder, 'grandchild.pid');
    const orphan = `const c = spawn('sleep', ['300'], { stdio: 'inherit' }); writeFileSync(${JSON.stringify(pidFile)}, String(c.pid));`;
    await runDriver(driver('parent', orphan));
    await sleep(100);

    expect(isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
  });
});

describe('a process in a session of its own that a driver leaves', () => {
  test('with its output open keeps no run from its end', async () => {
    const pidFile = join(folder, 'session.pid');
    const orphan = `const c = spawn('sleep', ['300'], { stdio: 'inherit', detached: true }); writeFileSync(${JSON.stringify(pidFile)}, String(c.pid));`;
    const program = ['client', '--only', 'client-encoding/group-id', '--', ...driver('own-session', orphan, 1)];
    const started = performance.now();
    try {
      const { status } = spawnSync(process.execPath, [join(packageRoot(), 'dist/harness/cli/main.js'), ...program], {
        stdio: 'ignore',
        ...{ timeout: 30_000, killSignal: 'SIGKILL' },
      });
      expect(status).not.toBeNull();
      expect(performance.now() - started).toBeLessThan(20_000);
    } finally {
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
    }
  });
});

describe('a command that', () => {
  test('is not there did not start', async () => {
    const { problem } = await runCommand([join(folder, 'absent'), '{json}']);

    expect(problem?.message).toMatch(/absent could not be started/);
  });

  test('never connects gives nothing to judge', async () => {
    const { problem } = await runCommand(['true', '{json}']);

    expect(problem?.message).toMatch(/^no request arrived/);
  });

  test('succeeds without JSON leaves its cases open', async () => {
    const script = 'fetch(process.env.AWS_ENDPOINT_URL_EC2, { method: "POST" }).then(() => console.log("done"))';
    const { problem } = await runCommand([process.execPath, '-e', script, '{json}'], 10_000);

    expect(problem?.message).toMatch(/printed no JSON: done/);
  });

  test('hangs is ended', async () => {
    const { problem } = await runCommand([process.execPath, '-e', 'setInterval(() => {}, 1000)', '{json}'], 300);

    expect(problem?.message).toMatch(/did not end within 300 ms/);
  });
});

function runClientQuickly(command: readonly string[]): Promise<ClientRun> {
  return run(new DriverAdapter({ command, workspace, environment: process.env, startTimeoutMs: 400 }));
}

/** A process that has ended and was not waited for yet is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return (
      execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
        .trim()
        .startsWith('Z') === false
    );
  } catch {
    return false;
  }
}
