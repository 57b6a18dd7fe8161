import { describe, expect, it } from 'vitest';
import type { FixtureRule, NamedRules } from './fixture.ts';
import { fewerCases, plainerCases, withBystander, withoutRefusals } from './smaller-past.ts';
import type { PastCase } from './world-past.ts';

const web: FixtureRule = {
  IpProtocol: 'tcp',
  FromPort: '443',
  ToPort: '443',
  CidrIp: '192.0.2.0/24',
  Description: 'web',
};
const dns: FixtureRule = { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' };

/** A case on web and dns that removes web by a request of its own kind, or is refused. */
function caseOf(id: string, isRefused = false, ingress: NamedRules = { web, dns }): PastCase {
  const after = isRefused ? ['web', 'dns'] : ['dns'];
  const expect = [{ answer: id, status: ['200'], ...(isRefused ? { code: ['*'] } : {}), after }];
  return { testCase: { id, title: id, requirements: [], given: { main: { ingress } }, send: { raw: id }, expect } };
}

const ids = (past: readonly PastCase[]) => past.map(({ testCase }) => testCase.id).join('');
const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((id) => caseOf(id)) as [
  PastCase,
  PastCase,
  PastCase,
  PastCase,
  PastCase,
];

describe('a smaller past', () => {
  it('lacks half of the cases before the last, or one of them', () => {
    expect(fewerCases([a, b, c, d, e]).map(ids)).toEqual(['abe', 'cde', 'bcde', 'acde', 'abde', 'abce']);
  });

  it('always ends with the case that departed', () => {
    expect(fewerCases([a, b]).map(ids)).toEqual([]);
    expect(fewerCases([a, b, c]).map(ids)).toEqual(['bc', 'ac']);
  });
});

describe('a plainer past', () => {
  it('asks plainly for what a case removes, on that alone: in all cases, then in each', () => {
    const plainer = plainerCases([a, b], 'ingress');

    expect(plainer.map((past) => past.map(({ testCase: { send } }) => send.raw === undefined))).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ]);
    expect(plainer[0]?.[0]?.testCase).toEqual({
      ...{ id: 'a', title: 'a', requirements: [] },
      given: { main: { ingress: { web } } },
      send: {
        params: {
          GroupId: '{main}',
          'IpPermissions.1.IpProtocol': 'tcp',
          'IpPermissions.1.FromPort': '443',
          'IpPermissions.1.ToPort': '443',
          'IpPermissions.1.IpRanges.1.CidrIp': '192.0.2.0/24',
        },
      },
      expect: [{ answer: 'revoked', status: ['200'], after: [] }],
    });
  });

  it('leaves alone what is plain already, what departed, and what is to be refused', () => {
    const [plain = []] = plainerCases([a, b], 'ingress');

    expect(plainerCases(plain, 'ingress')).toEqual([]);
    expect(plainerCases([{ ...a, hasDeparted: true }, caseOf('b', true)], 'ingress')).toEqual([]);
  });
});

describe('a past without refusals', () => {
  it('has a revoke of a rule that stands for each request that was to be refused before the last', () => {
    const past = withoutRefusals([caseOf('a', true), caseOf('b', true), c], 'ingress');

    expect(past.map(({ testCase: { given } }) => Object.keys(given.main?.ingress ?? {}))).toEqual([
      ['spare-1'],
      ['spare-2'],
      ['web', 'dns'],
    ]);
    expect(past.map(({ testCase }) => testCase.expect[0]?.status)).toEqual([['200'], ['200'], ['200']]);
  });

  it('is the same where one was to be carried out', () => {
    const past = [caseOf('a', true), b, c];

    expect(withoutRefusals(past, 'ingress')).toBe(past);
  });
});

describe('a past with a bystander', () => {
  it('has a rule stand from the first request to the last', () => {
    const past = withBystander([a, b], 'ingress');

    expect(past.map(({ testCase: { given } }) => Object.keys(given.main?.ingress ?? {}))).toEqual([
      ['web', 'dns', 'bystander'],
      ['web', 'dns', 'bystander'],
    ]);
    expect(past.map(({ testCase }) => testCase.expect[0]?.after)).toEqual([
      ['dns', 'bystander'],
      ['dns', 'bystander'],
    ]);
  });

  it('is the same where a case departed, since what it left is not foreseen', () => {
    const past = [{ ...a, hasDeparted: true }, b];

    expect(withBystander(past, 'ingress')).toBe(past);
  });
});
