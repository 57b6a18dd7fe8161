import { describe, expect, it } from 'vitest';
import type { Case } from '../../cases/case.ts';
import { parseShard, shardCases } from './shard.ts';

function one(id: string, control?: string): Case {
  const base = { id, title: id, requirements: [id], given: {}, send: {}, expect: [] };
  return control === undefined ? base : { ...base, control };
}

const cases = [
  one('a/plain'),
  one('a/refusal', 'b/chained'),
  one('b/chained', 'c/root'),
  one('c/root'),
  one('c/other'),
];

const nothing = { dependsOn: {}, properties: new Set<string>() };

describe('the cases of a shard', () => {
  it('are its own and the controls they rest on, in the order of all', () => {
    const {
      cases: chosen,
      own,
      shard,
    } = shardCases(cases, ({ id }) => id.startsWith('a/'), nothing, { index: 1, count: 3 });

    expect(chosen.map(({ id }) => id)).toStrictEqual(['a/plain', 'a/refusal', 'b/chained', 'c/root']);
    expect(own).toStrictEqual(['a/plain', 'a/refusal']);
    expect(shard).toStrictEqual({
      index: 1,
      count: 3,
      borrowed: ['b/chained', 'c/root'],
      all: ['a/plain', 'a/refusal', 'b/chained', 'c/root', 'c/other'],
    });
  });

  it('bring the cases of the requirements that a property depends on', () => {
    const { cases: chosen } = shardCases(
      cases,
      ({ id }) => id === 'a/plain',
      {
        dependsOn: { 'a/plain': ['b/absent', 'c/other'], 'b/absent': ['c/root'] },
        properties: new Set(['a/plain']),
      },
      { index: 1, count: 3 },
    );

    expect(chosen.map(({ id }) => id)).toStrictEqual(['a/plain', 'c/root', 'c/other']);
  });

  it('do not bring the cases that a listed case depends on, since the merged report knows what those came to', () => {
    const dependsOn = { 'a/plain': ['c/root'] };
    const { cases: chosen } = shardCases(
      cases,
      ({ id }) => id === 'a/plain',
      { ...nothing, dependsOn },
      { index: 1, count: 3 },
    );

    expect(chosen.map(({ id }) => id)).toStrictEqual(['a/plain']);
  });

  it('may be none', () => {
    expect(shardCases(cases, () => false, nothing, { index: 9, count: 9 }).cases).toStrictEqual([]);
  });
});

describe('--shard', () => {
  it('is a number of a count', () => {
    expect(parseShard('2/3')).toStrictEqual({ index: 2, count: 3 });
  });

  for (const text of ['', '3', '0/3', '4/3', '1/0', '1/3/5', '-1/3', '1/99999', 'a/b']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => parseShard(text)).toThrow(/--shard takes INDEX\/COUNT, such as 1\/3/);
    });
  }
});
