/** Cases of other operations than a revoke, run on the reference target: what the format of fixtures says of each holds. */
import { describe, expect, test } from 'vitest';
import type { FixtureCase, FixtureRule, Step } from '../harness/cases/fixture.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { Caller } from '../harness/endpoint/caller.ts';
import { Journal } from '../harness/endpoint/journal/journal.ts';
import { estimateCalls } from '../harness/engine/plan/estimate.ts';
import { runInProcess } from '../harness/engine/run/in-process.ts';
import type { Operation } from '../harness/operation/operation.ts';
import { type Behaviour, changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { createGroup } from '../harness/security-groups/groups.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';

const ssh: FixtureRule = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };
const web: FixtureRule = { IpProtocol: 'tcp', FromPort: '8443', ToPort: '8443', CidrIp: '192.0.2.0/24' };

const described: FixtureRule = { ...ssh, Description: 'old' };

function operationOf(action: string): Operation {
  return { action, generalChecks: [] };
}

function pairsOf(rule: FixtureRule): Readonly<Record<string, string>> {
  const { IpProtocol, FromPort = '', ToPort = '', CidrIp = '' } = rule;
  const source = rule.Description === undefined ? {} : { 'IpPermissions.1.IpRanges.1.Description': rule.Description };
  return {
    'IpPermissions.1.IpProtocol': IpProtocol,
    'IpPermissions.1.FromPort': FromPort,
    'IpPermissions.1.ToPort': ToPort,
    'IpPermissions.1.IpRanges.1.CidrIp': CidrIp,
    ...source,
  };
}

function caseOf(id: string, parts: Omit<FixtureCase, 'id' | 'title' | 'requirements'>): FixtureCase {
  return { id: `family/${id}`, title: id, requirements: [], ...parts };
}

/** Runs the cases, and compares what they cost with what they were expected to cost, preparation aside. */
async function run(operation: Operation, cases: readonly FixtureCase[], behaviour: Behaviour = referenceBehaviour) {
  const reference = await startReference({ behaviour });
  try {
    const none = await runInProcess(settingsForReference(reference, 'none'), [], operation);
    const { results, leftovers, callsByAction } = await runInProcess(
      settingsForReference(reference, 'format'),
      cases,
      operation,
    );
    expect(leftovers).toEqual([]);
    const spent = Object.entries(callsByAction)
      .map(([action, calls]) => [action, calls - (none.callsByAction[action] ?? 0)] as const)
      .filter(([, calls]) => calls !== 0);
    return { results, spent: Object.fromEntries(spent) };
  } finally {
    await reference.close();
  }
}

function verdictsOf(results: readonly CaseResult[]): readonly string[] {
  return results.map(({ id, verdict, mismatches }) =>
    mismatches.length === 0 ? `${id} ${verdict}` : `${id} ${verdict}: ${mismatches.map(({ at }) => at).join(', ')}`,
  );
}

const authorize = operationOf('AuthorizeSecurityGroupIngress');

const authorised = caseOf('authorised', {
  needs: ['rule-ids'],
  given: { main: { ingress: { ssh } } },
  later: { main: { ingress: { web } } },
  send: { params: { GroupId: '{main}', ...pairsOf(web) } },
  expect: [
    {
      answer: 'authorised',
      status: ['200'],
      return: 'true',
      content: {
        'securityGroupRuleSet/item/securityGroupRuleId': ['{rule:web}'],
        'securityGroupRuleSet/item/isEgress': ['false'],
      },
      after: ['ssh', 'web'],
    },
  ],
});

const duplicate = caseOf('duplicate', {
  given: { main: { ingress: { ssh } } },
  send: { params: { GroupId: '{main}', ...pairsOf(ssh) } },
  expect: [{ answer: 'refused', status: ['400'], code: ['InvalidPermission.Duplicate'], after: ['ssh'] }],
});

