/** Every fault there is, by topic. `serve --fault ID` starts the reference target with any of them. */
import { dryRunFaults } from './dry-run.ts';
import { encodingFaults } from './encoding.ts';
import { groupErrorFaults } from './errors-groups.ts';
import { valueErrorFaults } from './errors-values.ts';
import { descriptionFaults } from './exact-match-descriptions.ts';
import { exactMatchNamingFaults } from './exact-match-naming.ts';
import { exactMatchSeveralFaults } from './exact-match-several.ts';
import { exactMatchSourceFaults } from './exact-match-sources.ts';
import { exactMatchValueFaults } from './exact-match-values.ts';
import type { Fault } from './fault.ts';
import { responseFaults } from './response.ts';
import { signingFaults } from './signing.ts';
import { stateFaults } from './state.ts';

export const faults: readonly Fault[] = [
  ...encodingFaults,
  ...signingFaults,
  ...exactMatchValueFaults,
  ...exactMatchSourceFaults,
  ...descriptionFaults,
  ...exactMatchSeveralFaults,
  ...exactMatchNamingFaults,
  ...stateFaults,
  ...dryRunFaults,
  ...groupErrorFaults,
  ...valueErrorFaults,
  ...responseFaults,
];

export function faultById(id: string): Fault | undefined {
  return faults.find((fault) => fault.id === id);
}
