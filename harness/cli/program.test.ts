import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembleReport } from '../../reports/assemble.ts';
import { writeReports } from '../../reports/write.ts';
import { runSampleProgram } from '../../test-support/cli/sample-program.ts';
import { sampleInput } from '../../test-support/reports/sample-results.ts';
import { command } from './command.ts';
import { commandHelp } from './help.ts';
import { runOptions } from './run/run-options.ts';

describe('wrong usage', () => {
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /^Usage: ec2-conformance COMMAND/],
    [['lst'], /There is no command "lst"\. Did you mean list\? There are serve, list/],
    [['--strict'], /Options come after a command; there is no command "--strict"/],
    [['list', '--jsn'], /ec2-conformance list has no option "--jsn"\. Did you mean --json\?/],
    [['list', '-j'], /ec2-conformance list has no option "-j"\./],
    [['list', 'cases', 'more'], /takes no argument "more"\. An operation is named by --operation NAME\. See/],
    [['list', 'case'], /There are no "case" to list\. Did you mean cases\?/],
    [['list', 'constructor'], /There are no "constructor" to list/],
    [['list', '--json=yes'], /--json takes no value\. Leave out "yes"/],
    [['list', '--json', '--json'], /--json is given twice/],
    [['explain'], /ec2-conformance explain needs ID/],
    [['explain', 'a/onee'], /called "a\/onee"\. Did you mean a\/one\?/],
    [['explain', '\u001b[2J'], /called "\?\[2J"/],
    [['serve', '--port'], /--port needs a value\. Write --port N\./],
    [['serve', '--port', '--fault'], /--port needs a value/],
    [['serve', '--port', '70000'], /--port takes a whole number from 0 to 65535, not "70000"/],
    [['serve', '--port', '1e3'], /not "1e3"/],
    [['serve', '--fault', ''], /--fault is empty/],
    [['serve', '--fault', 'says-teapo'], /No fault is called "says-teapo"\. Did you mean says-teapot\?/],
    [['report', '/nowhere/at/all'], /\/nowhere\/at\/all does not exist: give the directory/],
    [['report', 'x', '--to', 'htm'], /There is no format "htm"\. Did you mean html\?/],
    [['fail', 'usage'], /^ec2-conformance: This is how\.\n$/],
    [['help', 'nothing'], /There is no command "nothing"/],
  ];
  for (const [args, message] of table) {
    it(`${JSON.stringify(args)} is one sentence on the error stream and exit code 2`, async () => {
      const { code, out, error } = await runSampleProgram(args);

      expect(error).toMatch(message);
      expect([code, out]).toStrictEqual([2, '']);
      if (args.length > 0) expect(error.trimEnd().split('\n')).toHaveLength(1);
    });
  }
});

describe('a mistake of the program itself', () => {
  it('is reported in one line without a stack, and is no verdict on the target', async () => {
    const { code, error } = await runSampleProgram(['fail']);

    expect(code).toBe(3);
    expect(error).toBe(
      'ec2-conformance: a mistake of this program, not of the target: x is not a function\nSet EC2_CONFORMANCE_DEBUG=1 to see where, and report it.\n',
    );
  });

  it('shows its stack when asked', async () => {
    const { error } = await runSampleProgram(['fail'], { environment: { EC2_CONFORMANCE_DEBUG: '1' } });

    expect(error).toContain('program.test.ts');
  });
});

