import { describe, expect, it } from 'vitest';
import type { Fact } from './fact.ts';
import { buildRegister, RegisterMistake } from './register.ts';
import { documented, type RequirementEntry, type TopicEntries } from './requirement.ts';
import { topic } from './topic.ts';

const facts: readonly Fact[] = [
  { id: 'matching-01', area: 'matching', grade: 'recorded', states: 'A recorded thing.', source: 'a recording' },
  { id: 'matching-02', area: 'matching', grade: 'reported', states: 'A reported thing.', source: 'a report' },
  { id: 'matching-03', area: 'matching', grade: 'inferred', states: 'An inferred thing.', source: 'a guess' },
];
const outline = [{ id: '2.1', section: 'description', says: 'Removes rules.' }];
const specification = { facts, outline };

function entry(change: Partial<RequirementEntry> = {}): RequirementEntry {
  return { level: 'MUST', means: 'Removes the rule', facts: ['matching-01'], ...change };
}

function problemsOf(entries: TopicEntries, name = 'matching'): readonly string[] {
  try {
    buildRegister(topic(name, entries), specification);
    return [];
  } catch (mistake) {
    if (mistake instanceof RegisterMistake) return mistake.problems;
    throw mistake;
  }
}

describe('a topic', () => {
  it('makes ids of its name and the slugs, and binds servers by default', () => {
    const [first, second] = topic('matching', { one: entry(), two: entry({ binds: ['client'] }) });

    expect(first).toEqual({
      id: 'matching/one',
      topic: 'matching',
      level: 'MUST',
      binds: ['server'],
      means: 'Removes the rule',
      evidence: [],
      outline: [],
      facts: ['matching-01'],
      dependsOn: [],
      accepts: [],
      since: '0.1',
    });
    expect(second).toMatchObject({ id: 'matching/two', binds: ['client'] });
  });
});

describe('the register', () => {
  const register = buildRegister(
    [
      ...topic('matching', { one: entry({ evidence: [documented('a page')] }), two: entry() }),
      ...topic('answers', { one: entry() }),
    ],
    specification,
  );

  it('holds the facts that a requirement cites as evidence, after the evidence of its own', () => {
    expect(register.get('matching/one').evidence).toEqual([
      { grade: 'documented', source: 'a page' },
      { grade: 'recorded', states: 'A recorded thing.', source: 'a recording' },
    ]);
  });

  it('finds requirements by id and by topic, in the order given', () => {
    expect(register.topics).toEqual(['matching', 'answers']);
    expect(register.ofTopic('matching').map(({ id }) => id)).toEqual(['matching/one', 'matching/two']);
    expect(register.find('answers/one')?.topic).toBe('answers');
  });

  it('distinguishes an unknown id from a known one', () => {
    expect(register.find('matching/three')).toBeUndefined();
    expect(() => register.get('matching/three')).toThrow('no requirement is called matching/three');
  });
});

describe('the register refuses', () => {
  it('an id that is written down twice', () => {
    const twice = [...topic('matching', { one: entry() }), ...topic('matching', { one: entry() })];

    expect(() => buildRegister(twice, specification)).toThrow('matching/one is written down twice');
  });

  it.each(['One', 'one-', 'one--two', 'one/two', '1one', ''])('the slug %j', (slug) => {
    expect(problemsOf({ [slug]: entry() })).toEqual([
      `matching/${slug} is not topic/slug in lower case with single hyphens`,
    ]);
  });

  it('unknown facts, outline entries and dependencies', () => {
    const unknown = entry({ facts: ['matching-01', 'matching-99'], outline: ['9.9'], dependsOn: ['matching/two'] });

    expect(problemsOf({ one: unknown })).toEqual([
      'matching/one cites the unknown fact matching-99',
      'matching/one cites the unknown outline entry 9.9',
      'matching/one depends on the unknown matching/two',
    ]);
  });

  it('the same citation twice', () => {
    expect(problemsOf({ one: entry({ facts: ['matching-01', 'matching-01'] }) })).toEqual([
      'matching/one names matching-01 twice',
    ]);
  });

  it('dependencies that run in a circle, and names each requirement in it', () => {
    const circle = {
      one: entry({ dependsOn: ['matching/two'] }),
      two: entry({ dependsOn: ['matching/one'] }),
      three: entry({ dependsOn: ['matching/one'] }),
    };

    expect(problemsOf(circle)).toEqual([
      'matching/one depends on itself, by way of its dependencies',
      'matching/two depends on itself, by way of its dependencies',
    ]);
  });

  it('a requirement that says nothing or binds nobody', () => {
    expect(problemsOf({ one: entry({ means: ' ', binds: [] }) })).toEqual([
      'matching/one does not say what it means',
      'matching/one binds nobody',
    ]);
  });

  it.each(['1', '0.01', 'v0.2', '0.2.1', ''])('the version %j', (since) => {
    expect(problemsOf({ one: entry({ since }) })).toEqual([
      `matching/one is new in ${since}, which is no version such as 0.2`,
    ]);
  });

  it('everything that is wrong at once', () => {
    expect(problemsOf({ One: entry(), two: entry({ facts: ['matching-99'] }) })).toHaveLength(3);
  });
});

describe('a level is carried by its evidence', () => {
  it.each([
    ['MUST', 'matching-01', 0],
    ['MUST', 'matching-02', 1],
    ['MUST', 'matching-03', 1],
    ['SHOULD', 'matching-02', 0],
    ['SHOULD', 'matching-03', 1],
    ['OBSERVE', 'matching-03', 0],
  ] as const)('a %s that cites %s alone has %i problems', (level, fact, count) => {
    expect(problemsOf({ one: entry({ level, facts: [fact] }) })).toHaveLength(count);
  });

  it('a MUST and a SHOULD without any evidence are refused, an open question is not', () => {
    expect(problemsOf({ one: entry({ facts: [] }) })).toHaveLength(1);
    expect(problemsOf({ one: entry({ level: 'SHOULD', facts: [] }) })).toHaveLength(1);
    expect(problemsOf({ one: entry({ level: 'OBSERVE', facts: [] }) })).toEqual([]);
  });

  it('weaker evidence beside a carrying one does no harm', () => {
    expect(problemsOf({ one: entry({ facts: ['matching-03', 'matching-01'] }) })).toEqual([]);
  });
});
