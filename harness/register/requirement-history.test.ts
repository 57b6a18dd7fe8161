import { describe, expect, it } from 'vitest';
import type { Requirement } from './requirement.ts';
import { breachesOfHistory, inOrder, recordOf, type VersionRecord } from './requirement-history.ts';
import { topic } from './topic.ts';

const operation = 'RevokeSecurityGroupIngress';
const [one, two] = topic('a', {
  one: { level: 'MUST', means: 'A rule is removed' },
  two: { level: 'MUST', means: 'A request is refused', since: '0.2' },
}) as readonly [Requirement, Requirement];

const first: VersionRecord = { ...recordOf('0.1', { [operation]: [one] }, {}), released: true };
const second = recordOf('0.2', { [operation]: [one, two] }, {});

function breaches(requirements = [one, two], records: readonly VersionRecord[] = [first, second]): readonly string[] {
  return breachesOfHistory(operation, requirements, records);
}

describe('the history of requirements', () => {
  it('records in each version what is new in it', () => {
    expect(first.added).toEqual({ [operation]: { 'a/one': { level: 'MUST', means: 'A rule is removed' } } });
    expect(Object.keys(second.added[operation] ?? {})).toEqual(['a/two']);
    expect(inOrder([{ ...second, version: '0.10' }, second, first]).map(({ version }) => version)).toEqual([
      '0.1',
      '0.2',
      '0.10',
    ]);
  });

  it('finds nothing where every id means what it meant', () => {
    expect(breaches()).toEqual([]);
  });

  it('finds an id that is gone, and one that nobody recorded', () => {
    expect(breaches([two])).toEqual(['a/one was removed; an id stays, at least as OBSERVE']);
    expect(breaches([one, two], [first])).toEqual(['a/two is in no record, and says that it is new in 0.2']);
  });

  it('finds other words, another level and another beginning', () => {
    const other = { ...one, means: 'All rules are removed', level: 'SHOULD', since: '0.2' } as const;

    expect(breaches([other, two])).toEqual([
      'a/one is new in 0.1, not in 0.2',
      'a/one was a MUST and is a SHOULD',
      'a/one said «A rule is removed» and says «All rules are removed»',
    ]);
  });

  it('takes other words that a later version explains', () => {
    const reworded = { ...one, means: 'The rule is removed' };
    const changed = {
      [operation]: { 'a/one': { means: reworded.means, because: 'The article says which rule is meant.' } },
    };

    expect(breaches([reworded, two], [first, { ...second, changed }])).toEqual([]);
    expect(breaches([one, two], [first, { ...second, changed }])).toHaveLength(1);
  });

  it('takes no change without a reason, of nothing, or twice new', () => {
    const changed = {
      [operation]: { 'a/one': { because: 'why not' }, 'a/none': { because: 'It was never there at all.' } },
    };

    expect(breaches([one, two], [first, { ...second, changed }])).toEqual([
      'a/one is changed in 0.2 without a sentence that says why',
      'a/none is changed in 0.2, but no version added it',
    ]);
    expect(breaches([one], [first, { ...first, version: '0.2' }])).toContain('a/one is new in 0.2, and in 0.1 already');
  });
});
