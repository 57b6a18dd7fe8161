import { describe, expect, test } from 'vitest';
import type { NamedRules } from '../../../cases/given.ts';
import { plainGrouping } from '../grouping.ts';
import type { Authorize, Revoke } from './history.ts';
import { modelAfter, permittedOutcomes } from './history-model.ts';

const ssh = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22' };
const rules: NamedRules = {
  a: { ...ssh, CidrIp: '192.0.2.0/24', Description: 'office' },
  b: { ...ssh, CidrIp: '192.0.2.0/25' },
  c: { ...ssh, GroupId: '{peer}' },
};

function revoke(names: readonly string[], descriptions: Revoke['descriptions'] = 'left-out'): Revoke {
  return { kind: 'revoke', rules: names, grouping: plainGrouping, descriptions };
}

function authorize(names: readonly string[]): Authorize {
  return { kind: 'authorize', rules: names, grouping: plainGrouping };
}

const notFound = { kind: 'refused', code: 'InvalidPermission.NotFound' };

describe('in a nondefault VPC', () => {
  test.each(['left-out', 'repeated'] as const)('a revoke takes what it names, descriptions %s', (descriptions) => {
    expect(permittedOutcomes(rules, ['a', 'b', 'c'], revoke(['c', 'a'], descriptions), 'nondefault')).toEqual([
      { responses: [{ kind: 'revoked', removed: ['c', 'a'], unknown: [] }], after: ['b'] },
    ]);
  });

  test('a revoke of which one rule is not there takes nothing', () => {
    expect(permittedOutcomes(rules, ['a', 'c'], revoke(['a', 'b']), 'nondefault')).toEqual([
      { responses: [notFound], after: ['a', 'c'] },
    ]);
  });

  test('a flat revoke takes the one rule', () => {
    expect(permittedOutcomes(rules, ['a', 'b'], { kind: 'revoke-flat', rules: ['a'] }, 'nondefault')).toEqual([
      { responses: [{ kind: 'revoked', removed: ['a'], unknown: [] }], after: ['b'] },
    ]);
  });

  test('a revoke by the id of a rule that is gone is refused', () => {
    expect(permittedOutcomes(rules, ['b'], { kind: 'revoke-by-ids', rules: ['a'] }, 'nondefault')).toEqual([
      { responses: [{ kind: 'refused', code: 'InvalidSecurityGroupRuleId.NotFound' }], after: ['b'] },
    ]);
  });

  test('a revoke by ids of which some are gone is open', () => {
    expect(permittedOutcomes(rules, ['b'], { kind: 'revoke-by-ids', rules: ['a', 'b'] }, 'nondefault')).toEqual([
      { responses: [{ kind: 'refused', code: 'InvalidSecurityGroupRuleId.NotFound' }], after: ['b'] },
      { responses: [{ kind: 'revoked', removed: ['b'], unknown: ['a'] }], after: [] },
    ]);
  });

  test('DryRun changes nothing, and would succeed for existing rules', () => {
    const dryRun = { kind: 'dry-run', rules: ['a'], grouping: plainGrouping } as const;

    expect(permittedOutcomes(rules, ['a'], dryRun, 'nondefault')).toEqual([
      { responses: [{ kind: 'dry-run' }], after: ['a'] },
    ]);
    expect(permittedOutcomes(rules, ['b'], dryRun, 'nondefault')).toEqual([
      { responses: [{ kind: 'dry-run' }], after: ['b'] },
      { responses: [notFound], after: ['b'] },
    ]);
  });

  test('an authorise adds what it names, or is refused for what exists', () => {
    expect(permittedOutcomes(rules, ['b'], authorize(['c', 'a']), 'nondefault')).toEqual([
      { responses: [{ kind: 'authorized', rules: ['c', 'a'] }], after: ['a', 'b', 'c'] },
    ]);
    expect(permittedOutcomes(rules, ['a'], authorize(['a']), 'nondefault')[0]).toEqual({
      responses: [{ kind: 'refused', code: 'InvalidPermission.Duplicate' }],
      after: ['a'],
    });
  });

  test('a description shows what exists', () => {
    expect(permittedOutcomes(rules, ['c', 'a'], { kind: 'describe' }, 'nondefault')).toEqual([
      { responses: [{ kind: 'described', rules: ['a', 'c'] }], after: ['a', 'c'] },
    ]);
  });
});

describe('in the default VPC', () => {
  test('a revoke of what is not there is silent or refused', () => {
    expect(permittedOutcomes(rules, ['a'], revoke(['b']), 'default')).toEqual([
      { responses: [{ kind: 'revoked', removed: [], unknown: ['b'] }], after: ['a'] },
      { responses: [notFound], after: ['a'] },
    ]);
  });

  test('a revoke of which one rule is not there may take the others, or nothing, silently or not', () => {
    expect(permittedOutcomes(rules, ['a', 'c'], revoke(['a', 'b']), 'default')).toEqual([
      { responses: [{ kind: 'revoked', removed: ['a'], unknown: ['b'] }], after: ['c'] },
      { responses: [notFound], after: ['a', 'c'] },
      { responses: [{ kind: 'revoked', removed: [], unknown: ['b'] }], after: ['a', 'c'] },
    ]);
  });

  test('a revoke of what is there takes it', () => {
    expect(permittedOutcomes(rules, ['a', 'c'], revoke(['a']), 'default')).toEqual([
      { responses: [{ kind: 'revoked', removed: ['a'], unknown: [] }], after: ['c'] },
    ]);
  });
});

describe('two requests at once', () => {
  test('lose neither change when they share no rule', () => {
    const command = { kind: 'concurrently', commands: [revoke(['a']), authorize(['c'])] } as const;

    expect(permittedOutcomes(rules, ['a', 'b'], command, 'nondefault')).toEqual([
      {
        responses: [
          { kind: 'revoked', removed: ['a'], unknown: [] },
          { kind: 'authorized', rules: ['c'] },
        ],
        after: ['b', 'c'],
      },
    ]);
  });

  test('both take the same rule, or one comes too late', () => {
    const taken = { kind: 'revoked', removed: ['a'], unknown: [] };
    const command = { kind: 'concurrently', commands: [revoke(['a']), revoke(['a'])] } as const;

    expect(permittedOutcomes(rules, ['a', 'b'], command, 'nondefault')).toEqual([
      { responses: [taken, notFound], after: ['b'] },
      { responses: [notFound, taken], after: ['b'] },
      { responses: [taken, taken], after: ['b'] },
    ]);
  });
});

test('a history goes from state to state', () => {
  const commands = [revoke(['a']), revoke(['a']), authorize(['a']), revoke(['a', 'b'])];
  const steps = modelAfter({ rules, given: ['b', 'a'], commands }, 'nondefault');

  expect(steps.map(({ command }) => command)).toEqual(commands);
  expect(steps.map(({ outcomes }) => outcomes[0]?.after)).toEqual([['b'], ['b'], ['a', 'b'], []]);
  expect(steps.map(({ outcomes }) => outcomes[0]?.responses[0]?.kind)).toEqual([
    'revoked',
    'refused',
    'authorized',
    'revoked',
  ]);
});

test('a history that names a rule it has not is a mistake', () => {
  expect(() => permittedOutcomes(rules, [], authorize(['z']), 'nondefault')).toThrow(RangeError);
});
