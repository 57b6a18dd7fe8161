import { expect, test } from 'vitest';
import type { Case } from '../cases/case.ts';
import { EmptyScene } from './empty-scene.ts';

const testCase: Case = {
  id: 'regions/any',
  title: 'lists regions',
  requirements: [],
  given: {},
  send: { params: { 'RegionName.1': '{region}' } },
  expect: [{ answer: 'listed', status: ['200'], after: [] }],
  // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
  then: [{ send: {}, expect: [] }],
};

test('the empty scene provides a stage without a state, and needs nothing of the target', async () => {
  const scene = new EmptyScene(new Map([['region', 'eu-west-1']]));
  const stage = await scene.open();

  expect([scene.lacking(), scene.impliedNeeds(), scene.hasState(), scene.isPredictable()]).toEqual([
    [],
    [],
    false,
    true,
  ]);
  expect(scene.costOf(testCase)).toBe(2);
  expect(await scene.follow()).toBeUndefined();
  expect(stage.isStateless).toBe(true);
  expect((await stage.placeholdersFor(testCase)).get('region')).toBe('eu-west-1');
});

test('its stage is as it was, whatever a case has done on it', async () => {
  const stage = await new EmptyScene(new Map()).open();
  const before = stage.state;

  stage.begin(testCase);
  stage.forget();
  const after = await stage.read(before);
  stage.assume(after);
  stage.settle(true);
  stage.release();
  await stage.deleteCreated();

  expect(stage.matches(after, stage.predict({ after: ['one'] }, before))).toBe(true);
  expect([stage.names(after), stage.unexpected(after), stage.past]).toEqual([[], [], []]);
  const outcome = { kind: 'unreadable', status: 200, why: 'no XML' } as const;
  expect([stage.misses(outcome), stage.judgeOwn({ answer: 'any', status: [], after: [] }, outcome)]).toEqual([
    false,
    [],
  ]);
  expect(await stage.readIds(testCase, after)).toBeUndefined();
  expect(stage.seen({ action: 'DescribeRegions', params: [], form: '' }, before, after, true)).toEqual({});
});
