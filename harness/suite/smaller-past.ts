/** Other pasts that may make the same last case depart: fewer cases, plainer ones. None is known to. */
import type { Direction } from '../model/rule.ts';
import { permissionPairs } from '../target/groups.ts';
import type { Case } from './case.ts';
import type { ExpectedAnswer, FixtureRule, NamedRules } from './fixture.ts';
import { halves, withoutOne } from './shrink-history.ts';
import type { PastCase } from './world-past.ts';

type Past = readonly PastCase[];

/** Without some of the cases before the last, the boldest first. */
export function fewerCases(past: Past): readonly Past[] {
  const former = past.slice(0, -1);
  return [...halves(former), ...withoutOne(former)].map((some) => [...some, ...past.slice(-1)]);
}

/** With plain requests for what the cases remove, on nothing but that: all at once, then each. */
export function plainerCases(past: Past, direction: Direction): readonly Past[] {
  const plain = past.map((each) => plainly(each, direction) ?? each);
  const changed = past.flatMap((each, index) =>
    plain[index] === each ? [] : [past.map((one, at) => (at === index ? (plain[at] ?? one) : one))],
  );
  return changed.length > 1 ? [plain, ...changed] : changed;
}

/**
 * Where all cases before the last are to be refused: with revokes of rules that stand in their place. What departs after
 * these as well is not owed to the refusals.
 */
export function withoutRefusals(past: Past, direction: Direction): Past {
  if (!past.slice(0, -1).every(isToBeRefused)) {
    return past;
  }
  return past.map((each, index) => {
    const spare = { [`spare-${index + 1}`]: spareRule(index) };
    return index === past.length - 1 ? each : { testCase: revokeOf(each.testCase, spare, direction) };
  });
}

/** With a rule that stands from the first request to the last: what departs with it as well is not owed to an empty group. */
export function withBystander(past: Past, direction: Direction): Past {
  if (past.some(({ hasDeparted = false }) => hasDeparted)) {
    return past;
  }
  const name = 'bystander';
  const more = (expect: readonly ExpectedAnswer[]) => expect.map((each) => ({ ...each, after: [...each.after, name] }));
  return past.map(({ testCase }) => {
    const { given, expect, then: further } = testCase;
    const main = { ...given.main, [direction]: { ...given.main?.[direction], [name]: spareRule(-1) } };
    const then = further?.map((step) => ({ ...step, expect: more(step.expect) }));
    return {
      testCase: {
        ...testCase,
        given: { ...given, main },
        expect: more(expect),
        ...(then === undefined ? {} : { then }),
      },
    };
  });
}

/** A case of one request that removes rules, as the plainest request for them; undefined of any other. */
function plainly(past: PastCase, direction: Direction): PastCase | undefined {
  const { testCase } = past;
  const { given, send, expect } = testCase;
  const [answer, ...others] = expect;
  const rules = Object.entries(given.main?.[direction] ?? {});
  const removed = rules.filter(([name]) => answer?.after.includes(name) === false);
  if (!isOneRequest(past) || others.length > 0 || send.action !== undefined || removed.length === 0) {
    return undefined;
  }
  const plain = revokeOf(testCase, Object.fromEntries(removed), direction);
  return JSON.stringify(plain) === JSON.stringify(testCase) ? undefined : { testCase: plain };
}

function isOneRequest({ testCase: { then, beside }, hasDeparted = false }: PastCase): boolean {
  return then === undefined && beside === undefined && !hasDeparted;
}

function isToBeRefused(past: PastCase): boolean {
  const { expect } = past.testCase;
  return isOneRequest(past) && expect.length > 0 && expect.every(({ code }) => code !== undefined);
}

/** The revoke of all rules that are given, by their properties. */
function revokeOf({ id, title, requirements, vpc, needs }: Case, rules: NamedRules, direction: Direction): Case {
  const pairs = Object.values(rules).flatMap(({ Description: _, ...rule }, index) =>
    permissionPairs({ ...rule }, index + 1),
  );
  return {
    ...{ id, title, requirements },
    ...(vpc === undefined ? {} : { vpc }),
    ...(needs === undefined ? {} : { needs }),
    given: { main: { [direction]: rules } },
    send: { params: { GroupId: '{main}', ...Object.fromEntries(pairs) } },
    expect: [{ answer: 'revoked', status: ['200'], after: [] }],
  };
}

/** None that a listed case gives. */
function spareRule(index: number): FixtureRule {
  const port = String(61_000 + index);
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '203.0.113.0/24' };
}
