import { describe, expect, it } from 'vitest';
import { sampleRequirement } from '../test-support/reports/sample-results.ts';
import { suiteDigest } from './suite-digest.ts';

const requirements = [sampleRequirement('a/one'), sampleRequirement('a/two')];
const fixtures = [
  { path: 'fixtures/server/a.json', text: '{"a": 1}\n' },
  { path: 'fixtures/server/b.json', text: '{}\n' },
];
const digest = suiteDigest(requirements, fixtures);

describe('suiteDigest', () => {
  it('is the same in another order and with other line ends', () => {
    const windows = fixtures.map(({ path, text }) => ({
      path: path.replaceAll('/', '\\'),
      text: text.replaceAll('\n', '\r\n'),
    }));

    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(suiteDigest(requirements.toReversed(), windows.toReversed())).toBe(digest);
  });

  it('changes with everything that is required', () => {
    const others = [
      suiteDigest(requirements.slice(1), fixtures),
      suiteDigest(requirements, fixtures.slice(1)),
      suiteDigest([sampleRequirement('a/one', { level: 'SHOULD' }), ...requirements.slice(1)], fixtures),
      suiteDigest([sampleRequirement('a/one', { means: 'something else' }), ...requirements.slice(1)], fixtures),
      suiteDigest(requirements, [{ path: 'fixtures/server/a.json', text: '{"a": 2}\n' }, ...fixtures.slice(1)]),
    ];

    expect(new Set([digest, ...others]).size).toBe(6);
  });
});
