import { describe, expect, it } from 'vitest';
import { shelfDomain } from '../../../test-support/shelf-engine.ts';
import { takeCase } from '../../../test-support/shelves.ts';
import type { Case } from '../../cases/case.ts';
import { topic } from '../../register/topic.ts';
import type { TestedOperation } from '../engine.ts';
import {
  allowedCalls,
  askingOf,
  callsForEachRequirement,
  effortLimits,
  efforts,
  maxCallsOf,
  planEffort,
  withControls,
} from './effort.ts';

const operation: TestedOperation = { action: 'Take', domain: shelfDomain(), generalChecks: [] };

const register = topic('t', {
  must: { level: 'MUST', means: 'Is so' },
  should: { level: 'SHOULD', means: 'Is so' },
  open: { level: 'OBSERVE', means: 'What is so' },
});

function caseOf(id: string, requirement: string, more: Partial<Case> = {}): Case {
  return { ...takeCase(`t/${id}`, ['apple'], ['apple']), requirements: [`t/${requirement}`], ...more };
}

/** Ids of the cases that so many calls are chosen for; each costs its request, its set-up, and one reading for all. */
function chosen(cases: readonly Case[], listed: number, required: readonly Case[] = []): readonly string[] {
  return planEffort(cases, register, 'deep', operation, required, listed).cases.map(({ id }) => id.slice(2));
}

describe('the calls of an effort', () => {
  it('grow with it, and with the operations up to a bound', () => {
    const asking = efforts.map((effort) => askingOf(effort, 1));
    expect(asking).toEqual([100, 1500, 10_000]);
    expect([1, 2, 3, 9].map((operations) => askingOf('default', operations))).toEqual([1500, 3000, 4000, 4000]);
    expect([1, 2, 4, 9].map((operations) => maxCallsOf('smoke', operations))).toEqual([200, 400, 800, 1000]);
    expect(maxCallsOf('default')).toBe(4500);
  });

  it('are allowed for failures as stated where nothing limits them', () => {
    for (const effort of efforts) expect(allowedCalls(effort, 10)).toEqual(effortLimits[effort].allowed);
    expect(allowedCalls('default', 10, maxCallsOf('default', 9), 9)).toEqual({ confirming: 3150, shrinking: 1000 });
  });

  it('of a larger budget confirm and shrink more', () => {
    expect(allowedCalls('default', 10, 4601)).toEqual({ confirming: 401, shrinking: 300 });
    expect(allowedCalls('smoke', 10, 300)).toEqual({ confirming: 140, shrinking: 0 });
  });

  it('of a smaller budget are the part that asking leaves, and a fifth at least', () => {
    expect(allowedCalls('default', 2999, 4499)).toEqual({ confirming: 175, shrinking: 125 });
    expect(allowedCalls('default', 1500, 1500)).toEqual({ confirming: 35, shrinking: 25 });
    expect(allowedCalls('default', 0, 4499)).toEqual({ confirming: 350, shrinking: 250 });
  });
});

describe('the cases of an effort', () => {
  const must = [caseOf('must-1', 'must'), caseOf('must-2', 'must'), caseOf('must-3', 'must')];
  const should = [caseOf('should-1', 'should')];
  const open = [caseOf('open-1', 'open')];
  const all = [...open, ...must, ...should];

  it('are all where the calls pay for them, in their order', () => {
    expect(chosen(all, Number.POSITIVE_INFINITY)).toEqual(['open-1', 'must-1', 'must-2', 'must-3', 'should-1']);
    expect(chosen(all, 0)).toEqual([]);
  });

  it('are one of each MUST and SHOULD first, then a second, then open questions', () => {
    expect(chosen(all, 3)).toEqual(['must-1']);
    expect(chosen(all, 5)).toEqual(['must-1', 'should-1']);
    expect(chosen(all, 7)).toEqual(['must-1', 'must-2', 'should-1']);
    expect(chosen(all, 9)).toEqual(['must-1', 'must-2', 'must-3', 'should-1']);
  });

  it('are those outside the default VPC first', () => {
    const inDefault = caseOf('must-0', 'must', { vpc: 'default' });
    expect(chosen([inDefault, ...must], 3)).toEqual(['must-1']);
  });

  it('are those of MUST before those of SHOULD, and open questions before a fourth of the same', () => {
    const fourth = caseOf('must-4', 'must');
    expect(chosen([...should, ...must], 3)).toEqual(['must-1']);
    expect(chosen([...must, fourth, ...open], 9)).toEqual(['must-1', 'must-2', 'must-3', 'open-1']);
  });

  it('are of all topics alike', () => {
    const ids = ['t/a', 't/b', 'u/a'];
    const known = ids.flatMap((id) => topic(`of-${id.replace('/', '-')}`, { it: { level: 'MUST', means: 'Is so' } }));
    const some = ids.map((id, index) => ({
      ...takeCase(id, ['apple'], ['apple']),
      requirements: [known[index]?.id ?? ''],
    }));
    expect(planEffort(some, known, 'deep', operation, [], 5).cases.map(({ id }) => id)).toEqual(['t/a', 'u/a']);
  });

  it('come with their controls, and with those that are required', () => {
    const refused = caseOf('must-4', 'must', { control: 't/must-5' });
    const control = caseOf('must-5', 'must', { control: 't/must-6' });
    const last = caseOf('must-6', 'must');
    const some = [refused, control, last];
    expect(withControls(some, [refused]).map(({ id }) => id)).toEqual(['t/must-4', 't/must-5', 't/must-6']);
    expect(withControls(some, [last]).map(({ id }) => id)).toEqual(['t/must-6']);
    expect(withControls([caseOf('x', 'must', { control: 't/none' })], [])).toEqual([]);
    const circle = [caseOf('a', 'must', { control: 't/b' }), caseOf('b', 'must', { control: 't/a' })];
    expect(withControls(circle, circle.slice(0, 1))).toEqual(circle);
    expect(chosen([...some, ...should], 0, should)).toEqual(['should-1']);
  });

  it('follow each other within a topic where they start from the same state', () => {
    const other = { ...takeCase('t/pear', ['pear'], ['pear']), requirements: ['t/must'] };
    const elsewhere = { ...takeCase('u/apple', ['apple'], ['apple']), requirements: ['t/must'] };
    const [one, two] = must;
    if (one === undefined || two === undefined) throw new RangeError('there are three');
    expect(chosen([one, other, elsewhere, two], 100)).toEqual(['must-1', 'must-2', 'pear', 'apple']);
  });

  it('have a cost, and generated requests beside them', () => {
    const plan = planEffort(all, register, 'default', operation);
    expect(plan.estimate).toEqual({ Take: 5, Put: 5, Look: 1 });
    expect(plan.generatedCalls).toBe(234);
  });

  it('leave out for another operation what others and their controls show as well', () => {
    const more = topic('t', { other: { level: 'MUST', means: 'Is so too' } });
    const both = caseOf('both', 'must', { requirements: ['t/must', 't/other'] });
    const controlled = caseOf('controlled', 'should', { control: 't/must-1' });
    const some = [caseOf('must-0', 'must'), both];
    const known = [...register, ...more];
    expect(callsForEachRequirement(some, known, operation)).toBe(callsForEachRequirement([both], known, operation));
    expect(planEffort(some, known, 'deep', operation, [], 3).cases).toEqual([both]);
    const [first] = must;
    expect(first === undefined ? [] : planEffort([first, controlled], known, 'deep', operation, [], 5).cases).toEqual([
      first,
      controlled,
    ]);
  });

  it('are the lightest of each requirement for another operation', () => {
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const steps = caseOf('steps', 'must', { then: [{ send: {}, expect: [] }] });
    const [light] = must;
    const controlled = caseOf('controlled', 'must', { control: 't/must-1' });
    for (const heavy of [steps, controlled]) {
      expect(planEffort([heavy, ...must], register, 'deep', operation, [], 3).cases).toEqual([light]);
      expect(callsForEachRequirement([heavy, ...must], register, operation)).toBe(3);
    }
  });

  it('cost so much for one of each requirement that binds', () => {
    expect(callsForEachRequirement(all, register, operation)).toBe(5);
    expect(callsForEachRequirement(open, register, operation)).toBe(0);
  });
});

