/**
 * Notices that the parent process is gone. A shell that is killed does not notify its background jobs, a CI job that is
 * cancelled kills npx alone, and standard input is often closed from the start; what always happens is that the parent changes.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Milliseconds between two looks; they cost next to nothing. */
const lookEveryMs = 500;

/**
 * Resolves when the parent has ended, or, where npm is its parent, npm. npx starts a command by `sh -c`: when npx is killed
 * that shell lives on and waits, so that the parent's own parent counts there. Keeps no process alive by itself.
 */
export function parentEnded(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const parent = process.ppid;
  const npm = npmBehind(parent, environment);
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const isGone = process.ppid !== parent || !isAlive(parent) || (npm !== undefined && !isAlive(npm));
      if (!isGone) return;
      clearInterval(timer);
      resolve();
    }, lookEveryMs);
    timer.unref();
  });
}

/** The process id of npm where the parent is the shell that npm put between itself and this process. */
function npmBehind(parent: number, environment: Readonly<Record<string, string | undefined>>): number | undefined {
  if (environment['npm_command'] === undefined || process.platform === 'win32') return undefined;
  const shell = describeProcess(parent);
  const isShell = shell !== undefined && /^-?(?:ba|da|a|k|z)?sh$|^busybox$/.test(basename(shell.name));
  return isShell && shell.parent > 1 ? shell.parent : undefined;
}

/** Its name and parent; undefined where the system does not show it. */
function describeProcess(pid: number): { readonly name: string; readonly parent: number } | undefined {
  try {
    // The name is in parentheses and may hold some.
    const [, name = '', parent] = /^\d+ \((.*)\) \S (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    if (parent !== undefined) return { name, parent: Number(parent) };
  } catch {
    // Not Linux: ask ps.
  }
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [, parent, name] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    return parent === undefined || name === undefined ? undefined : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    // Another user's process is there, too.
    return (problem as NodeJS.ErrnoException).code === 'EPERM';
  }
}
