import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { revokeFaults } from '../mutants/catalogue.ts';
import { packageRoot } from '../package/package-root.ts';
import { startReference } from '../reference/reference.ts';
import { withFaults } from './commands/serve.ts';

const directory = mkdtempSync(join(tmpdir(), 'action-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** The action's step as a runner starts it. */
async function action(inputs: Readonly<Record<string, string>>) {
  const files = { GITHUB_OUTPUT: join(directory, 'output'), GITHUB_STEP_SUMMARY: join(directory, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const out = join(directory, 'out');
  rmSync(out, { recursive: true, force: true });
  const child = spawn('bash', [join(packageRoot(), 'action.sh')], {
    cwd: directory,
    env: { PATH: process.env['PATH'], GITHUB_ACTION_PATH: packageRoot(), INPUT_OUT: out, ...files, ...inputs },
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const outputs = Object.fromEntries(
    readFileSync(files.GITHUB_OUTPUT, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('=', 2)),
  );
  return { code, log, outputs, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') };
}

const part = { INPUT_OPTIONS: '--only=exact-match/mismatch-*\n--skip=*/any-*\n--quiet\n' };

describe('the GitHub action', { timeout: 120_000 }, () => {
  it('passes a conforming server, with a summary and its outputs', async () => {
    const { code, log, outputs, summary } = await action(part);

    expect(code).toBe(0);
    expect(outputs).toStrictEqual({ verdict: 'conforms', 'exit-code': '0', report: join(directory, 'out') });
    expect(summary).toContain('# ec2-conformance: conforms');
    expect(log).toMatch(/^::notice title=ec2-conformance::.*conforms$/m);
  });

  it('fails another, with an annotation for each requirement', async () => {
    const target = await startReference({ behaviour: withFaults(['mismatch-code-general'], revokeFaults) });
    try {
      const { code, log, outputs } = await action({
        ...part,
        INPUT_ENDPOINT: target.endpoint.href,
        INPUT_STRICT: 'true',
      });

      expect([code, outputs['verdict'], outputs['exit-code']]).toStrictEqual([1, 'does-not-conform', '1']);
      expect(log).toMatch(/^::error title=fail%3A exact-match\/mismatch-/m);
    } finally {
      await target.close();
    }
  });

  it('waits for a server that is started by the step before', async () => {
    const first = await startReference();
    const { href, port } = first.endpoint;
    await first.close();
    const late = new Promise<Awaited<ReturnType<typeof startReference>>>((resolve) =>
      setTimeout(() => resolve(startReference({ port: Number(port) })), 1_000),
    );
    const { code, outputs } = await action({ ...part, INPUT_ENDPOINT: href, INPUT_WAIT: '20' });
    await (await late).close();

    expect([code, outputs['verdict']]).toStrictEqual([0, 'conforms']);
  });

  it('runs nothing that is in an endpoint, and gives no verdict where nothing was tested', async () => {
    const { code, outputs } = await action({ ...part, INPUT_ENDPOINT: 'http://$(touch owned)`touch owned`/' });

    expect([code, outputs['verdict']]).toStrictEqual([2, '']);
    expect(() => readFileSync(join(directory, 'owned'))).toThrow(/ENOENT/);
  });

  it('names no input or output that its script does not use', () => {
    const yaml = readFileSync(join(packageRoot(), 'action.yml'), 'utf8');
    const script = readFileSync(join(packageRoot(), 'action.sh'), 'utf8');
    const variables = [...yaml.matchAll(/^ {8}(INPUT_[A-Z]+): \$\{\{ inputs\.([a-z]+) \}\}$/gm)];
    const inputs = [...(yaml.split('outputs:')[0] ?? '').matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name]) => name);

    expect(variables.map(([, , name]) => name).sort()).toStrictEqual([...inputs].sort());
    expect(variables.filter(([, variable = '']) => !script.includes(variable))).toStrictEqual([]);
  });
});
