/** Files and folders that this program writes, and the error of one that it cannot write. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { visibleLine } from '../transcript/visible-text.ts';

/** The option that names the file or its folder. */
export type OutputOption = '--out' | '--record' | '--write-baseline' | '--export';

/** A file and why it cannot be written; plain data, since it crosses threads. */
export interface Unwritable {
  readonly path: string;
  readonly option: OutputOption;
  /** `ENOSPC: no space left on device`. */
  readonly why: string;
}

/** A file that could not be written: no verdict on the target, and no mistake of ours. Exit code 2. */
export class UnwritableFile extends Error {
  override readonly name = 'UnwritableFile';
  readonly details: Unwritable;

  constructor(details: Unwritable) {
    const { path, option, why } = details;
    super(visibleLine(`${path} cannot be written (${why}). Give another place with ${option}.`));
    this.details = details;
  }
}

/** What was thrown while this file was written, to be thrown on: an {@link UnwritableFile} for an error of the system. */
export function asUnwritable(problem: unknown, path: string, option: OutputOption): unknown {
  const why = systemError(problem);
  return why === undefined ? problem : new UnwritableFile({ path, option, why });
}

/** The file that could not be written, where there was one: what follows goes on, and names it in the end. */
export async function unwritableBy(write: () => unknown): Promise<readonly UnwritableFile[]> {
  try {
    await write();
    return [];
  } catch (problem) {
    if (problem instanceof UnwritableFile) return [problem];
    throw problem;
  }
}

/** `ENOSPC: no space left on device`; undefined for what is no error of the system. */
export function systemError(problem: unknown): string | undefined {
  if (!(problem instanceof Error) || !('code' in problem) || typeof problem.code !== 'string') return undefined;
  const errno = 'errno' in problem && typeof problem.errno === 'number' ? problem.errno : 0;
  const [, said] = getSystemErrorMap().get(errno) ?? [];
  return said === undefined ? problem.code : `${problem.code}: ${said}`;
}

/**
 * Makes a folder, and those above it that are not there, one level at a time: Node's own way to make several never returns
 * below /proc. Throws the system's error, which is EEXIST for a path that is a file.
 */
export function makeFolder(path: string): void {
  const folder = resolve(path);
  if (found(folder)?.isDirectory() === true) return;
  const above = dirname(folder);
  if (found(above) === undefined) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (problem) {
    // Another process may have been faster.
    if (found(folder)?.isDirectory() !== true) throw problem;
  }
}

function found(path: string) {
  return statSync(path, { throwIfNoEntry: false });
}
