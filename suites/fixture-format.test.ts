/** Cases of operations that add and change rules, run on the reference target: what the format of fixtures says of each holds. */
import { describe, expect, test } from 'vitest';
import type { FixtureRule } from '../harness/cases/given.ts';
import { estimateCalls } from '../harness/engine/plan/plan-batches.ts';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { caseOf, operationOf, runCasesOf, ssh, verdictsOf } from '../test-support/small-cases.ts';

const web: FixtureRule = { IpProtocol: 'tcp', FromPort: '8443', ToPort: '8443', CidrIp: '192.0.2.0/24' };

const described: FixtureRule = { ...ssh, Description: 'old' };

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
    const { results, spent } = await runCasesOf(authorize, [authorised]);

    expect(verdictsOf(results)).toEqual(['family/authorised pass']);
    expect(spent).toEqual(estimateCalls([authorised], authorize));
  });

  test('runs in a batch with others, at the calls that are planned', async () => {
    const again = { ...authorised, id: 'family/again' };
    const cases = [authorised, duplicate, again];

    const { results, spent } = await runCasesOf(authorize, cases);

    expect(verdictsOf(results)).toEqual(['family/authorised pass', 'family/duplicate pass', 'family/again pass']);
    expect(spent).toEqual(estimateCalls(cases, authorize));
  });

  test('fails where nothing is stored, and where the response returns another id', async () => {
    const { AuthorizeSecurityGroupIngress: usual } = referenceBehaviour.operations;
    const lazy = changed(referenceBehaviour, {
      operations: {
        AuthorizeSecurityGroupIngress: (call) => (call.pairs.some(([, value]) => value === '8443') ? {} : usual(call)),
      },
    });

    const { results } = await runCasesOf(authorize, [authorised], lazy);

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

    const { results, spent } = await runCasesOf(modify, cases);

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

    const { results } = await runCasesOf(modify, [modified], replacing);

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

  test('distinguishes the rule with its new description from the one with its old', async () => {
    const { results, spent } = await runCasesOf(update, [updated]);

    expect(verdictsOf(results)).toEqual(['family/updated pass']);
    expect(spent).toEqual(estimateCalls([updated], update));
  });

  test('fails where the description stays', async () => {
    const lazy = changed(referenceBehaviour, {
      operations: { UpdateSecurityGroupRuleDescriptionsIngress: () => ({ return: 'true' }) },
    });

    const { results } = await runCasesOf(update, [updated], lazy);

    expect(verdictsOf(results)).toEqual(['family/updated fail: rules afterwards']);
  });
});
