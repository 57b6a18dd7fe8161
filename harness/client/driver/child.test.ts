import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../package/package-root.ts';
import { Child, type ChildEnd } from './child.ts';

const forever = ['-e', 'setInterval(() => {}, 1000)'];

function start(command: string, args: readonly string[]): { readonly child: Child; readonly ended: Promise<ChildEnd> } {
  let end: (how: ChildEnd) => void = () => undefined;
  const ended = new Promise<ChildEnd>((resolve) => {
    end = resolve;
  });
  return { child: new Child(command, args, { environment: {}, onOutput: () => undefined, onEnd: end }), ended };
}

/** What this process does at its end: one thing more while a child runs. */
const exitListeners = () => process.listenerCount('exit');

describe('the end of this process', () => {
  it('concerns children from the start of the first to the end of the last', async () => {
    const before = exitListeners();

    const first = start(process.execPath, forever);
    const second = start(process.execPath, forever);
    expect(exitListeners()).toBe(before + 1);
    await first.child.abort();
    expect(exitListeners()).toBe(before + 1);
    await second.child.abort();
    expect(exitListeners()).toBe(before);

    const third = start(process.execPath, forever);
    expect(exitListeners()).toBe(before + 1);
    await third.child.abort();
    expect(exitListeners()).toBe(before);
  });

  it('is of no concern to a child that could not be started', async () => {
    const before = exitListeners();

    expect(await start('/nowhere/at-all', []).ended).toMatchObject({
      failedToStart: expect.stringContaining('ENOENT'),
    });

    expect(exitListeners()).toBe(before);
  });

  it('ends the children', async () => {
    const module = pathToFileURL(join(packageRoot(), 'dist/harness/client/driver/child.js')).href;
    const program = `
      const { Child } = await import(${JSON.stringify(module)});
      const onOutput = (chunk) => { process.stdout.write(chunk); process.exit(); };
      new Child(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'], { environment: {}, onOutput, onEnd: () => {} });
    `;

    const pid = Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));

    expect(pid).toBeGreaterThan(1);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 5000 });
  });
});
