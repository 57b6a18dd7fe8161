/** Types a page's commands into a shell, one after the other, as a reader would, and says what came of each. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageStep } from './page-steps.ts';
import { type FolderState, folderState, leftJobsLines, shellProblems, shellStateLines } from './traces.ts';

/** The output and exit code of one command. */
export interface StepOutcome {
  readonly step: PageStep;
  /** Standard output and error, as they came. */
  readonly printed: string;
  /** Exit codes other than 0 of its commands, in their order. */
  readonly codes: readonly number[];
  /** Whether the shell came to its end. */
  readonly ended: boolean;
}

/** The outcomes of a page's commands. */
export interface PageRun {
  readonly outcomes: readonly StepOutcome[];
  /** What the commands left behind in the shell, as sentences. */
  readonly traces: readonly string[];
  readonly before: FolderState;
  readonly after: FolderState;
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
export async function runPage(steps: readonly PageStep[], place: Workplace, timeoutMs: number): Promise<PageRun> {
  const log = place.beside('log');
  const before = folderState(place.folder);
  try {
    writeFileSync(join(log, 'page.sh'), script(steps, log));
    const isAlone = await bash(join(log, 'page.sh'), place, timeoutMs);
    const jobs = textIn(join(log, 'jobs')).trim();
    const running = jobs.replace(/^\[\d+\]\S*\s+Running\s+/gm, '').replaceAll('\n', ', ');
    return {
      outcomes: steps.map((step, index) => outcomeOf(step, join(log, String(index)))),
      traces: [
        ...(jobs === '' && isAlone ? [] : [`leaves a process running: ${running}`]),
        ...shellProblems(join(log, 'before'), join(log, 'after')),
      ],
      before,
      after: folderState(place.folder),
    };
  } finally {
    place.tidy();
  }
}

/**
 * Each step is read from a file of its own, so that a mistake in one leaves the others whole. The colon at its end keeps
 * the code of its last command from being that of the file, and counted twice.
 */
function script(steps: readonly PageStep[], log: string): string {
  const atEnd = `trap 'trap - ERR; kill $(jobs -p) 2>/dev/null; wait' EXIT\n`;
  const parts = steps.map(({ command }, index) => {
    const file = join(log, String(index));
    const trap = `trap 'echo "$?" >> ${file}.codes' ERR\n`;
    writeFileSync(`${file}.sh`, `${trap}${command}:\n`);
    return `. ${file}.sh > ${file}.out 2>&1\ntouch ${file}.ended\n`;
  });
  // The trap for errors is the test's, and is off again before the shell is looked at.
  const begin = shellStateLines(join(log, 'before'));
  const end = `trap - ERR\n${leftJobsLines(join(log, 'jobs'))}${shellStateLines(join(log, 'after'))}`;
  return `${atEnd}${begin}${parts.join('')}${end}`;
}

/** In a process group of its own, of which nothing is left afterwards; returns whether the shell was the last of it. */
async function bash(script: string, { folder: cwd, environment: env }: Workplace, timeoutMs: number): Promise<boolean> {
  const child = spawn('bash', [script], { cwd, env, stdio: 'ignore', detached: true });
  const { pid } = child;
  const end = () => {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      return false;
    } catch {
      // All of them have ended by themselves.
      return true;
    }
  };
  const timer = setTimeout(end, timeoutMs);
  let isAlone = false;
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', () => resolve());
    });
  } finally {
    clearTimeout(timer);
    isAlone = end();
  }
  return isAlone;
}

function outcomeOf(step: PageStep, file: string): StepOutcome {
  const codes = textIn(`${file}.codes`)
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
  return { step, printed: textIn(`${file}.out`), codes, ended: existsSync(`${file}.ended`) };
}

function textIn(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
