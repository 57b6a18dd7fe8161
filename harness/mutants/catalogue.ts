/** Every fault there is, by topic. `serve --fault ID` starts the reference target with any of them. */
import { dryRunFaults } from './dry-run.ts';
import { encodingFaults } from './encoding/encoding.ts';
import { groupErrorFaults } from './errors/errors-groups.ts';
import { ruleErrorFaults } from './errors/errors-rules.ts';
import { valueErrorFaults } from './errors/errors-values.ts';
import { matchDescriptionFaults } from './exact-match/exact-match-descriptions.ts';
import { exactMatchNamingFaults } from './exact-match/exact-match-naming.ts';
import { exactMatchPortFaults } from './exact-match/exact-match-ports.ts';
import { exactMatchRangeFaults } from './exact-match/exact-match-ranges.ts';
import { exactMatchSeveralFaults } from './exact-match/exact-match-several.ts';
import { exactMatchSourceFaults } from './exact-match/exact-match-sources.ts';
import { exactMatchValueFaults } from './exact-match/exact-match-values.ts';
import { rareRequestFaults } from './exact-match/rare-requests.ts';
import { rareSourceFaults } from './exact-match/rare-sources.ts';
import { rareValueFaults } from './exact-match/rare-values.ts';
import type { Fault } from './fault.ts';
import { combinationFaults } from './grammar/combinations.ts';
import { responseFaults } from './response/response.ts';
import { signingFaults } from './signing/signing.ts';
import { stateFaults } from './state/state.ts';
import { stateAgainFaults } from './state/state-again.ts';
import { concurrentFaults } from './state/state-concurrent.ts';
import { stateKeptFaults } from './state/state-kept.ts';
import { setUpFaults } from './state/state-set-up.ts';

/** The catalogue of faults. */
export const revokeFaults: readonly Fault[] = [
  ...encodingFaults,
  ...signingFaults,
  ...exactMatchValueFaults,
  ...exactMatchPortFaults,
  ...exactMatchRangeFaults,
  ...exactMatchSourceFaults,
  ...matchDescriptionFaults,
  ...exactMatchSeveralFaults,
  ...exactMatchNamingFaults,
  ...stateAgainFaults,
  ...concurrentFaults,
  ...stateFaults,
  ...setUpFaults,
  ...stateKeptFaults,
  ...combinationFaults,
  ...dryRunFaults,
  ...groupErrorFaults,
  ...ruleErrorFaults,
  ...valueErrorFaults,
  ...responseFaults,
  ...rareValueFaults,
  ...rareSourceFaults,
  ...rareRequestFaults,
];

/** The fault of this id. */
export function faultById(id: string): Fault | undefined {
  return revokeFaults.find((fault) => fault.id === id);
}