describe('a case of an authorise', () => {
  test('adds the later rule, and judges the id that the response gives it', async () => {
    const { results, spent } = await run(authorize, [authorised]);

    expect(verdictsOf(results)).toEqual(['family/authorised pass']);
    expect(spent).toEqual(estimateCalls([authorised], authorize));
  });

  test('runs in a batch with others, at the calls that are planned', async () => {
    const again = { ...authorised, id: 'family/again' };
    const cases = [authorised, duplicate, again];

    const { results, spent } = await run(authorize, cases);

    expect(verdictsOf(results)).toEqual(['family/authorised pass', 'family/duplicate pass', 'family/again pass']);
    expect(spent).toEqual(estimateCalls(cases, authorize));
  });

  test('fails where nothing is stored, and where the response tells another id', async () => {
    const { authorizeIngress = referenceBehaviour.operations.AuthorizeSecurityGroupIngress } = {};
    const lazy = changed(referenceBehaviour, {
      operations: {
        AuthorizeSecurityGroupIngress: (call) =>
          call.pairs.some(([, value]) => value === '8443') ? {} : authorizeIngress(call),
      },
    });

    const { results } = await run(authorize, [authorised], lazy);

    expect(verdictsOf(results)).toEqual([
      'family/authorised fail: return, rules afterwards, securityGroupRuleSet/item/securityGroupRuleId, securityGroupRuleSet/item/isEgress',
    ]);
  });
});

describe('a case of a modify', () => {
  const modify = operationOf('ModifySecurityGroupRules');
  const modified = caseOf('modified', {
    needs: ['rule-ids'],
    given: { main: { ingress: { ssh: described } } },
    later: { main: { ingress: { moved: { ...web, Description: '' } } } },
    send: {
      params: {
        GroupId: '{main}',
        'SecurityGroupRule.1.SecurityGroupRuleId': '{rule:ssh}',
        'SecurityGroupRule.1.SecurityGroupRule.IpProtocol': 'tcp',
        'SecurityGroupRule.1.SecurityGroupRule.FromPort': '8443',
        'SecurityGroupRule.1.SecurityGroupRule.ToPort': '8443',
        'SecurityGroupRule.1.SecurityGroupRule.CidrIpv4': '192.0.2.0/24',
      },
    },
    expect: [{ answer: 'modified', status: ['200'], return: 'true', after: ['moved'], sameId: { moved: 'ssh' } }],
  });

  test('sees the rule under its new name with its old id', async () => {
    const cases = [modified, { ...modified, id: 'family/again' }];

    const { results, spent } = await run(modify, cases);

    expect(verdictsOf(results)).toEqual(['family/modified pass', 'family/again pass']);
    expect(spent).toEqual(estimateCalls(cases, modify));
  });

  test('fails where the rule is replaced by one with another id', async () => {
    const { ModifySecurityGroupRules: usual } = referenceBehaviour.operations;
    const replacing = changed(referenceBehaviour, {
      operations: {
        ModifySecurityGroupRules: (call) => {
          const elements = usual(call);
          for (const group of call.store.groups.values()) {
            const [rule] = group.ingress;
            if (rule?.toPort !== 8443 || group.name === 'default') continue;
            call.store.removeRules(group, 'ingress', [rule], call.at);
            call.store.addRules(group, 'ingress', [{ ...rule, id: call.behaviour.state.newId('sgr-') }]);
          }
          return elements;
        },
      },
    });

    const { results } = await run(modify, [modified], replacing);

    expect(verdictsOf(results)).toEqual(['family/modified fail: id of the rule moved']);
  });
});

