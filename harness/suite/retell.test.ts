import { describe, expect, it } from 'vitest';
import type { Case } from './case.ts';
import type { FixtureRule, NamedRules } from './fixture.ts';
import { asPastCase, cutAfter, type Manner, type RetoldPast, retell } from './retell.ts';
import type { PastCase } from './world-past.ts';

const operation = { action: 'RevokeSecurityGroupIngress', direction: 'ingress', invariants: [] } as const;
const setting = { operation, placeholders: new Map<string, string>() };
const heading = { id: 'state/told', title: 'what was done', requirements: [] };

const web: FixtureRule = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
const dns: FixtureRule = { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' };

/** A case that sends one request for what its name says; `stays`: names of the rules that stand afterwards. */
function caseOf(title: string, ingress: NamedRules, stays: readonly string[], more: Partial<Case> = {}): PastCase {
  const answer = { answer: 'revoked', status: ['200'], after: stays };
  const given = { main: { ingress } };
  return {
    testCase: {
      id: `t/${title}`,
      title,
      requirements: [],
      given,
      send: { params: { Ask: title } },
      expect: [answer],
      ...more,
    },
  };
}

const refused = { expect: [{ answer: 'refused', status: ['400'], code: ['*'], after: ['web'] }] };

function told(past: readonly PastCase[], manner: Manner = 'as-it-was'): RetoldPast {
  return retell(past, heading, setting, manner);
}

/** What each request is for: what it asks, or what it does to make room for a case. */
function asked({ requests }: RetoldPast): readonly (string | undefined)[] {
  return requests.map(({ step: { send } }) => send.params?.['Ask'] ?? (send.action === undefined ? 'clear' : 'add'));
}

describe('what was done on a world', () => {
  it('is told as one case, with what made room for each case and gave it its rules', () => {
    const past = told([
      caseOf('take', { web }, []),
      caseOf('keep', { web, dns }, ['web', 'dns']),
      caseOf('end', { dns }, []),
    ]);

    expect(asked(past)).toEqual(['take', 'add', 'keep', 'clear', 'end']);
    expect(past.requests.map(({ before }) => before)).toEqual([['web'], [], ['web', 'dns'], ['web', 'dns'], ['dns']]);
    expect(past.testCase.given).toEqual({ main: { ingress: { web } } });
    expect(past.testCase.later).toEqual({ dns });
    expect(past.testCase.then?.[0]).toMatchObject({
      send: {
        action: 'AuthorizeSecurityGroupIngress',
        params: { 'IpPermissions.2.IpRanges.1.CidrIp': '198.51.100.0/24' },
      },
      expect: [{ status: ['200'], after: ['web', 'dns'] }],
    });
  });

  it('gives one name to a rule that two cases call differently, and two to rules that share one', () => {
    const past = told([
      caseOf('take', { rule: web }, []),
      caseOf('other', { rule: dns, same: web }, ['rule', 'same'], {
        send: { params: { Ask: 'other', Id: '{rule:rule}' } },
      }),
    ]);

    expect(past.rules).toEqual({ rule: web, 'rule-2': dns });
    expect(past.requests.at(-1)?.step.send.params?.['Id']).toBe('{rule:rule-2}');
    expect(past.requests.at(-1)?.step.expect[0]?.after).toEqual(['rule-2', 'rule']);
  });

  it('has all rules stand from the start when it is settled, and only what had gone come again', () => {
    const past = told(
      [caseOf('keep', { web }, ['web']), caseOf('take', { web, dns }, ['web']), caseOf('again', { dns }, [])],
      'settled',
    );

    expect(asked(past)).toEqual(['keep', 'take', 'add', 'again']);
    expect(past.requests.map(({ after }) => after)).toEqual([['dns', 'web'], ['web'], ['web', 'dns'], ['web']]);
  });

  it('never has a rule stand at first that a case is to add by itself', () => {
    const adding = caseOf('adds', {}, ['dns'], { later: { dns } });
    const past = told([caseOf('take', { dns }, []), adding], 'settled');

    expect(past.requests.map(({ before }) => before)).toEqual([[], ['dns'], []]);
  });

  it('lets a case that departed be answered anything, as long as what it left stands again', () => {
    const departed: PastCase = { ...caseOf('odd', { web }, ['web']), after: [], hasDeparted: true };
    const past = told([departed, caseOf('end', { web }, [])]);

    expect(asked(past)).toEqual(['odd', 'add', 'end']);
    expect(past.requests[0]).toMatchObject({ isOpen: true, after: [] });
    expect(past.requests[0]?.step.expect).toMatchObject([
      { status: ['2xx'], after: [] },
      { status: ['4xx', '5xx'], code: ['*'], after: [] },
    ]);
  });

  it('counts on the one of several answers that was given, and blames no other', () => {
    const answers = [
      { answer: 'carried out', status: ['200'], after: [] },
      { answer: 'not permitted', status: ['403'], code: ['*'], after: ['web'] },
    ];
    const either: PastCase = { ...caseOf('either', { web }, [], { expect: answers }), after: [] };
    const past = told([either, caseOf('end', { dns }, [])]);

    expect(past.requests[0]).toMatchObject({ isOpen: true, after: [] });
    expect(told([either]).requests[0]).toMatchObject({ isOpen: false, step: { expect: answers } });
  });

  it('keeps the rules of other places from the first request to the last', () => {
    const given = { main: { ingress: { web } }, peer: { ingress: { dns } } };
    const past = told([caseOf('take', { web }, []), caseOf('apart', { web }, ['dns'], { given })]);

    expect(past.testCase.given).toEqual(given);
    expect(past.requests.map(({ after }) => after)).toEqual([['dns'], ['dns', 'web'], ['dns']]);
  });
});

describe('a request of a past', () => {
  const past = [caseOf('refuse', { web }, ['web'], refused), caseOf('end', { dns }, [])];

  it('is a case of its own on what should stand before it', () => {
    const all = told(past);
    const [, clear = expect.fail('room was made')] = all.requests;

    expect(asPastCase(all, clear, operation).testCase).toMatchObject({
      given: { main: { ingress: { web } } },
      later: {},
      ...clear.step,
    });
  });

  it('ends the past that is cut after it', () => {
    const all = told(past);
    const [, clear = expect.fail('room was made')] = all.requests;

    expect(asked(told(cutAfter(past, all, clear, operation)))).toEqual(['refuse', 'clear']);
  });

  it('ends its case when it is not the last of that', () => {
    const then = [{ send: { params: { Ask: 'second' } }, expect: [] }];
    const twice = caseOf('first', { web }, ['web'], { ...{ then } });
    const all = told([twice]);
    const [first = expect.fail('it was told')] = all.requests;

    expect(asked(all)).toEqual(['first', 'second']);
    expect(asked(told(cutAfter([twice], all, first, operation)))).toEqual(['first']);
  });
});
