/** Property: whatever operations change the rules of a group, in any order, both describing operations show what they leave. */
import fc from 'fast-check';
import type { Engine } from '../../../harness/engine/engine.ts';
import { drawn, type Property, property } from '../../../harness/engine/properties/property.ts';
import { parts } from '../../../harness/engine/properties/shrink.ts';
import {
  type ChangeHistory,
  type ChangeKind,
  type ChangeStep,
  caseOfChanges,
  changeKinds,
  type RuleChange,
  type RuleLabel,
  ruleLabels,
  type StepKind,
} from '../../../harness/security-groups/histories/rule-changes.ts';
import {
  needsOfSeries,
  type ValueSeries,
  valueSeries,
} from '../../../harness/security-groups/histories/rule-series.ts';
import {
  type CaseHistoryOutcome,
  runCaseHistory,
} from '../../../harness/security-groups/histories/run-case-history.ts';
import { groupSceneOf } from '../../../harness/security-groups/scene/group-scene.ts';
import { historyTitle } from './property-titles.ts';

type ChangesOutcome = CaseHistoryOutcome<ChangeStep>;

/** Calls of a history beside its changes: to set up groups and rules, and to read them at the end. */
const callsOfHistory = 9;
/** Calls of one change: the request, and readings by both describing operations. */
const callsOfChange = 4;

/** The requirement that each step decides. */
const requirementOf: Readonly<Record<StepKind, string>> = {
  modify: 'rule-history/modify',
  'describe-by-values': 'rule-history/describe',
  'describe-by-id': 'rule-history/describe-by-id',
  authorize: 'rule-history/authorize',
  'authorize-bare': 'rule-history/authorize',
  'revoke-by-values': 'rule-history/revoke',
  'revoke-by-id': 'rule-history/revoke',
  'revoke-former-values': 'rule-history/former',
  'revoke-former-id': 'rule-history/former',
  described: 'rule-history/described',
};

/** The requirement that a failure decides which only rules of this series show. */
const requirementOfSeries: Readonly<Record<ValueSeries, string | undefined>> = {
  ports: undefined,
  protocols: 'rule-history/protocols',
  ipv6: 'rule-history/ipv6-range',
  'own-group': 'rule-history/group',
  'other-group': 'rule-history/group',
  'prefix-list': 'rule-history/prefix-list',
};

/** What a failure is tried with before it is attributed to its series. */
const plainerSeries: Readonly<Record<ValueSeries, readonly ValueSeries[]>> = {
  ports: [],
  protocols: ['ports'],
  ...{ ipv6: ['ports', 'protocols'], 'prefix-list': ['ports', 'protocols'] },
  ...{ 'own-group': ['ports', 'protocols'], 'other-group': ['ports', 'protocols', 'own-group'] },
};

const anyHistory: Property = property<ChangeHistory, ChangesOutcome>({
  ...historyTitle,
  callsPerTrial: callsOfHistory + callsOfChange,
  weight: 1,
  generate: (engine, seed) => trials(engine, seed),
  run: async (engine, trial, options) => {
    const changes = trial.changes.slice(
      0,
      Math.max(1, Math.floor((options.maxCalls - callsOfHistory) / callsOfChange)),
    );
    const { profile } = groupSceneOf(engine).parts;
    const { testCase, steps } = caseOfChanges({ ...trial, changes }, profile.opensOutward !== false);
    return runCaseHistory(engine, testCase, steps, options);
  },
  smaller: (trial, { failed }) => {
    const changed = failed === undefined ? trial.changes : trial.changes.slice(0, failed.change + 1);
    const until = { ...trial, changes: changed };
    const last = until.changes.at(-1)?.subject ?? 'a';
    const alone = (subject: RuleLabel, from: number, to?: number): ChangeHistory => {
      const own = until.changes.filter((one) => one.subject === subject);
      const changes = own.slice(from, to);
      // What is left out has brought the rule to other values.
      const before = own.slice(0, own.length - changes.length).filter(({ kind }) => kind === 'modify').length;
      return { ...until, changes, subjects: [subject], turn: until.turn + before };
    };
    // What matters is mostly what was done last to the rule that the failing request is about, or to one that is listed.
    const listed = failed?.kind === 'described' ? trial.subjects.map((subject) => alone(subject, 0)).toReversed() : [];
    const all = [...listed, ...[-2, -3, -4, -5].map((from) => alone(last, from)), alone(last, 0), until];
    return [
      all.filter((one) => one.changes.length > 0 && one.changes.length < trial.changes.length),
      plainerSeries[trial.series].map((series) => ({ ...trial, series })),
      parts(until.changes).map((changes) => ({ ...trial, changes })),
      trial.tagged ? [{ ...trial, tagged: false }] : [],
    ];
  },
  classify: ({ series }, { failed, result }) => {
    if (result.exchanges.some(({ status = 0 }) => status >= 500)) return ['response/no-server-error'];
    if (failed === undefined) return [];
    // It was tried with the other series, and is as it should be there.
    const ofSeries = requirementOfSeries[series];
    if (ofSeries !== undefined) return [ofSeries];
    const isId = failed.kind !== 'described' && result.mismatches.every(({ kind }) => kind === 'body');
    return [isId ? 'rule-history/ids-kept' : requirementOf[failed.kind]];
  },
});

