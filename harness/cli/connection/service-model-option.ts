/** `--service-model`: the model of EC2 that names and types are taken from. */
import { loadServiceModel, ModelUnreadable } from '../../service-model/load-model.ts';
import type { ServiceModel } from '../../service-model/model.ts';
import { shown, textOption } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** The option `--service-model FILE`. */
export const serviceModelOption = textOption(
  'FILE',
  "a newer model of EC2: botocore's ec2/2016-11-15/service-2.json, gzipped or not",
);

/** The model in this file, or the packaged one. Throws UsageMistake for a file that is none. */
export function readServiceModel(file: string | undefined): ServiceModel {
  try {
    return loadServiceModel(file);
  } catch (problem) {
    if (file === undefined) throw problem;
    if (problem instanceof ModelUnreadable || (problem as NodeJS.ErrnoException).code !== undefined) {
      throw new UsageMistake(`--service-model ${shown(file)} cannot be used: ${(problem as Error).message}`);
    }
    throw problem;
  }
}
