/** Property: whatever is done to groups that refer to each other, deletions and creations among it, both describing operations show what that leaves. */
import fc from 'fast-check';
import type { Engine } from '../../../harness/engine/engine.ts';
import { drawn, type Property, property } from '../../../harness/engine/properties/property.ts';
import { parts } from '../../../harness/engine/properties/shrink.ts';
import {
  caseOfGroups,
  type GroupChangeKind,
  type GroupHistory,
  type GroupStep,
  type GroupStepKind,
  subjectOfChange,
} from '../../../harness/security-groups/histories/group-changes.ts';
import {
  type CaseHistoryOutcome,
  runCaseHistory,
} from '../../../harness/security-groups/histories/run-case-history.ts';
import { groupSceneOf } from '../../../harness/security-groups/scene/group-scene.ts';
import { historyTitle } from './property-titles.ts';

type GroupsOutcome = CaseHistoryOutcome<GroupStep>;

/** Calls for the two groups, made and deleted; and for each change, which is read twice. */
const callsOfHistory = 5;
const callsOfChange = 3;

/** The requirement that each step decides. */
const requirementOf: Readonly<Record<GroupStepKind, string>> = {
  referred: 'group-history/referred',
  deleted: 'group-history/deleted',
  recreated: 'group-history/recreated',
  former: 'group-history/former',
  rules: 'group-history/any-history',
};

const anyHistory: Property = property<GroupHistory, GroupsOutcome>({
  ...historyTitle,
  callsPerTrial: callsOfHistory + 2 * callsOfChange,
  weight: 1,
  generate: (engine, seed) => trials(engine, seed),
  run: async (engine, trial, options) => {
    const changes = trial.changes.slice(
      0,
      Math.max(1, Math.floor((options.maxCalls - callsOfHistory) / callsOfChange)),
    );
    const { profile } = groupSceneOf(engine).parts;
    const { testCase, steps } = caseOfGroups({ ...trial, changes }, profile.opensOutward !== false);
    return runCaseHistory(engine, testCase, steps, options);
  },
  smaller: (trial, { failed }) => {
    const until = failed === undefined ? trial.changes : trial.changes.slice(0, failed.change + 1);
    // What matters is mostly what was done last to the reference, or that the group was deleted and created again.
    const since = until.slice(Math.max(0, until.lastIndexOf('authorize-reference')));
    const unreferred = until.filter((kind) => subjectOfChange[kind] === 'rule' || subjectOfChange[kind] === 'group');
    const ofReference = [[...since.filter((kind) => subjectOfChange[kind] === 'reference'), ...until.slice(-1)], since];
    const plainest = ['delete', 'create', ...until.slice(-1).filter((kind) => kind !== 'create')] as const;
    const ofGroup = [plainest, unreferred];
    const isOfGroup = failed?.kind === 'former' || failed?.kind === 'recreated';
    const likely = [...(isOfGroup ? ofGroup : ofReference), until];
    const plain: GroupHistory = { ...trial, vpc: 'nondefault', direction: 'ingress' };
    const isPlain = trial.vpc === plain.vpc && trial.direction === plain.direction;
    return [
      likely.filter(({ length }) => length < trial.changes.length).map((changes) => ({ ...trial, changes })),
      parts(until).map((changes) => ({ ...trial, changes })),
      isPlain ? [] : [plain],
    ];
  },
  classify: (_, { failed, result }) => {
    if (result.exchanges.some(({ status = 0 }) => status >= 500)) return ['response/no-server-error'];
    return failed === undefined ? [] : [requirementOf[failed.kind]];
  },
});

/** Run after all listed cases. */
export const properties: readonly Property[] = [anyHistory];

/**
 * Histories that come first. L and l authorise the rule of the group and modify it; A, M, D, V and X authorise, modify, describe
 * and revoke the rule that refers to it, by values and by id; K deletes the group, O the other one, N creates the group again,
 * F names its former id.
 */
const tours: readonly string[] = ['AMKXKNAKF', 'LAVADKVLlKN', 'LAKOKNFl'];

const kindOf: Readonly<Record<string, GroupChangeKind>> = {
  L: 'authorize-own',
  l: 'modify-own',
  A: 'authorize-reference',
  M: 'modify-reference',
  D: 'describe-reference',
  V: 'revoke-reference-by-values',
  X: 'revoke-reference-by-id',
  K: 'delete',
  O: 'delete-other',
  N: 'create',
  F: 'delete-former',
};

/** First the tours, in both directions and both kinds of VPC; then histories at random. */
function* trials(engine: Engine, seed: number): Generator<GroupHistory, void, GroupsOutcome | undefined> {
  const { capabilities } = groupSceneOf(engine).parts.profile;
  const { failed } = engine.knownFailures;
  const kinds = Object.keys(requirementOf) as readonly GroupStepKind[];
  // What has failed would fail again, and hide what comes after it.
  const possible = ({ vpc, direction, changes }: Omit<GroupHistory, 'without'>): GroupHistory => ({
    vpc: capabilities[`${vpc}-vpc`].available ? vpc : 'nondefault',
    direction: capabilities.egress.available ? direction : 'ingress',
    changes,
    without: kinds.filter((kind) => failed.has(requirementOf[kind])),
  });
  for (const [index, tour] of tours.entries()) {
    const changes = [...tour].flatMap((letter) => kindOf[letter] ?? []);
    yield possible({
      vpc: index === 1 ? 'default' : 'nondefault',
      direction: index === 1 ? 'egress' : 'ingress',
      changes,
    });
  }
  for (const history of drawn(anyGroups, seed)) yield possible(history);
}

const changeKinds = Object.keys(subjectOfChange) as readonly GroupChangeKind[];

function anyGroups(): fc.Arbitrary<Omit<GroupHistory, 'without'>> {
  return fc.record({
    vpc: fc.constantFrom('nondefault', 'nondefault', 'default'),
    direction: fc.constantFrom('ingress', 'egress'),
    changes: fc.array(fc.constantFrom(...changeKinds, 'authorize-reference', 'delete', 'delete', 'create'), {
      minLength: 8,
      maxLength: 14,
    }),
  });
}
