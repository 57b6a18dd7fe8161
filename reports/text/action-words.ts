/** What is said of the dry run of an action, in the same words on every page. */
import type { ActionReport } from '../report.ts';

/** `honoured` by DryRunOperation or UnauthorizedOperation; `refused before` for another reason; or carried out. */
export const dryRunWords: Readonly<Record<ActionReport['dryRun'], string>> = {
  proven: 'honoured',
  'refused-earlier': 'refused before',
  'carried-out': 'DryRun ignored',
  'not-offered': 'not offered',
  'not-covered': 'not asked',
  none: 'has no DryRun',
};
