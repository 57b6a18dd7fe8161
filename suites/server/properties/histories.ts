/** Properties over histories: what stands after generated requests is what the model says. */
import { bulkHistory } from '../../../harness/arbitraries/bulk-histories.ts';
import { plainGrouping } from '../../../harness/arbitraries/grouping.ts';
import { type DraftKind, history } from '../../../harness/arbitraries/histories.ts';
import type { History } from '../../../harness/arbitraries/history.ts';
import { modelAfter } from '../../../harness/arbitraries/history-model.ts';
import type { VpcKind } from '../../../harness/model/rule.ts';
import type { Engine } from '../../../harness/suite/engine.ts';
import { type PlayedTrial, playTrial, type Trial } from '../../../harness/suite/play-history.ts';
import { type Property, property } from '../../../harness/suite/property.ts';
import { confirmingTrials, playedUpTo, smallerTrials } from '../../../harness/suite/shrink-trial.ts';
import type { Care } from '../../../harness/suite/steps.ts';
import { propertyTitle } from '../property-titles.ts';
import { diagnoseHistory, isClear, isTold, suspectsOf } from './diagnosis.ts';
import { leadsOf } from './leads.ts';
import { plannedTrials } from './planned.ts';
import { worldOf } from './world.ts';

type Failed = ReadonlySet<string>;

/** Kinds of commands, by the requirements without which they say nothing new. */
const restsOn: { readonly [kind in DraftKind]?: readonly string[] } = {
  'revoke-missing': ['exact-match/mismatch-refused'],
  'revoke-mixed': ['exact-match/mismatch-refused', 'exact-match/all-or-nothing', 'exact-match/several-permissions'],
  'revoke-by-ids': ['exact-match/rule-id', 'exact-match/rule-ids-several', 'exact-match/rule-id-only'],
  'revoke-by-old-id': ['exact-match/rule-id', 'state/id-ends-with-rule', 'errors/rule-id-absent'],
  'revoke-flat': ['exact-match/flat-parameters', 'exact-match/flat-parameters-exact', 'exact-match/mismatch-refused'],
  'dry-run': ['dry-run/changes-nothing', 'dry-run/permitted', 'dry-run/status'],
};

function kindsWithout(engine: Engine, failed: Failed): ReadonlySet<DraftKind> {
  const kinds = Object.entries(restsOn) as [DraftKind, readonly string[]][];
  const hasIds = engine.preparation.capabilities['rule-ids'].available;
  return new Set([
    ...kinds.filter(([, needed]) => needed.some((id) => failed.has(id))).map(([kind]) => kind),
    ...(hasIds ? [] : (['revoke-by-ids', 'revoke-by-old-id'] as const)),
  ]);
}

/** How a history is played, made smaller and placed. */
const played = {
  play: playTrial,
  upTo: (trial: Trial, { failed }: PlayedTrial) => (failed === undefined ? trial : playedUpTo(trial, failed)),
  smaller: (trial: Trial, { failed }: PlayedTrial) => (failed === undefined ? [] : smallerTrials(trial, failed)),
  confirming: (trial: Trial, { failed, result }: PlayedTrial) => {
    if (failed === undefined) return [trial];
    // At the first command nobody had to suppose what stood before it, and after a failure it was read.
    return failed.index === 0 && result.verdict === 'fail' ? [] : confirmingTrials(trial, failed);
  },
  isLeast: ({ history }: Trial) => history.commands.length === 1 && Object.keys(history.rules).length <= 2,
  isTold: (trial: Trial, { failed }: PlayedTrial) => failed !== undefined && isTold(trial, failed),
  isClear: (trial: Trial, { failed }: PlayedTrial) => failed !== undefined && isClear(trial, failed),
  leads: (engine: Engine, trial: Trial, { failed }: PlayedTrial) =>
    failed === undefined ? [] : leadsOf(engine, trial, failed),
  diagnose: (trial: Trial, { failed }: PlayedTrial) => (failed === undefined ? [] : diagnoseHistory(trial, failed)),
  suspect: (trial: Trial, { failed }: PlayedTrial) => (failed === undefined ? [] : suspectsOf(trial, failed)),
  callsOf: callsOfTrial,
};

/**
 * A new group, what stands at first, the commands, one reading; with care, one after each command. The peer, where there
 * is one, is another group.
 */
function callsOfTrial({ history }: Trial, care: Care): number {
  const { given, commands, elsewhere = {} } = history;
  const others = Object.keys(elsewhere).length;
  const hasPeer = others > 0 || JSON.stringify(history.rules).includes('{peer}');
  const readings = care === 'careful' ? commands.length + 1 : 1;
  return 1 + (hasPeer ? 1 : 0) + (given.length > 0 ? 1 : 0) + others + commands.length + readings;
}

const anyRules: Property = property({
  ...played,
  ...propertyTitle('exact-match/any-rules'),
  callsPerTrial: 8,
  weight: 250,
  planned: (engine, failed, seed) => plannedTrials(engine, failed, seed),
  shorter: (trial) => {
    const commands = trial.history.commands.slice(0, -1);
    return commands.length === 0 ? undefined : { ...trial, history: { ...trial.history, commands } };
  },
  trials: (engine, failed) => {
    const without = kindsWithout(engine, failed);
    return bulkHistory(worldOf(engine, failed, true), {
      maxRules: 50,
      misses: !without.has('revoke-missing'),
      mixed: !without.has('revoke-mixed'),
    }).map(nondefault);
  },
});

function histories(id: string, vpc: VpcKind, weight: number): Property {
  return property({
    ...played,
    ...propertyTitle(id),
    callsPerTrial: vpc === 'default' ? 12 : 8,
    weight,
    trials: (engine, failed) =>
      history(worldOf(engine, failed, false), { without: kindsWithout(engine, failed) }).map((each) =>
        vpc === 'nondefault' ? nondefault(swept(each)) : { vpc, history: each },
      ),
  });
}

function nondefault(each: History): Trial {
  return { vpc: 'nondefault', history: each };
}

/** With a last request that takes all that stands away: it is as good a test as any, and the groups can be used again. */
function swept(each: History): History {
  const standing = modelAfter(each, 'nondefault').at(-1)?.outcomes[0]?.standing ?? [];
  const sweep = { kind: 'revoke', rules: standing, grouping: plainGrouping, descriptions: 'left-out' } as const;
  return standing.length === 0 ? each : { ...each, commands: [...each.commands, sweep] };
}

export const historyProperties: readonly Property[] = [
  anyRules,
  histories('state/any-history', 'nondefault', 8),
  histories('state/any-history-default-vpc', 'default', 8),
];