/** Run after all listed cases. */
export const properties: readonly Property[] = [anyHistory];

/**
 * Histories that come first: M modifies, V and I describe by values and by id, R and X revoke by values and by id, A
 * and B authorise again, F and G name former values and a former id. In capitals of the rule `a`, in small letters of `b`, which
 * stays. Among them each change follows each other one, at once or later.
 */
const tours: readonly (readonly [changes: string, series: ValueSeries])[] = [
  ['mvMVFMIXAGm', 'ports'],
  ['VRBMMFVRAIMX', 'protocols'],
  ['IXAVMRBXAGV', 'ipv6'],
  ['vmMVXBRAMVMR', 'other-group'],
  ['MVXAIMR', 'prefix-list'],
  ['MIRAVM', 'own-group'],
];

const kindOf: Readonly<Record<string, ChangeKind>> = {
  M: 'modify',
  V: 'describe-by-values',
  I: 'describe-by-id',
  R: 'revoke-by-values',
  X: 'revoke-by-id',
  A: 'authorize',
  B: 'authorize-bare',
  F: 'revoke-former-values',
  G: 'revoke-former-id',
};

function changesOf(tour: string): readonly RuleChange[] {
  return [...tour].flatMap((letter) => {
    const kind = kindOf[letter.toUpperCase()];
    return kind === undefined ? [] : [{ kind, subject: letter === letter.toUpperCase() ? 'a' : 'b' } as const];
  });
}

/** First the tours, in both directions and both kinds of VPC; then histories at random. */
function* trials(engine: Engine, seed: number): Generator<ChangeHistory, void, ChangesOutcome | undefined> {
  const { capabilities } = groupSceneOf(engine).parts.profile;
  const can = (history: ChangeHistory) =>
    capabilities[`${history.vpc}-vpc`].available && (history.direction === 'ingress' || capabilities.egress.available);
  const { failed } = engine.knownFailures;
  // What has failed would fail again, and hide what comes after it.
  const isSound = ({ kind }: RuleChange) => !failed.has(requirementOf[kind]);
  const sound = (history: ChangeHistory): ChangeHistory => {
    const { series } = history;
    const isOffered = needsOfSeries[series].every((name) => capabilities[name].available);
    const isKnown = failed.has(requirementOfSeries[series] ?? '');
    return {
      ...history,
      series: isOffered && !isKnown ? series : 'ports',
      changes: history.changes.filter(isSound),
    };
  };
  for (const [index, [tour, series]] of tours.entries()) {
    const history: ChangeHistory = {
      vpc: index === 2 ? 'default' : 'nondefault',
      direction: index % 2 === 0 ? 'ingress' : 'egress',
      subjects: ['a', 'b'],
      tagged: index === 0,
      ...{ series, turn: 0 },
      changes: changesOf(tour),
    };
    yield sound(can(history) ? history : { ...history, vpc: 'nondefault', direction: 'ingress' });
  }
  for (const history of drawn(anyChanges, seed)) if (can(history)) yield sound(history);
}

function anyChanges(): fc.Arbitrary<ChangeHistory> {
  const kinds = [...changeKinds, 'modify', 'describe-by-id', 'authorize'] as const;
  const change: fc.Arbitrary<RuleChange> = fc.record({
    kind: fc.constantFrom(...kinds),
    subject: fc.constantFrom(...ruleLabels, 'a'),
  });
  return fc.record({
    vpc: fc.constantFrom('nondefault', 'nondefault', 'default'),
    direction: fc.constantFrom('ingress', 'egress'),
    subjects: fc.constant(ruleLabels),
    tagged: fc.boolean(),
    series: fc.constantFrom('ports', ...valueSeries),
    turn: fc.nat(3),
    changes: fc.array(change, { minLength: 10, maxLength: 18 }),
  });
}
