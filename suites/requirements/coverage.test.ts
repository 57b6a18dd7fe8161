import { expect, test } from 'vitest';
import { operations } from '../operations.ts';
import { excluded } from './excluded.ts';
import { register } from './register.ts';

const entries = [...register.outline, ...register.facts].map(({ id }) => id);
const suites = await Promise.all(Object.values(operations).map((load) => load()));
const requirements = [...register.requirements, ...suites.flatMap((suite) => suite.requirements)];
const tested = new Set(requirements.flatMap(({ facts, outline }) => [...facts, ...outline]));
const left = new Set(excluded.map(({ entry }) => entry));

test('tests or excludes every sentence of the specification and every fact', () => {
  const forgotten = entries.filter((id) => !tested.has(id) && !left.has(id));

  expect(forgotten).toEqual([]);
});

test('excludes nothing that a requirement tests', () => {
  const both = entries.filter((id) => tested.has(id) && left.has(id));

  expect(both).toEqual([]);
});

test('excludes only what there is, and that once', () => {
  const known = new Set(entries);

  expect(excluded.map(({ entry }) => entry).filter((id) => !known.has(id))).toEqual([]);
  expect(left.size).toBe(excluded.length);
});

test('gives a reason in a sentence for each exclusion', () => {
  const sentence = /^[A-Z].{15,}\.$/;

  expect(excluded.filter(({ reason }) => !sentence.test(reason))).toEqual([]);
});

test('numbers the whole specification and all facts', () => {
  const sections = [...new Set(register.outline.map(({ section }) => section))];

  expect(sections).toEqual(['endpoint', 'description', 'servers', 'headers', 'query', 'body', 'integration']);
  expect(register.outline).toHaveLength(60);
  expect(register.facts.filter(({ id, area }) => !id.startsWith(`${area}-`))).toEqual([]);
  expect(new Set(entries).size).toBe(60 + register.facts.length);
});
