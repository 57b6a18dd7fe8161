/** Properties over histories: the rules after generated requests are those of the model. */

import type { FixtureRule } from '../../../harness/cases/given.ts';
import type { Engine } from '../../../harness/engine/engine.ts';
import { drawn, type Property, property } from '../../../harness/engine/properties/property.ts';
import type { PropertyTitle } from '../../../harness/engine/properties/property-definition.ts';
import { plainGrouping } from '../../../harness/security-groups/generators/grouping.ts';
import { type DraftKind, history } from '../../../harness/security-groups/generators/histories/histories.ts';
import type { History, HistoryCommand } from '../../../harness/security-groups/generators/histories/history.ts';
import { modelAfter } from '../../../harness/security-groups/generators/histories/history-model.ts';
import {
  type ClusterOptions,
  drawnClusterHistory,
  edgeClusterHistories,
  type NamingWay,
} from '../../../harness/security-groups/generators/histories/near-miss-clusters.ts';
import { nearMisses } from '../../../harness/security-groups/generators/histories/near-misses.ts';
import {
  costOfHistory,
  type HistoryOutcome,
  type HistoryTrial,
  runHistory,
} from '../../../harness/security-groups/histories/run-history.ts';
import { smallerHistories } from '../../../harness/security-groups/histories/smaller-histories.ts';
import type { VpcKind } from '../../../harness/security-groups/model/rule.ts';
import { propertyTitle } from '../property-titles.ts';
import { classifyHistory } from './classify-history.ts';
import { requirementOfMatch, requirementOfPair } from './classify-rules.ts';
import { profileOf, valuePoolsOf } from './value-pools.ts';

/** Kinds of commands, by the requirements without which they say nothing new. */
const restsOn: { readonly [kind in DraftKind]?: readonly string[] } = {
  'revoke-missing': ['exact-match/mismatch-refused'],
  'revoke-mixed': ['exact-match/mismatch-refused', 'exact-match/all-or-nothing', 'exact-match/several-permissions'],
  'revoke-by-ids': ['exact-match/rule-id', 'exact-match/rule-ids-several', 'exact-match/rule-id-only'],
  'revoke-by-old-id': ['exact-match/rule-id', 'state/id-ends-with-rule', 'errors/rule-id-absent'],
  'revoke-flat': ['exact-match/flat-parameters', 'exact-match/flat-parameters-exact', 'exact-match/mismatch-refused'],
  'revoke-beside-revoke': ['state/concurrent-revokes'],
  'dry-run': ['dry-run/changes-nothing', 'dry-run/permitted', 'dry-run/status'],
};

function kindsWithout(engine: Engine, hasFailed: (id: string) => boolean): ReadonlySet<DraftKind> {
  const kinds = Object.entries(restsOn) as [DraftKind, readonly string[]][];
  const hasIds = profileOf(engine).capabilities['rule-ids'].available;
  return new Set([
    ...kinds.filter(([, needed]) => needed.some(hasFailed)).map(([kind]) => kind),
    ...(hasIds ? [] : (['revoke-by-ids', 'revoke-by-old-id'] as const)),
  ]);
}

