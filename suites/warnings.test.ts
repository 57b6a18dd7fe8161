import { describe, expect, it } from 'vitest';
import { undoing } from '../harness/mutants/state/state-concurrent.ts';
import { type Behaviour, changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import type { Direction } from '../harness/security-groups/model/rule.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

/** Verdict and warning of each of these cases on a target with this behaviour. */
async function asked(behaviour: Behaviour, ids: readonly string[]) {
  const cases = allCases().filter(({ id }) => ids.includes(id));
  const { results } = await runMutant(behaviour, { cases, operation: revokeIngressOperation });
  return results.map(({ id, verdict, warning }) => [id, verdict, warning?.kind, warning?.text]);
}

const ofOthers = ['exact-match/rule-id-of-another-group', 'exact-match/rule-id-of-outbound-rule'];

/** Removes a rule by its id wherever it is. */
const anywhere = changed(referenceBehaviour, {
  revoking: {
    candidates: (_group, _direction, { store }) =>
      [...store.groups.values()].flatMap((group) => [...group.ingress, ...group.egress]),
    commit: ({ removed }, { store, at }) => {
      for (const rule of removed) {
        const group = store.groups.get(rule.groupId);
        const remove = (direction: Direction) => group && store.removeRules(group, direction, [rule], at);
        remove(rule.direction);
      }
    },
  },
});

describe('a removal that nobody asked for', { timeout: 60_000 }, () => {
  it('is a warning where it is an open question', async () => {
    expect(await asked(anywhere, ofOthers)).toEqual([
      [ofOthers[0], 'observed', 'removed', expect.stringMatching(/^removed \S+ \(tcp 443 \S+\)$/)],
      [ofOthers[1], 'observed', 'removed', expect.stringMatching(/^removed \S+ \(tcp 443 \S+\)$/)],
    ]);
  });

  it('is none where nothing is removed', async () => {
    const found = await asked(referenceBehaviour, ofOthers);

    expect(found.map(([, , kind]) => kind)).toEqual([undefined, undefined]);
  });
});

describe('two revokes that meet', { timeout: 60_000 }, () => {
  const meeting = 'state/concurrent-revokes';

  it('pass on the reference, without a warning', async () => {
    expect(await asked(referenceBehaviour, [meeting])).toEqual([[meeting, 'pass', undefined, undefined]]);
  });

  it('pass with a warning where one is undone at times', async () => {
    const found = await asked(undoing((number) => number % 2 === 1)(referenceBehaviour), [meeting]);

    expect(found).toEqual([[meeting, 'pass', 'undone', expect.stringMatching(/^2 of 3 times: 200, removed /)]]);
  });

  it('fail where one is undone every time', async () => {
    expect(await asked(undoing(() => true)(referenceBehaviour), [meeting])).toEqual([
      [meeting, 'fail', undefined, undefined],
    ]);
  });
});
