import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readBaselineFile } from './baseline-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'baseline-'));
afterAll(() => rmSync(directory, { recursive: true }));

function read(text: string) {
  const path = join(directory, 'known.json');
  writeFileSync(path, text);
  return readBaselineFile(path, 'server');
}

describe('a baseline file', () => {
  it('is a mode and entries with their reasons', () => {
    const entries = [
      { match: 'signing/*', reason: 'not done', issue: 'https://example.com/7', until: '2030-12-31' },
      { match: 'state/one', reason: 'wontfix' },
      {
        operation: 'RevokeSecurityGroupIngress',
        match: 'state/two',
        cases: ['state/two', 'state/any@state/two'],
        reason: 'found by generated requests',
        counterexamples: [{ id: 'state/any@state/two', case: { id: 'state/any', title: 'generated' } }],
      },
    ];

    expect(read(JSON.stringify({ $schema: 'x', mode: 'server', entries }))).toStrictEqual({ mode: 'server', entries });
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['{', /is not JSON/],
    ['[]', /has to be a JSON object/],
    ['{"entries": []}', /is no list of known failures: it has no "mode"/],
    ['{"mode": "client", "entries": []}', /has the mode "client", not "server"\. Give the server's own list/],
    ['{"mode": "server"}', /has to hold a list "entries"/],
    ['{"mode": "server", "entries": [1]}', /Entry 1 of .* has to be a JSON object/],
    ['{"mode": "server", "entries": [{"reason": "r"}]}', /Entry 1 of .* has no "match"/],
    ['{"mode": "server", "entries": [{"match": "a/b"}]}', /Entry 1 of .* \("a\/b"\) has no "reason"/],
    ['{"mode": "server", "entries": [{"match": "a/b", "reason": " "}]}', /has no "reason"/],
    ['{"mode": "server", "entries": [{"match": "a/b", "reason": "r", "untill": "x"}]}', /Did you mean until\?/],
    ['{"mode": "server", "entries": [{"match": "a/b", "reason": "r", "until": "2025-02-30"}]}', /YYYY-MM-DD/],
    ['{"mode": "server", "entries": [{"match": "a/b", "reason": "r", "until": "soon"}]}', /YYYY-MM-DD/],
    ['{"mode": "server", "entries": [{"match": 7, "reason": "r"}]}', /has a "match" that is no text/],
    ['{"mode": "server", "entries": [{"match": "a/b", "reason": "r", "cases": []}]}', /no list of ids/],
    ['{"mode": "server", "entries": [{"match": "a/b", "reason": "r", "cases": "a/b"}]}', /no list of ids/],
    [
      '{"mode": "server", "entries": [{"match": "a/b", "reason": "r", "cases": ["a/b"], "counterexamples": [{"id": "a/c", "case": {}}]}]}',
      /Counterexample 1 of Entry 1 of .* has an "id" that is not one of the entry's "cases"/,
    ],
    [
      '{"mode": "server", "entries": [{"match": "a/b", "reason": "r", "cases": ["a/b"], "counterexamples": [{"id": "a/b"}]}]}',
      /The case of Counterexample 1 of .* has to be a JSON object/,
    ],
    ['{"mode": "server", "entry": []}', /has a member "entry"/],
  ];
  for (const [text, message] of wrong) {
    it(`that holds ${text} is refused`, () => {
      expect(() => read(text)).toThrow(message);
    });
  }

  it('that is not there is refused', () => {
    expect(() => readBaselineFile(join(directory, 'none.json'), 'server')).toThrow(/cannot be read \(ENOENT\)/);
  });
});
