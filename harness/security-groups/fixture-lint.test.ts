import { describe, expect, it } from 'vitest';
import type { FixtureCase } from '../cases/fixture.ts';
import type { FixtureRule } from '../cases/given.ts';
import { lintCases } from './fixture-lint.ts';

const rule: FixtureRule = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
const send = { params: { GroupId: '{main}' } };

const control: FixtureCase = {
  id: 'matching/control',
  title: 'removes the rule',
  requirements: ['matching/rule'],
  given: { main: { ingress: { named: rule } } },
  send,
  expect: [{ answer: 'removed', status: ['200'], after: [] }],
};

const refusal: FixtureCase = {
  ...control,
  id: 'matching/refusal',
  title: 'keeps the rule',
  control: 'matching/control',
  expect: [{ answer: 'refused', status: ['400'], code: ['*'], after: ['named'] }],
};

const known = {
  level: (id: string) => (({ 'matching/rule': 'MUST', 'matching/open': 'OBSERVE' }) as const)[id],
  capabilities: ['rule-ids', 'ipv6', 'egress', 'default-vpc', 'nondefault-vpc', 'prefix-lists', 'denied-identity'],
  direction: 'ingress',
  action: 'RevokeSecurityGroupIngress',
} as const;

/** What the lint says of the refusal with one change made to it. */
function problemsWith(change: Partial<FixtureCase>, others: readonly FixtureCase[] = [control]): readonly string[] {
  const changed = { ...refusal, ...change };
  return lintCases('matching', [changed], [...others, changed], known).map((problem) =>
    problem.replace(`${changed.id}: `, ''),
  );
}

describe('the lint of fixtures', () => {
  it('has nothing against a case and its control', () => {
    expect(lintCases('matching', [control, refusal], [control, refusal], known)).toEqual([]);
  });

  it('names the case in each sentence', () => {
    expect(lintCases('answers', [control], [control], known)).toEqual([
      'matching/control: is not of the topic answers, whose folder it lies in',
    ]);
  });

  it.each<[string, Partial<FixtureCase>, string]>([
    ['a later rule twice', { later: { one: rule, two: rule } }, 'has two names for the later rule'],
    ['a kept text that is not used', { keep: { id: 'groupId' } }, 'keeps id and does not use it'],
    [
      'a text that was not kept',
      { send: { params: { GroupId: '{kept:id}' } } },
      'uses {kept:id}, which no earlier step',
    ],
    [
      'the id of a rule that is gone',
      { expect: [{ answer: 'x', status: ['200'], after: [], sameId: { named: 'named' } }], needs: ['rule-ids'] },
      'expects the id of the rule named, which is not there afterwards',
    ],
    [
      'an id that it does not need',
      { expect: [{ answer: 'x', status: ['200'], after: ['named'], sameId: { named: 'named' } }] },
      'uses rule-ids without needing it',
    ],
    [
      'a group of the run that it deletes',
      { send: { action: 'DeleteSecurityGroup', params: { GroupId: '{main}' } }, expect: control.expect },
      'deletes a group that it has not created',
    ],
    [
      'later rules without a group',
      { given: {}, send: {}, later: { later: rule }, expect: [], requirements: ['matching/open'] },
      'has later rules and no group',
    ],
    ['an id used twice', { id: 'matching/control' }, 'has an id that another case has too'],
    ['an unknown requirement', { requirements: ['matching/gone'] }, 'names no requirement by matching/gone'],
    ['an unknown capability', { needs: ['wings'] }, 'needs the unknown wings'],
    ['a refusal without control', { control: undefined } as never, 'passes when nothing is removed, without a control'],
    ['an unknown control', { control: 'matching/gone' }, 'has the unknown control matching/gone'],
    ['a rule that is not given', { expect: [{ answer: 'x', status: ['200'], after: ['other'] }] }, 'rule other'],
    ['a deciding rule that is not given', { judges: { other: 'matching/rule' } }, 'judges by a rule other'],
    ['a decided requirement it is not about', { judges: { named: 'matching/open' } }, 'judges matching/open'],
    [
      'a deciding rule that goes',
      { judges: { named: 'matching/open' }, expect: control.expect },
      'which need not stay',
    ],
    ['no requirement for the response', { judges: { named: 'matching/rule' } }, 'no requirement for a response'],
    ['an unknown placeholder', { send: { params: { GroupId: '{mian}' } } }, 'has the unknown placeholder {mian}'],
    ['an id of a rule not given', { send: { raw: 'x={rule:gone}' }, needs: ['rule-ids'] }, 'placeholder {rule:gone}'],
    ['a rule id without the need', { send: { raw: 'x={rule:named}' } }, 'uses rule-ids without needing it'],
    ['an identity without the need', { send: { ...send, as: 'denied' } }, 'uses denied-identity without needing it'],
    ['a kind of VPC without the need', { vpc: 'nondefault' }, 'uses nondefault-vpc without needing it'],
    ['an address in use', { send: { params: { CidrIp: '8.8.8.8/32' } } }, 'has the address 8.8.8.8'],
    [
      'a requirement without expectation',
      { expect: [] },
      'expects nothing at some step, but covers a requirement that can fail',
    ],
    ['an open question with one', { requirements: ['matching/open'] }, 'but leaves no step open'],
    [
      'open questions among requirements that can fail',
      { requirements: ['matching/open', 'matching/rule'] },
      'mixes open questions',
    ],
  ])('finds %s', (_what, change, problem) => {
    expect(problemsWith(change)).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });

  it('finds outbound, IPv6 and prefix-list rules that the case does not need', () => {
    const { CidrIp: _cidr, ...ports } = rule;
    const given = {
      main: {
        ingress: { named: rule, six: { ...ports, CidrIpv6: '2001:db8::/32' } },
        egress: { list: { ...ports, PrefixListId: '{prefix-list}' } },
      },
    };

    expect(problemsWith({ given })).toEqual([
      'uses ipv6 without needing it',
      'uses prefix-lists without needing it',
      'uses egress without needing it',
    ]);
  });

  it('finds a peer that refers to main, which could not be deleted', () => {
    const { CidrIp: _cidr, ...ports } = rule;
    const given = { ...refusal.given, peer: { ingress: { back: { ...ports, GroupId: '{main}' } } } };

    expect(problemsWith({ given })).toContain('gives the peer a rule that refers to another group');
  });

  it('finds two rules of one name in different groups', () => {
    const given = { ...refusal.given, peer: { ingress: { named: rule } } };

    expect(problemsWith({ given })).toContain('gives two rules called named');
  });
});