describe('help', () => {
  it('lists every command, and a command lists every option', async () => {
    expect((await runSampleProgram(['--help'])).out).toMatch(
      /serve .*\n {2}list .*\n {2}explain ID\|GLOB .*\n {2}report DIR/,
    );
    expect((await runSampleProgram(['help', 'serve'])).out).toBe((await runSampleProgram(['serve', '--help'])).out);
    expect((await runSampleProgram(['serve', '-h'])).out).toMatch(
      /\n {2}--fault ID {2,}start it with these faults; `list faults` shows them; may be repeated\n/,
    );
    expect((await runSampleProgram(['report', '--help'])).out).toContain('(default: console)');
  });

  it('prints the version', async () => {
    expect(await runSampleProgram(['--version'])).toStrictEqual({ code: 0, out: '1.2.3\n', error: '' });
  });

  it('names the options of a run in kebab case, with their defaults', () => {
    const run = command({ name: 'run', takes: [], about: 'a', options: runOptions, run: async () => 0 });

    expect(commandHelp(run)).toMatch(/\n {2}--max-calls N +maximum calls in all/);
    expect(commandHelp(run)).toMatch(/\n {2}--out DIR .*\(default: ec2-conformance-report\)\n/);
  });
});

describe('list', () => {
  it('is lines with id, level and sentence', async () => {
    expect((await runSampleProgram(['list'])).out).toBe(
      'a/one  MUST    a conforming target keeps a/one\nb/two  OBSERVE a conforming target keeps b/two\n',
    );
    expect((await runSampleProgram(['list', 'cases'])).out).toBe('a/example  keeps the other rule\n');
    expect((await runSampleProgram(['list', 'faults'])).out).toBe(
      'says-teapot  answers every request with 418 (a/one)\n',
    );
  });

  it('is a JSON array when asked', async () => {
    expect(JSON.parse((await runSampleProgram(['list', 'requirements', '--json'])).out)).toHaveLength(2);
    expect(JSON.parse((await runSampleProgram(['list', 'faults', '--json'])).out)).toStrictEqual([
      { id: 'says-teapot', means: 'answers every request with 418', breaks: 'a/one', also: [] },
    ]);
  });
});

describe('serve', () => {
  async function statusOf(args: readonly string[]): Promise<{ status: number; out: string }> {
    let out = '';
    let status = 0;
    let end = (): void => undefined;
    const interrupted = new Promise<void>((resolve) => {
      end = resolve;
    });
    const stdout = {
      write: (text: string) => {
        out += text;
        const url = /AWS_ENDPOINT_URL_EC2='([^']+)'/.exec(text)?.[1] ?? '';
        void fetch(url, { method: 'POST' })
          .then(async (response) => {
            status = response.status;
            await response.arrayBuffer();
          })
          .finally(end);
      },
    };
    await runSampleProgram(['serve', ...args], { stdout, interrupted: () => interrupted });
    return { status, out };
  }

  it('answers until it is interrupted, and prints what a client needs', async () => {
    const { status, out } = await statusOf([]);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(out).toMatch(/^export AWS_ENDPOINT_URL_EC2='http:\/\/127\.0\.0\.1:\d+\/'\nexport AWS_REGION='us-east-1'\n/);
    expect(out).toContain("export AWS_SECRET_ACCESS_KEY='test'\n");
  });

  it('shows the faults it is started with', async () => {
    expect((await statusOf(['--fault', 'says-teapot'])).status).toBe(418);
  });

  it('says so when the port is taken', async () => {
    let taken = '';
    const inner = await statusOf([]);
    expect(inner.out).not.toBe('');
    const { createServer } = await import('node:net');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as { port: number };
      const { code, error } = await runSampleProgram(['serve', '--port', String(port)]);
      taken = error;
      expect(code).toBe(2);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }

    expect(taken).toMatch(/Port \d+ is in use\. Give another, or leave out --port/);
  });
});

describe('report', () => {
  it('renders an earlier report in each format', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'report-'));
    try {
      await writeReports(assembleReport(sampleInput()), directory);

      expect((await runSampleProgram(['report', directory])).out).toBe(
        '1 requirement passes; 1 call in 1.2 s: conforms\n',
      );
      expect((await runSampleProgram(['report', directory, '--to', 'junit'])).out).toMatch(/^<\?xml/);
      expect((await runSampleProgram(['report', directory, '--to', 'html'])).out).toMatch(/^<!doctype html>/);
      expect((await runSampleProgram(['report', join(directory, 'report.json'), '--to', 'markdown'])).out).toMatch(
        /^# ec2-conf/,
      );
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
