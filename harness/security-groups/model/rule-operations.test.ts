import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addedRules } from './authorize.ts';
import { matches, ruleDifference, ruleKey, sameRule } from './match.ts';
import { revokeByIds, revokeByPermissions } from './revoke.ts';
import type { Rule, Source } from './rule.ts';

const own = '111122223333';

const source: fc.Arbitrary<Source> = fc.oneof(
  fc.constantFrom('192.0.2.0/24', '0.0.0.0/0').map((cidr) => ({ kind: 'ipv4', cidr }) as const),
  fc.constantFrom('2001:db8::/32', '::/0').map((cidr) => ({ kind: 'ipv6', cidr }) as const),
  fc.constantFrom('pl-1', 'pl-2').map((prefixListId) => ({ kind: 'prefix-list', prefixListId }) as const),
  fc.constantFrom('sg-1', 'sg-2').map((groupId) => ({ kind: 'group', groupId }) as const),
  fc.constant<Source>({ kind: 'group', groupId: 'sg-1', userId: own }),
  fc.constant<Source>({ kind: 'group', groupId: 'sg-1', userId: '444455556666' }),
);
const numbers = fc.constantFrom(
  { fromPort: 22, toPort: 22 },
  { fromPort: 22, toPort: 23 },
  { fromPort: 0, toPort: 65535 },
);
const rule: fc.Arbitrary<Rule> = fc
  .tuple(fc.constantFrom('tcp', 'udp'), numbers, source, fc.constantFrom(undefined, '', 'office', 'Office'))
  .map(([protocol, ports, from, description]) => ({
    protocol,
    ...ports,
    source: from,
    ...(description === undefined ? {} : { description }),
  }));
/** Rules as a group holds them: no two of one key, each with an id. */
const stored = fc
  .uniqueArray(rule, { selector: (each) => ruleKey(each, own), maxLength: 8 })
  .map((rules) => rules.map((each, index) => ({ ...each, id: `sgr-${index}` })));

const ssh: Rule = { protocol: 'tcp', fromPort: 22, toPort: 22, source: { kind: 'ipv4', cidr: '192.0.2.0/24' } };

describe('exact match', () => {
  test.each<readonly [string, Rule]>([
    ['protocol', { ...ssh, protocol: 'udp' }],
    ['start port', { ...ssh, fromPort: 21 }],
    ['end port', { ...ssh, toPort: 23 }],
    ['source', { ...ssh, source: { kind: 'ipv4', cidr: '192.0.2.0/25' } }],
    ['kind of source', { ...ssh, source: { kind: 'prefix-list', prefixListId: 'pl-1' } }],
  ])('fails when the %s differs', (_, other) => {
    expect(matches(other, ssh)).toBe(false);
    expect(matches(ssh, other)).toBe(false);
  });

  test('counts a description only when the request gives one', () => {
    const described: Rule = { ...ssh, description: 'office' };

    expect(matches(ssh, described)).toBe(true);
    expect(matches(described, described)).toBe(true);
    expect(matches({ ...ssh, description: 'Office' }, described)).toBe(false);
    expect(matches(described, ssh)).toBe(false);
  });

  test('takes a group without account for one of the own account', () => {
    const of = (userId?: string): Rule => ({
      ...ssh,
      source: { kind: 'group', groupId: 'sg-1', ...(userId === undefined ? {} : { userId }) },
    });

    expect(matches(of(), of(own), own)).toBe(true);
    expect(matches(of(own), of(), own)).toBe(true);
    expect(matches(of(), of('444455556666'), own)).toBe(false);
    expect(matches(of(), of(own))).toBe(false);
  });

  test('agrees with the keys of rules when no description is given', () => {
    fc.assert(
      fc.property(rule, rule, (one, other) => {
        const { description: _, ...bare } = one;
        expect(matches(bare, other, own)).toBe(ruleKey(one, own) === ruleKey(other, own));
      }),
    );
  });
});

describe('the key of a rule', () => {
  test.each<readonly [Source, string]>([
    [{ kind: 'ipv4', cidr: '192.0.2.0/24' }, '192.0.2.0/24'],
    [{ kind: 'ipv6', cidr: '2001:db8::/32' }, '2001:db8::/32'],
    [{ kind: 'prefix-list', prefixListId: 'pl-1' }, 'pl-1'],
    [{ kind: 'group', groupId: 'sg-1' }, 'sg-1'],
    [{ kind: 'group', groupId: 'sg-1', userId: own }, 'sg-1'],
    [{ kind: 'group', groupId: 'sg-1', userId: '444455556666' }, '444455556666/sg-1'],
  ])('names the source %j as %s', (from, text) => {
    expect(ruleKey({ ...ssh, source: from, description: 'office' }, own)).toBe(`tcp 22 ${text}`);
  });

  test('says all of a rule without numbers', () => {
    expect(ruleKey({ protocol: '-1', source: ssh.source })).toBe('-1 192.0.2.0/24');
  });

  test('keeps a rule with one number apart from a rule with none', () => {
    const none = { protocol: 'tcp', source: ssh.source };

    expect(ruleKey({ ...none, fromPort: 22 })).not.toBe(ruleKey(none));
    expect(ruleKey({ ...none, toPort: 22 })).not.toBe(ruleKey(none));
  });

  test('keeps an ICMP rule for all codes apart from one without a code', () => {
    const echo = { protocol: 'icmp', fromPort: 8, source: ssh.source };

    expect(ruleKey({ ...echo, toPort: -1 })).not.toBe(ruleKey(echo));
  });
});