/** Cases by the ids that fixtures/effort lists, or that it does not; ids of those chosen. */
function listedFirst(effort: 'smoke' | 'default', ids: Readonly<Record<string, string>>, calls?: number, repeated = 1) {
  const cases = Object.entries(ids).map(([id, requirement]) => ({
    ...{ ...takeCase(id, ['apple'], ['apple']), requirements: [`t/${requirement}`] },
    ...(repeated === 1 ? {} : { repeated }),
  }));
  return planEffort(cases, register, effort, operation, [], calls).cases.map(({ id }) => id);
}

describe('the cases that fixtures/effort lists', () => {
  const smoke = { 'errors/no-rules': 'must', 'signing/enforced': 'must', 'exact-match/many-rules-at-once': 'must' };

  it('come first at smoke, in the order of the list', () => {
    const some = { 't/other': 'should', ...smoke };
    expect(listedFirst('smoke', some, 3)).toEqual(['exact-match/many-rules-at-once']);
    expect(listedFirst('smoke', some, 5)).toEqual(['signing/enforced', 'exact-match/many-rules-at-once']);
    expect(listedFirst('smoke', some, 7)).toEqual(Object.keys(smoke));
    expect(listedFirst('smoke', some, 9)).toEqual(Object.keys(some));
  });

  it('leave no requirement open that they are about', () => {
    const some = { 't/must-1': 'must', 'errors/no-rules': 'must', 't/should-1': 'should' };
    expect(listedFirst('smoke', some, 5)).toEqual(['errors/no-rules', 't/should-1']);
  });

  it('come first at default effort too where one operation is tested', () => {
    const some = { 't/must-1': 'must', 't/should-1': 'should', 'dry-run/absent': 'should' };
    expect(listedFirst('default', some, undefined, 390)).toEqual(['dry-run/absent']);
    expect(listedFirst('default', some, undefined, 250)).toEqual(['t/must-1', 'dry-run/absent']);
  });

  it('come after one case of each requirement where there are several operations', () => {
    const some = { 't/must-1': 'must', 't/must-2': 'must', 'dry-run/absent': 'must', 't/should-1': 'should' };
    expect(listedFirst('default', some, 5)).toEqual(['t/must-1', 't/should-1']);
    expect(listedFirst('default', some, 7)).toEqual(['t/must-1', 't/should-1', 'dry-run/absent']);
  });

  it('may be all whose ids begin alike', () => {
    const some = { 't/must-1': 'must', 't/must-2': 'must', 'exact-match/way-new': 'must', 'exact-match/wax': 'must' };
    expect(listedFirst('default', some, 5)).toEqual(['t/must-1', 'exact-match/way-new']);
  });

  it('come after the first case of a requirement that others show as well', () => {
    const more = topic('t', { other: { level: 'MUST', means: 'Is so too' } });
    const both = caseOf('both', 'must', { requirements: ['t/must', 't/other'] });
    const listed = { ...caseOf('x', 'must'), id: 'dry-run/absent' };
    const some = [caseOf('must-0', 'must'), both, listed];
    const ids = planEffort(some, [...register, ...more], 'default', operation, [], 5).cases.map(({ id }) => id);
    expect(ids).toEqual(['t/must-0', 't/both']);
  });
});
