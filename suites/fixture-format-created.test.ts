/** Cases that create groups, run on the reference target: what the format of fixtures says of them holds. */
import { describe, expect, test } from 'vitest';
import type { Step } from '../harness/cases/fixture.ts';
import { Caller } from '../harness/endpoint/caller.ts';
import { Journal } from '../harness/endpoint/journal/journal.ts';
import { estimateCalls } from '../harness/engine/plan/plan-batches.ts';
import { runInProcess } from '../harness/engine/run/in-process.ts';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { createGroup } from '../harness/security-groups/groups.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { caseOf, operationOf, runCasesOf, verdictsOf } from '../test-support/small-cases.ts';

describe('a case that creates groups', () => {
  const create = operationOf('CreateSecurityGroup');
  const expectDescribed: Step = {
    send: { action: 'DescribeSecurityGroups', params: { 'GroupId.1': '{kept:id}' } },
    expect: [
      {
        answer: 'described',
        status: ['200'],
        content: {
          'securityGroupInfo/item/groupName': ['{new-name}'],
          'securityGroupInfo/item/groupId': '{kept:id}',
          'securityGroupInfo/item/vpcId': '{vpc}',
          nextToken: null,
        },
        after: [],
      },
    ],
  };
  const created = caseOf('created', {
    given: {},
    send: { params: { GroupName: '{new-name}', GroupDescription: 'created', VpcId: '{vpc}' } },
    expect: [{ answer: 'created', status: ['200'], content: { groupId: '*' }, after: [] }],
    keep: { id: 'groupId' },
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    then: [expectDescribed],
  });

  test('has no groups of the run, keeps what the response says, and deletes what it created', async () => {
    const cases = [created, { ...created, id: 'family/again' }];

    const { results, spent } = await runCasesOf(create, cases);

    expect(verdictsOf(results)).toEqual(['family/created pass', 'family/again pass']);
    expect(spent).toEqual({ CreateSecurityGroup: 2, DescribeSecurityGroups: 2, DeleteSecurityGroup: 2 });
    expect(spent).toEqual(estimateCalls(cases, create));
    expect(results[0]?.observed).toBe('200\n\nthen\n200');
  });

  test('deletes what it created where it fails, too', async () => {
    const [first] = created.expect;
    const wrong = { ...created, expect: first === undefined ? [] : [{ ...first, content: { groupId: 'sg-0' } }] };

    const { results, spent } = await runCasesOf(create, [wrong]);

    expect(verdictsOf(results)).toEqual(['family/created fail: groupId']);
    // Once more, on its own, since it failed.
    expect(spent).toEqual({ CreateSecurityGroup: 2, DeleteSecurityGroup: 2 });
  });

  test('fails where the response lacks what a later request needs', async () => {
    const { CreateSecurityGroup: usual } = referenceBehaviour.operations;
    const silent = changed(referenceBehaviour, {
      operations: {
        CreateSecurityGroup: (call) => {
          const { groupId, ...rest } = usual(call);
          const isOfCase = call.pairs.some(([name, value]) => name === 'GroupName' && value.includes('-case-'));
          return isOfCase ? rest : { groupId, ...rest };
        },
      },
    });
    const kept = { ...created, expect: [{ answer: 'created', status: ['200'], after: [] }] };

    const reference = await startReference({ behaviour: silent });
    const { results, leftovers } = await runInProcess(settingsForReference(reference, 'silent'), [kept], create);
    await reference.close();

    expect(verdictsOf(results)).toEqual(['family/created fail: groupId']);
    // Found by their name when the run is over.
    expect(leftovers).toEqual([]);
  });

  test('is not asked where nothing may be created', async () => {
    const reference = await startReference();
    const caller = new Caller(settingsForReference(reference, 'before'));
    const id = await createGroup({ caller, journal: new Journal() }, 'given', undefined);
    const settings = settingsForReference(reference, 'given', { useGroups: [id] });

    const { results, callsByAction } = await runInProcess(
      settings,
      [created],
      operationOf('CreateSecurityGroup', 'ingress'),
    );

    await reference.close();
    expect(verdictsOf(results)).toEqual(['family/created not-applicable']);
    expect(callsByAction['CreateSecurityGroup']).toBeUndefined();
  });
});
