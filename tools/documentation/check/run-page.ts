/** Types a page's commands into a shell, one after the other, as a reader would, and says what came of each. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from './page-steps.ts';

export interface StepOutcome {
  readonly step: Step;
  /** Standard output and error, as they came. */
  readonly printed: string;
  /** Exit codes other than 0 of its commands, in their order. */
  readonly codes: readonly number[];
  /** Whether the shell came to its end. */
  readonly ended: boolean;
}

/** Where a page's commands are typed. */
export interface Workplace {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** A new folder that the commands do not see. */
  beside(name: string): string;
  /** Removes what the commands left. */
  tidy(): void;
}

/** Runs the steps in one bash. Servers that a page leaves running are ended, and its files removed. */
export async function runPage(
  steps: readonly Step[],
  place: Workplace,
  timeoutMs: number,
): Promise<readonly StepOutcome[]> {
  const log = place.beside('log');
  try {
    writeFileSync(join(log, 'page.sh'), script(steps, log));
    await bash(join(log, 'page.sh'), place, timeoutMs);
    return steps.map((step, index) => outcomeOf(step, join(log, String(index))));
  } finally {
    place.tidy();
  }
}

/**
 * Each step is read from a file of its own, so that a mistake in one leaves the others whole. The colon at its end keeps
 * the code of its last command from being that of the file, and counted twice.
 */
function script(steps: readonly Step[], log: string): string {
  const atEnd = `trap 'trap - ERR; kill $(jobs -p) 2>/dev/null; wait' EXIT\n`;
  const parts = steps.map(({ command }, index) => {
    const file = join(log, String(index));
    const trap = `trap 'echo "$?" >> ${file}.codes' ERR\n`;
    writeFileSync(`${file}.sh`, `${trap}${command}:\n`);
    return `. ${file}.sh > ${file}.out 2>&1\ntouch ${file}.ended\n`;
  });
  return `${atEnd}${parts.join('')}`;
}

/** In a process group of its own, of which nothing is left afterwards. */
async function bash(script: string, { folder: cwd, environment: env }: Workplace, timeoutMs: number): Promise<void> {
  const child = spawn('bash', [script], { cwd, env, stdio: 'ignore', detached: true });
  const { pid } = child;
  const end = () => {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // All of them have ended by themselves.
    }
  };
  const timer = setTimeout(end, timeoutMs);
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', () => resolve());
    });
  } finally {
    clearTimeout(timer);
    end();
  }
}

function outcomeOf(step: Step, file: string): StepOutcome {
  const read = (name: string) => (existsSync(name) ? readFileSync(name, 'utf8') : '');
  const codes = read(`${file}.codes`)
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
  return { step, printed: read(`${file}.out`), codes, ended: existsSync(`${file}.ended`) };
}
