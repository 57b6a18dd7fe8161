/** The directory that `--out` names, or another option. */
import { accessSync, constants } from 'node:fs';
import { makeFolder, type OutputOption, systemError } from '../../endpoint/output-file.ts';
import { shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** Makes the directory before anything is tested; throws UsageMistake where nothing could be written. */
export function makeReportDirectory(path: string, option: OutputOption = '--out'): void {
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK);
  } catch (problem) {
    const error = systemError(problem);
    if (error === undefined) throw problem;
    const isExisting = (problem as NodeJS.ErrnoException).code === 'EEXIST';
    const why = isExisting ? 'is a file' : `cannot be written to (${error})`;
    throw new UsageMistake(`${option} ${shown(path)} ${why}. Give another directory.`);
  }
}