/** Ways of naming rules, by the requirements without which they say nothing new. */
const namingRestsOn: Readonly<Record<NamingWay, readonly string[]>> = {
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

/** Without these a request of several rules says nothing. */
const foundations = ['exact-match/matching-rule', 'exact-match/several-permissions', 'encoding/permission-list'];

/** How a history is run, shrunk and classified. */
const ofHistories = {
  costOf: costOfHistory,
  run: runHistory,
  smaller: (trial: HistoryTrial, { failed }: HistoryOutcome) =>
    failed === undefined ? [] : smallerHistories(trial, failed),
  classify: classifyHistory,
  // What two requests do that meet may depend on which comes first.
  repeats: ({ history: { commands } }: HistoryTrial) =>
    commands.some(({ kind, ...more }) => kind === 'concurrently' || 'beside' in more) ? meetings : 1,
};

/** Times that a failure has to repeat in which two requests meet. */
const meetings = 4;

const anyRules: Property = property<HistoryTrial, HistoryOutcome>({
  ...ofHistories,
  ...propertyTitle('exact-match/any-rules'),
  callsPerTrial: 5,
  weight: 250,
  generate: clusterTrials,
  followUps: nearbyTrials,
});

/** First the clusters of every edge value, on each seed; then those of drawn rules. */
function* clusterTrials(engine: Engine, seed: number) {
  const { failed } = engine.knownFailures;
  const pools = () => valuePoolsOf(engine, (id) => failed.has(id), true);
  const options: ClusterOptions = {
    isKnown: (wanted, found) => {
      const requirement = failed.size === 0 ? undefined : requirementOfPair(wanted, found);
      return requirement !== undefined && failed.has(requirement);
    },
    can: (way) =>
      !namingRestsOn[way].some((id) => failed.has(id)) &&
      (way !== 'ids' || profileOf(engine).capabilities['rule-ids'].available),
  };
  const isSound = () => !foundations.some((id) => failed.has(id));
  const edges = edgeClusterHistories(pools(), seed, options);
  for (let next = edges.next(); next.done !== true && isSound(); ) {
    const known = failed.size;
    const outcome: HistoryOutcome | undefined = yield nondefault(next.value);
    next = edges.next(failed.size > known ? outcome?.failed?.index : undefined);
  }
  if (isSound()) yield* drawn(() => drawnClusterHistory(pools(), options).map(nondefault), seed);
}

/** What differs between properties over histories. */
export interface HistoryKind {
  readonly title: PropertyTitle;
  readonly vpc: VpcKind;
  /** The requirement of the operation that answers to one on inbound rules. Default: that one. */
  readonly counterpart?: (id: string) => string | undefined;
  /** Kinds of commands that the operation has not, or of which nothing is known. */
  readonly without?: readonly DraftKind[];
  /** Whether a history may have this rule. Default: any. */
  readonly allows?: (rule: FixtureRule) => boolean;
  /** A command as far as something is known of it. Default: as it is. */
  readonly known?: (command: HistoryCommand) => HistoryCommand;
}

/** The property that a revoke keeps and removes what the requests say, whatever came before. */
export function historyProperty({
  title,
  vpc,
  counterpart = (id) => id,
  without = [],
  allows = () => true,
  known = (command) => command,
}: HistoryKind): Property {
  return property<HistoryTrial, HistoryOutcome>({
    ...ofHistories,
    ...title,
    callsPerTrial: 8,
    weight: 8,
    classify: (trial, outcome) => classifyHistory(trial, outcome).flatMap((id) => counterpart(id) ?? []),
    generate: (engine, seed) => {
      const hasFailed = (id: string) => engine.knownFailures.failed.has(counterpart(id) ?? '');
      return drawn(
        () =>
          history(valuePoolsOf(engine, hasFailed, false), {
            without: new Set([...kindsWithout(engine, hasFailed), ...without]),
          })
            .filter(({ rules }) => Object.values(rules).every(allows))
            .map((each) => ({ ...each, commands: each.commands.map(known) }))
            .map((each) => (vpc === 'nondefault' ? nondefault(swept(each)) : { vpc, history: each })),
        seed,
      );
    },
  });
}

function nondefault(each: History): HistoryTrial {
  return { vpc: 'nondefault', history: each };
}

/** With a last request that takes all rules away: it is as good a test as any, and the groups can be used again. */
function swept(each: History): History {
  const existing = modelAfter(each, 'nondefault').at(-1)?.outcomes[0]?.after ?? [];
  return existing.length === 0 ? each : { ...each, commands: [...each.commands, revoke(existing)] };
}

function revoke(rules: readonly string[]): HistoryCommand {
  return { kind: 'revoke', rules, grouping: plainGrouping, descriptions: 'left-out' };
}

/**
 * After a counterexample of one rule: the same request while all near misses exist that are not known to be confused
 * with it, and while the rule itself exists.
 */
function* nearbyTrials(engine: Engine, { vpc, history: found }: HistoryTrial, { failed }: HistoryOutcome) {
  const [name, ...others] = failed?.command.kind === 'revoke' ? failed.command.rules : [];
  const named = found.rules[name ?? ''];
  if (named === undefined || others.length > 0 || failed?.index !== 0 || vpc === 'default') return;
  const { Description: _, ...wanted } = named;
  const known = engine.knownFailures.failed;
  const isOpen = (requirement: string | undefined) => requirement !== undefined && !known.has(requirement);
  const near = nearMisses(
    wanted,
    valuePoolsOf(engine, (id) => known.has(id), true),
  )
    .filter(({ rule, field }) => field !== 'description' && isOpen(requirementOfPair(wanted, rule)))
    .map(({ rule }, index) => [`near${index + 1}`, rule] as const);
  const rules = Object.fromEntries(near);
  if (near.length > 0 && isOpen('exact-match/mismatch-refused')) {
    yield nondefault({ rules: { wanted, ...rules }, given: Object.keys(rules), commands: [revoke(['wanted'])] });
  }
  if (isOpen(requirementOfMatch(wanted))) {
    yield nondefault({ rules: { wanted }, given: ['wanted'], commands: [revoke(['wanted'])] });
  }
}

/** The properties over generated histories. */
export const historyProperties: readonly Property[] = [
  anyRules,
  historyProperty({ title: propertyTitle('state/any-history'), vpc: 'nondefault' }),
  historyProperty({ title: propertyTitle('state/any-history-default-vpc'), vpc: 'default' }),
];
