/** The directory that `--out` names. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** Makes the directory of `--out` before anything is tested; throws UsageMistake where no report could be written. */
export function makeReportDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? 'unknown error';
    const why = code === 'EEXIST' ? 'is a file' : `cannot be written to (${code})`;
    throw new UsageMistake(`--out ${shown(path)} ${why}. Give another directory for the reports.`);
  }
}
