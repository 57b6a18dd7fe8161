import { expect, test } from 'vitest';
import { sharesOfRooms } from './coverage.ts';
import { isKept, type RoomScores, readPage, renderPage } from './page.ts';
import { type MutantStatus, scoreOf } from './score.ts';

const killed = (count: number): readonly MutantStatus[] => Array<MutantStatus>(count).fill('Killed');

test('the score is the share of killed mutants among all that could be killed', () => {
  const statuses: readonly MutantStatus[] = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'RuntimeError'];

  expect(scoreOf(statuses)).toEqual({ killed: 2, survived: 1, uncovered: 1, ignored: 1, percent: 50 });
});

test('the score is never rounded up', () => {
  expect(scoreOf([...killed(8999), ...Array<MutantStatus>(1001).fill('Survived')]).percent).toBe(89.9);
});

test('where there is nothing to kill, all is killed', () => {
  expect(scoreOf(['Ignored']).percent).toBe(100);
});

const room = (name: string, statuses: readonly MutantStatus[], unmeasured: readonly string[] = []): RoomScores => ({
  ...{ room: name, leastPercent: 90, unmeasured },
  files: new Map([[`${name}/code.ts`, scoreOf(statuses)]]),
});

test('a room is kept if all of its files have a result and the score is high enough', () => {
  const barely: readonly MutantStatus[] = [...killed(9), 'Survived'];
  expect(isKept(room('a', barely))).toBe(true);
  expect(isKept(room('a', barely, ['a/other.ts']))).toBe(false);
  expect(isKept({ ...room('a', barely), leastPercent: 91 })).toBe(false);
});

test('the figures of a page can be read again', () => {
  const rooms = [room('a', [...killed(7), 'Survived', 'NoCoverage', 'Ignored']), room('b', killed(3))];

  const found = readPage(renderPage(rooms, undefined));

  expect(found).toEqual(new Map(rooms.flatMap(({ files }) => [...files])));
});

test('the page says of each room whether its score is high enough', () => {
  const rooms = [
    room('a', killed(9)),
    room('b', [...killed(8), 'NoCoverage', 'Survived'], ['b/other.ts']),
    room('c', killed(9), ['c/other.ts']),
    { ...room('d', [], ['d/other.ts']), files: new Map() },
  ];

  const page = renderPage(rooms, undefined);

  expect(page).toContain('| a | 9 | 9 | 0 | 0 | 0 | 100.0% | 90% | kept |');
  expect(page).toContain('| b | 10 | 8 | 1 | 1 | 0 | 80.0% | 90% | **missed** |');
  expect(page).toContain('| c | 9 | 9 | 0 | 0 | 0 | 100.0% | 90% | run in part |');
  expect(page).toContain('| b/code.ts | 10 | 8 | 1 | 1 | 0 | 80.0% |');
  expect(page).toContain('- **Not run, and in no figure**: b/other.ts, c/other.ts, d/other.ts.');
  expect(page).toContain('| d | - | - | - | - | - | - | 90% | not run |');
  expect(page).not.toContain('What the tests run through');
});

test('coverage is put together by room', () => {
  const counted = (covered: number, total: number) => ({
    lines: { covered, total },
    branches: { covered: 0, total: 0 },
    functions: { covered: 1, total: 2 },
  });
  const summary = {
    total: counted(1, 1),
    'harness/wire/http.ts': counted(1, 2),
    'harness/wire/deep/reports/query.ts': counted(3, 6),
    'reports/report.ts': counted(5, 5),
  };

  expect(sharesOfRooms(summary)).toEqual([
    {
      room: 'harness/wire',
      lines: { covered: 4, total: 8 },
      branches: { covered: 0, total: 0 },
      functions: { covered: 2, total: 4 },
    },
    {
      room: 'reports',
      lines: { covered: 5, total: 5 },
      branches: { covered: 0, total: 0 },
      functions: { covered: 1, total: 2 },
    },
  ]);
  expect(renderPage([], summary)).toContain('| harness/wire | 50.0% of 8 | - | 50.0% of 4 |');
});
