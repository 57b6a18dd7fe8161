/** The trials that every run plays, whatever its seed: between them they ask for every edge value and what is almost it. */
import { type CoveringWay, coveringHistories } from '../../../harness/arbitraries/covering-histories.ts';
import type { History } from '../../../harness/arbitraries/history.ts';
import { nearDescriptionHistory } from '../../../harness/arbitraries/near-description-history.ts';
import { otherPlacesHistory } from '../../../harness/arbitraries/other-places.ts';
import { sharedPermissionsHistory } from '../../../harness/arbitraries/shared-permissions.ts';
import type { Engine } from '../../../harness/suite/engine.ts';
import type { HistoryOutcome, HistoryTrial } from '../../../harness/suite/run-history.ts';
import { requirementOfPair } from './classify-rules.ts';
import { worldOf } from './world.ts';

/** Without these a request of several rules tells nothing. */
const foundations = ['exact-match/matching-rule', 'exact-match/several-permissions', 'encoding/permission-list'];

/** Ways of asking, by the requirements without which they say nothing new. */
const restsOn: Readonly<Record<CoveringWay, readonly string[]>> = {
  ids: ['exact-match/rule-id', 'exact-match/rule-ids-several', 'exact-match/rule-id-only', 'encoding/list-past-nine'],
  refusals: ['exact-match/mismatch-refused'],
  mixed: ['exact-match/mismatch-refused', 'exact-match/all-or-nothing'],
  merging: [
    'exact-match/per-source',
    'exact-match/per-source-many',
    'exact-match/per-source-families',
    'exact-match/per-source-groups',
    'encoding/list-of-two',
  ],
  descriptions: ['exact-match/description-absent', 'exact-match/description-equal'],
};

/** What failed before a trial is drawn is kept out of it. */
export function* plannedTrials(
  engine: Engine,
  seed: number,
): Generator<HistoryTrial, void, HistoryOutcome | undefined> {
  const histories = plannedHistories(engine, seed);
  for (let next = histories.next(); next.done !== true; ) {
    if (foundations.some((id) => engine.knownFailures.failed.has(id))) return;
    const outcome = yield { vpc: 'nondefault', history: next.value };
    next = histories.next(outcome?.failed?.index);
  }
}

function* plannedHistories(engine: Engine, seed: number): Generator<History, void, number | undefined> {
  const { failed } = engine.knownFailures;
  const { capabilities } = engine.preparation;
  const world = worldOf(engine, failed, true);
  const isSound = (ids: readonly string[]) => !ids.some((id) => failed.has(id));
  const can = (way: CoveringWay) => isSound(restsOn[way]) && (way !== 'ids' || capabilities['rule-ids'].available);
  const covering = coveringHistories(world, seed, {
    isKnown: (wanted, found) => {
      if (failed.size === 0) return false;
      const requirement = requirementOfPair(wanted, found);
      return requirement !== undefined && failed.has(requirement);
    },
    can,
    known: () => failed.size,
  });
  if (isSound(['exact-match/direction', 'exact-match/group'])) {
    yield otherPlacesHistory(world, seed, { opposite: capabilities.egress.available, refusals: can('refusals') });
  }
  if (world.descriptions && can('descriptions') && can('refusals') && isSound(['exact-match/description-different'])) {
    yield nearDescriptionHistory(world, seed);
  }
  if (can('merging')) {
    yield sharedPermissionsHistory(world, seed);
  }
  yield* covering;
}
