import { expect, it } from 'vitest';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { allCases } from './delete-security-group/cases.ts';
import { deleteGroupOperation } from './delete-security-group/operation.ts';

/** Says that it has modified rules, and removes them. */
const removing = changed(referenceBehaviour, {
  modifying: {
    commit: (modified, group, { store, at }) => {
      for (const { old } of modified) store.removeRules(group, old.direction, [old], at);
    },
  },
});

it('a server that loses rules when it modifies them is not blamed for what it deletes', {
  timeout: 60_000,
}, async () => {
  const cases = allCases().filter(({ id }) => id === 'group-history/referred' || id === 'group-history/former');

  const { results } = await runMutant(removing, { cases, operation: deleteGroupOperation });

  expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['group-history/referred', 'untestable'],
    ['group-history/former', 'pass'],
  ]);
});