describe('a control', () => {
  it('must succeed in every way it can pass', () => {
    const doubtful = { ...control, expect: [...control.expect, ...refusal.expect] };

    expect(problemsWith({}, [doubtful])).toEqual(['has a control, matching/control, that need not succeed']);
  });

  it('must run wherever the case runs', () => {
    const needy: FixtureCase = { ...control, needs: ['ipv6'] };

    expect(problemsWith({}, [needy])).toEqual(['has a control that needs ipv6, which it does not need itself']);
  });

  it('must be in the same kind of VPC', () => {
    expect(problemsWith({ vpc: 'default', needs: ['default-vpc'] })).toEqual([
      'has a control in the other kind of VPC',
    ]);
  });
});

describe('later rules', () => {
  const asDescribed = { ...rule, Description: 'new' };
  const later = { main: { ingress: { new: asDescribed } } };
  const changing = { later, expect: [{ answer: 'changed', status: ['200'], after: ['new'] }] };

  it('may be the same rule with another description', () => {
    expect(problemsWith(changing)).toEqual([]);
  });

  it('state their place where the operation has no direction', () => {
    const changed = { ...refusal, ...changing, later: { new: asDescribed } };
    const lint = (direction: 'ingress' | undefined) =>
      lintCases('matching', [changed], [control, changed], { ...known, direction });

    expect(lint('ingress')).toEqual([]);
    expect(lint(undefined)).toEqual([
      'matching/refusal: does not say of which group and direction its later rules are',
    ]);
  });
});

describe('a case without groups', () => {
  const stateless: FixtureCase = {
    ...control,
    id: 'matching/stateless',
    given: {},
    send: { action: 'DescribeRegions', params: {} },
    expect: [{ answer: 'described', status: ['200'], content: { 'regionInfo/item/regionName': '*' }, after: [] }],
  };

  it('needs no control where it says what the response lists', () => {
    expect(lintCases('matching', [stateless], [stateless], known)).toEqual([]);
  });

  it('needs one where it is refused, which may be without groups itself', () => {
    const refused = {
      ...stateless,
      id: 'matching/refused',
      expect: refusal.expect.map((one) => ({ ...one, after: [] })),
    };

    expect(lintCases('matching', [refused], [refused, stateless], known)).toEqual([
      'matching/refused: passes when nothing is removed, without a control that proves it',
    ]);
    expect(lintCases('matching', [{ ...refused, control: stateless.id }], [refused, stateless], known)).toEqual([]);
  });
});