describe('the difference of two lists', () => {
  test('is empty for a list and its own shuffle', () => {
    const listAndShuffle = fc
      .array(rule, { maxLength: 8 })
      .chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })));
    fc.assert(
      fc.property(listAndShuffle, ([rules, shuffled]) => {
        expect(ruleDifference(rules, shuffled, own)).toEqual({ missing: [], unexpected: [] });
      }),
    );
  });

  test('counts copies', () => {
    expect(ruleDifference([ssh, ssh], [ssh])).toEqual({ missing: [ssh], unexpected: [] });
    expect(ruleDifference([ssh], [ssh, ssh])).toEqual({ missing: [], unexpected: [ssh] });
  });

  test('takes another description for another rule', () => {
    const described = { ...ssh, description: 'office' };

    expect(ruleDifference([ssh], [described])).toEqual({ missing: [ssh], unexpected: [described] });
  });
});

describe('a revoke by permissions', () => {
  test('removes exactly what matches, or refuses and names what does not', () => {
    fc.assert(
      fc.property(stored, fc.array(rule, { maxLength: 4 }), (existing, wanted) => {
        const unknown = wanted.filter((each) => !existing.some((other) => matches(each, other, own)));
        const kept = existing.filter((each) => !wanted.some((other) => matches(other, each, own)));

        const strict = revokeByPermissions(existing, wanted, { onMismatch: 'refuse', ownAccount: own });
        const silent = revokeByPermissions(existing, wanted, { onMismatch: 'silent', ownAccount: own });

        expect(strict.kind).toBe(unknown.length === 0 ? 'revoked' : 'refused');
        expect(strict.unknown).toEqual(unknown);
        expect(silent).toMatchObject({ kind: 'revoked', remaining: kept, unknown });
      }),
    );
  });

  test('splits the rules into removed and remaining without loss', () => {
    fc.assert(
      fc.property(stored, fc.array(rule, { maxLength: 4 }), (existing, wanted) => {
        const outcome = revokeByPermissions(existing, wanted, { onMismatch: 'silent', ownAccount: own });
        const both = outcome.kind === 'revoked' ? [...outcome.removed, ...outcome.remaining] : [];

        expect(both.map((each) => each.id).sort()).toEqual(existing.map((each) => each.id));
      }),
    );
  });

  test('undoes an authorise', () => {
    fc.assert(
      fc.property(stored, fc.array(rule, { maxLength: 4 }), (existing, wanted) => {
        const authorized = addedRules<Rule>(existing, wanted, own);
        fc.pre(authorized.kind === 'authorized');

        const outcome = revokeByPermissions<Rule, Rule>([...existing, ...wanted], wanted, {
          onMismatch: 'refuse',
          ownAccount: own,
        });

        expect(outcome.kind === 'revoked' && ruleDifference(existing, outcome.remaining, own)).toEqual({
          missing: [],
          unexpected: [],
        });
      }),
    );
  });

  test('revokes a rule once that the request names twice', () => {
    expect(revokeByPermissions([ssh], [ssh, ssh], { onMismatch: 'refuse' })).toEqual({
      kind: 'revoked',
      removed: [ssh],
      remaining: [],
      unknown: [],
    });
  });
});

describe('a revoke of a rule that is not there', () => {
  const dns: Rule = { ...ssh, protocol: 'udp', fromPort: 53, toPort: 53 };

  test('is refused with the code for permissions, and names the rule', () => {
    expect(revokeByPermissions([ssh], [ssh, dns], { onMismatch: 'refuse' })).toEqual({
      kind: 'refused',
      code: 'InvalidPermission.NotFound',
      unknown: [dns],
    });
  });

  test('is reported beside what was revoked where mismatches are silent', () => {
    expect(revokeByPermissions([ssh], [ssh, dns], { onMismatch: 'silent' })).toEqual({
      kind: 'revoked',
      removed: [ssh],
      remaining: [],
      unknown: [dns],
    });
  });
});

describe('a revoke by rule ids', () => {
  const rules = ['sgr-1', 'sgr-2', 'sgr-3'].map((id) => ({ ...ssh, id }));

  test('removes just the named rules', () => {
    expect(revokeByIds(rules, ['sgr-3', 'sgr-1', 'sgr-3'])).toEqual({
      kind: 'revoked',
      removed: [rules[2], rules[0]],
      remaining: [rules[1]],
      unknown: [],
    });
  });

  test('removes none when one is not there', () => {
    expect(revokeByIds(rules, ['sgr-1', 'sgr-4'])).toEqual({
      kind: 'refused',
      code: 'InvalidSecurityGroupRuleId.NotFound',
      unknown: ['sgr-4'],
    });
  });
});

describe('an authorise', () => {
  test('refuses a rule that exists, whatever its description', () => {
    const outcome = addedRules([ssh], [{ ...ssh, description: 'office' }]);

    expect(outcome).toMatchObject({ kind: 'refused', code: 'InvalidPermission.Duplicate' });
  });

  test('refuses a rule that occurs twice in the request', () => {
    expect(addedRules([], [ssh, { ...ssh }])).toMatchObject({ kind: 'refused', code: 'InvalidParameterValue' });
  });

  test('keeps the rules of a group distinct', () => {
    fc.assert(
      fc.property(stored, fc.array(rule, { maxLength: 4 }), (existing, wanted) => {
        const outcome = addedRules(existing, wanted, own);
        const all = outcome.kind === 'authorized' ? [...existing, ...outcome.added] : existing;

        expect(new Set(all.map((each) => ruleKey(each, own))).size).toBe(all.length);
      }),
    );
  });
});

test('equal rules are the same rule, and a description makes another', () => {
  expect(sameRule(ssh, { ...ssh })).toBe(true);
  expect(sameRule(ssh, { ...ssh, description: '' })).toBe(false);
  expect(sameRule(ssh, { ...ssh, toPort: 23 })).toBe(false);
});