describe('a case of a change of descriptions', () => {
  const update = operationOf('UpdateSecurityGroupRuleDescriptionsIngress');
  const updated = caseOf('updated', {
    given: { main: { ingress: { old: described, web } } },
    later: { main: { ingress: { new: { ...ssh, Description: 'new' } } } },
    send: { params: { GroupId: '{main}', ...pairsOf({ ...ssh, Description: 'new' }) } },
    expect: [{ answer: 'updated', status: ['200'], return: 'true', after: ['new', 'web'] }],
  });

  test('tells the rule with its new description from the one with its old', async () => {
    const { results, spent } = await run(update, [updated]);

    expect(verdictsOf(results)).toEqual(['family/updated pass']);
    expect(spent).toEqual(estimateCalls([updated], update));
  });

  test('fails where the description stays', async () => {
    const lazy = changed(referenceBehaviour, {
      operations: { UpdateSecurityGroupRuleDescriptionsIngress: () => ({ return: 'true' }) },
    });

    const { results } = await run(update, [updated], lazy);

    expect(verdictsOf(results)).toEqual(['family/updated fail: rules afterwards']);
  });
});

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

    const { results, spent } = await run(create, cases);

    expect(verdictsOf(results)).toEqual(['family/created pass', 'family/again pass']);
    expect(spent).toEqual({ CreateSecurityGroup: 2, DescribeSecurityGroups: 2, DeleteSecurityGroup: 2 });
    expect(spent).toEqual(estimateCalls(cases, create));
    expect(results[0]?.observed).toBe('200\n\nthen\n200');
  });

  test('deletes what it created where it fails, too', async () => {
    const [first] = created.expect;
    const wrong = { ...created, expect: first === undefined ? [] : [{ ...first, content: { groupId: 'sg-0' } }] };

    const { results, spent } = await run(create, [wrong]);

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

    const { results, callsByAction } = await runInProcess(settings, [created], {
      ...create,
      direction: 'ingress',
    });

    await reference.close();
    expect(verdictsOf(results)).toEqual(['family/created not-applicable']);
    expect(callsByAction['CreateSecurityGroup']).toBeUndefined();
  });
});

describe('a target without the operation', () => {
  const modify = operationOf('ModifySecurityGroupRules');
  const { errors } = referenceBehaviour;
  const without = changed(referenceBehaviour, {
    operations: {
      ModifySecurityGroupRules: (call) => {
        throw errors.unknownAction(call.action);
      },
    },
    checks: {
      action: (call) => {
        if (call.action === 'ModifySecurityGroupRules') throw errors.unknownAction(call.action);
        referenceBehaviour.checks.action(call);
      },
    },
  });
  const asked = (id: string) =>
    caseOf(id, {
      given: { main: { ingress: { ssh } } },
      send: { params: { GroupId: '{main}' } },
      expect: [{ answer: 'refused', status: ['400'], code: ['MissingParameter'], after: ['ssh'] }],
    });

  test('is asked once, and each case is not implemented', async () => {
    const { results, spent } = await run(modify, [asked('one'), asked('two'), asked('three')], without);

    expect(verdictsOf(results)).toEqual([
      'family/one not-implemented',
      'family/two not-implemented',
      'family/three not-implemented',
    ]);
    expect(results.map(({ reason }) => reason?.kind)).toEqual(Array(3).fill('not-implemented'));
    // The first case, and the plain request that confirms it.
    expect(spent['ModifySecurityGroupRules']).toBe(2);
  });

  test('makes a case of another operation that needs it not applicable', async () => {
    const mixed = caseOf('mixed', {
      given: { main: { ingress: { ssh } } },
      send: { action: 'ModifySecurityGroupRules', params: { GroupId: '{main}' } },
      expect: [{ answer: 'modified', status: ['200'], after: ['ssh'] }],
    });

    const { results } = await run(authorize, [mixed, { ...mixed, id: 'family/again' }], without);

    expect(verdictsOf(results)).toEqual(['family/mixed not-applicable', 'family/again not-applicable']);
    expect(results[0]?.reason).toMatchObject({
      kind: 'missing-capability',
      capabilities: ['the action ModifySecurityGroupRules'],
    });
  });

  test('is not meant by one that has it and says so of one request alone', async () => {
    const picky = changed(referenceBehaviour, {
      operations: {
        ModifySecurityGroupRules: (call) => {
          throw errors.unknownAction(call.action);
        },
      },
    });

    const { results } = await run(modify, [asked('one')], picky);

    expect(verdictsOf(results)).toEqual(['family/one fail: code']);
  });
});
