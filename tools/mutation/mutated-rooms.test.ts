import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';
import { filesNamed, filesOf, mutatedRooms, testsFor, UnknownRoom } from './mutated-rooms.ts';

test('a room is named with or without the folder harness, a file by its path', () => {
  expect(filesNamed(['wire'])).toContain('harness/wire/query.ts');
  expect(filesNamed(['harness/wire'])).toEqual(filesNamed(['wire']));
  expect(filesNamed(['reports/verdicts.ts'])).toEqual(['reports/verdicts.ts']);
});

test('without a name, each file that is mutated is named once', () => {
  const files = filesNamed([]);

  expect(new Set(files).size).toBe(files.length);
  expect(files).toEqual(expect.arrayContaining(['harness/checks/judge-step.ts', 'harness/engine/confirm.ts']));
});

test.each([
  'wires',
  'harness/reference',
  'harness/wire/nowhere.ts',
  'harness/reference/call.ts',
  'harness/wire/query.test.ts',
  '',
])('an unknown name is refused: "%s"', (name) => {
  expect(() => filesNamed(['wire', name])).toThrow(UnknownRoom);
  expect(() => filesNamed([name])).toThrow('Name one of harness/security-groups/model, harness/checks');
});

test('the tests of a mutated file are those of its room, or those of verdicts', () => {
  expect(testsFor('harness/wire/query.ts')).toBe('harness/wire/**/*.test.ts');
  expect(testsFor('reports/verdicts.ts')).toContain('reports/{assemble');
});

test('every file of the engine has tests beside it', () => {
  const files = mutatedRooms.flatMap(filesOf).filter((file) => file.startsWith('harness/engine/'));
  const untested = files.filter((file) => !existsSync(join(packageRoot(), file.replace(/\.ts$/, '.test.ts'))));

  expect(files.length).toBeGreaterThan(25);
  expect(untested).toEqual([]);
});
