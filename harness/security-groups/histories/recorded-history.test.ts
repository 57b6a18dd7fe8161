import { describe, expect, it } from 'vitest';
import type { Case } from '../../cases/case.ts';
import type { FixtureRule, NamedRules } from '../../cases/given.ts';
import type { PastCase } from '../../scene/scene.ts';
import type { History } from '../generators/histories/history.ts';
import { modelAfter, suitsRecordedRequests, summarize } from '../generators/histories/history-model.ts';
import { snapshotKey } from '../test-groups.ts';
import { recordedHistory } from './recorded-history.ts';

const operation = { action: 'RevokeSecurityGroupIngress', direction: 'ingress', generalChecks: [] } as const;
const web: FixtureRule = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
const dns: FixtureRule = { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' };

/** A case of one request, named by what it asks; `stays`: names of the rules that exist afterwards. */
function caseOf(id: string, ingress: NamedRules, stays: readonly string[], more: Partial<Case> = {}): PastCase {
  const expected = [{ answer: 'revoked', status: ['200'], after: stays }];
  const given = { main: { ingress } };
  return {
    testCase: { id, title: id, requirements: [], given, send: { params: { Ask: id } }, expect: expected, ...more },
  };
}

function rebuilt(...cases: readonly PastCase[]): History {
  return recordedHistory(cases, { operation, placeholders: new Map() }) ?? expect.fail('it can be expressed');
}

/** What each request is for: what it asks, or what it does to give a case its rules. */
function asked({ commands }: History): readonly string[] {
  return commands.map((each) => (each.kind === 'case-request' ? (each.send.params?.['Ask'] ?? '') : each.kind));
}

const rulesBefore = (history: History) => summarize(history, 'nondefault').map((request) => request.before);

describe('a recorded history', () => {
  it('has the requests of every case, and those that gave it its rules', () => {
    const history = rebuilt(
      caseOf('take', { web }, []),
      caseOf('keep', { web, dns }, ['web', 'dns']),
      caseOf('end', { dns }, []),
    );

    expect(asked(history)).toEqual(['take', 'authorize', 'keep', 'revoke', 'end']);
    expect(rulesBefore(history)).toEqual([['web'], [], ['web', 'dns'], ['web', 'dns'], ['dns']]);
    expect(history.given).toEqual(['web']);
    expect(suitsRecordedRequests(history, 'nondefault')).toBe(true);
  });

  it('has one name for a rule that two cases call differently, and two for rules that share one', () => {
    const send = { params: { Ask: 'other', Id: '{rule:rule}' } };
    const history = rebuilt(
      caseOf('take', { rule: web }, []),
      caseOf('other', { rule: dns, same: web }, ['rule', 'same'], { send }),
    );

    expect(history.rules).toEqual({ rule: web, 'rule-2': dns });
    expect(history.commands.at(-1)).toMatchObject({
      send: { params: { Id: '{rule:rule-2}' } },
      expect: [{ after: ['rule-2', 'rule'] }],
    });
  });

  it('keeps what is code in a request', () => {
    const alter: NonNullable<Case['send']['alter']> = (signed) => signed;

    expect(rebuilt(caseOf('code', { web }, [], { send: { alter } })).commands[0]).toMatchObject({ send: { alter } });
  });

  it('requires no response of a request that failed then, but the rules that it left', () => {
    const left = snapshotKey(
      { which: 'main', direction: 'ingress' },
      { protocol: 'udp', fromPort: 53, toPort: 53, source: { kind: 'ipv4', cidr: dns.CidrIp ?? '' } },
    );
    const failed: PastCase = {
      ...caseOf('odd', { web, dns }, ['web', 'dns']),
      after: [left],
      hasMismatch: true,
    };
    const history = rebuilt(failed, caseOf('end', { web }, []));

    expect(asked(history)).toEqual(['odd', 'revoke', 'authorize', 'end']);
    expect(history.commands[0]).toMatchObject({
      isOpen: true,
      expect: [
        { status: ['2xx'], after: ['dns'] },
        { status: ['4xx', '5xx'], after: ['dns'] },
      ],
    });
  });

  it('requires of its last request what the case requires, whatever that leaves', () => {
    const answers = [
      { answer: 'carried out', status: ['200'], after: [] },
      { answer: 'refused', status: ['400'], code: ['*'], after: ['web'] },
    ];
    const either = caseOf('either', { web }, [], { expect: answers });

    expect(rebuilt(either).commands[0]).toMatchObject({ isOpen: false, expect: answers });
    expect(rebuilt(either, caseOf('end', { dns }, [])).commands[0]).toMatchObject({ isOpen: true });
  });

  it('has a request for each step of a case, on the rules that the step before leaves', () => {
    const then = [{ send: { params: { Ask: 'second' } }, expect: [{ answer: 'none', status: ['200'], after: [] }] }];
    const history = rebuilt(caseOf('first', { web, dns }, ['dns'], { then }));

    expect(asked(history)).toEqual(['first', 'second']);
    expect(modelAfter(history, 'nondefault').map(({ outcomes }) => outcomes[0]?.after)).toEqual([['dns'], []]);
    expect(rulesBefore(history)[1]).toEqual(['dns']);
  });

  it('is none where rules are in other places, or the last case asks an open question', () => {
    const given = { main: { ingress: { web } }, peer: { ingress: { dns } } };
    const facts = { operation, placeholders: new Map() };

    expect(recordedHistory([caseOf('apart', { web }, ['dns'], { given })], facts)).toBeUndefined();
    expect(recordedHistory([caseOf('open', { web }, [], { expect: [] })], facts)).toBeUndefined();
  });
});
