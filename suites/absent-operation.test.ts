/** Targets that lack an operation: its cases are not implemented, and those of others that need it not applicable. */
import { describe, expect, test } from 'vitest';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { caseOf, operationOf, runCasesOf, ssh, verdictsOf } from '../test-support/small-cases.ts';

describe('a target without the operation', () => {
  const authorize = operationOf('AuthorizeSecurityGroupIngress');
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
    const { results, spent } = await runCasesOf(modify, [asked('one'), asked('two'), asked('three')], without);

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

    const { results } = await runCasesOf(authorize, [mixed, { ...mixed, id: 'family/again' }], without);

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

    const { results } = await runCasesOf(modify, [asked('one')], picky);

    expect(verdictsOf(results)).toEqual(['family/one fail: code']);
  });
});
