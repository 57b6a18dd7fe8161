import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleRequirement } from '../../test-support/reports/sample-results.ts';
import type { Case } from '../cases/case.ts';
import { makeReportDirectory } from './commands/report-directory.ts';
import { readTargetFile } from './connection/target-file.ts';
import { nearestName } from './did-you-mean.ts';
import { refuseIdleGlobs, selectCases } from './run/selection.ts';

function one(id: string, requirements: readonly string[], control?: string): Case {
  return {
    id,
    title: id,
    requirements,
    given: {},
    send: {},
    expect: [],
    ...(control === undefined ? {} : { control }),
  };
}

const requirements = ['a/one', 'a/two', 'b/three', 'b/every'].map((id) => sampleRequirement(id));
const cases = [
  one('a/first', ['a/one']),
  one('a/second', ['a/two'], 'b/third'),
  one('b/third', ['b/three']),
  one('b/fourth', ['a/one', 'b/three']),
];

function selected(only: readonly string[], skip: readonly string[]): readonly string[] {
  return selectCases(requirements, cases, { only, skip }).cases.map(({ id }) => id);
}

function refusing(only: readonly string[], skip: readonly string[]): () => void {
  return () =>
    refuseIdleGlobs(
      [...requirements, ...cases].map(({ id }) => id),
      { only, skip },
      'npx ec2-conformance list',
    );
}

describe('selectCases', () => {
  const table: readonly (readonly [readonly string[], readonly string[], readonly string[]])[] = [
    [[], [], ['a/first', 'a/second', 'b/third', 'b/fourth']],
    [['a/one'], [], ['a/first', 'b/fourth']],
    [['a/first'], [], ['a/first']],
    [['b/*'], [], ['b/third', 'b/fourth']],
    [['a/two'], [], ['a/second', 'b/third']],
    [['a/first', 'b/third'], [], ['a/first', 'b/third']],
    [[], ['a/*'], ['b/third', 'b/fourth']],
    [[], ['b/three'], ['a/first', 'a/second', 'b/third', 'b/fourth']],
    [['b/every'], [], ['b/third', 'b/fourth']],
    [['b/*'], ['b/fourth'], ['b/third']],
  ];
  for (const [only, skip, expected] of table) {
    it(`--only [${only.join(' ')}] --skip [${skip.join(' ')}] leaves ${expected.join(' ')}`, () => {
      expect(selected(only, skip)).toStrictEqual(expected);
    });
  }

  it('judges a general check that is named beside a case on that case alone', () => {
    const only = ['a/first', 'b/every'];
    const selection = selectCases(requirements, cases, { only, skip: [] }, ['b/every']);

    expect(selection.cases.map(({ id }) => id)).toStrictEqual(['a/first']);
    expect(selection.requirements.has('b/every')).toBe(true);
    expect(selectCases(requirements, cases, { only: ['b/every'], skip: [] }, ['b/every']).cases).toHaveLength(2);
    expect(selectCases(requirements, cases, { only: ['a/*', 'b/every'], skip: [] }, ['b/every']).cases).toHaveLength(4);
  });

  it('asks for the requirements that the globs leave', () => {
    const { requirements: asked } = selectCases(requirements, cases, { only: ['a/*'], skip: ['a/two'] });

    expect(asked).toStrictEqual(new Set(['a/one']));
  });

  it('refuses a glob that matches nothing', () => {
    expect(refusing(['a/frist'], [])).toThrow(/--only a\/frist matches no requirement and no case/);
    expect(refusing([], ['c/*'])).toThrow(/--skip c\/\* matches no requirement and no case/);
  });
});

describe('nearestName', () => {
  it('is the closest, the only one that begins so, or none', () => {
    const known = ['report', 'requirements', 'run', 'serve'];

    expect(nearestName('servee', known)).toBe('serve');
    expect(nearestName('requi', known)).toBe('requirements');
    expect(nearestName('requirments', known)).toBe('requirements');
    expect(nearestName('explain', known)).toBeUndefined();
    expect(nearestName('x'.repeat(100_000), known)).toBeUndefined();
  });
});

describe('a target file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'target-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  function read(text: string) {
    const path = join(directory, 'target.json');
    writeFileSync(path, text);
    return readTargetFile(path);
  }

  it('declares capabilities, and leaves to the probe what it says so of', () => {
    expect(
      read(
        '{"name": "m 1", "region": "eu-west-1", "capabilities": {"ipv6": false, "egress": true, "rule-ids": "probe"}}',
      ),
    ).toStrictEqual({ name: 'm 1', region: 'eu-west-1', declared: { ipv6: false, egress: true } });
    expect(read('{}')).toStrictEqual({ declared: {} });
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['{', /is not JSON/],
    ['[]', /has to be a JSON object/],
    ['{"capabilties": {}}', /has a member "capabilties"\. Did you mean capabilities\?/],
    ['{"capabilities": {"ipv5": true}}', /names a capability "ipv5"\. Did you mean ipv6\?/],
    ['{"capabilities": {"ipv6": "yes"}}', /has to be true, false or "probe"/],
    ['{"capabilities": []}', /capabilities in .* has to be a JSON object/],
    ['{"name": 7}', /name in .* has to be a text/],
  ];
  for (const [text, message] of wrong) {
    it(`that holds ${text} is refused`, () => {
      expect(() => read(text)).toThrow(message);
    });
  }

  it('that is not there is refused', () => {
    expect(() => readTargetFile(join(directory, 'none.json'))).toThrow(/cannot be read \(ENOENT\)/);
  });
});

describe('the directory of reports', () => {
  const directory = mkdtempSync(join(tmpdir(), 'out-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is made, with those above it', () => {
    makeReportDirectory(join(directory, 'a', 'b'));
    makeReportDirectory(join(directory, 'a', 'b'));

    expect(existsSync(join(directory, 'a', 'b'))).toBe(true);
  });

  it('is refused where it is a file, or under one', () => {
    writeFileSync(join(directory, 'file'), '');

    expect(() => makeReportDirectory(join(directory, 'file'))).toThrow(/is a file\. Give another directory/);
    expect(() => makeReportDirectory(join(directory, 'file', 'out'))).toThrow(
      /cannot be written to \(ENOTDIR: not a directory\)/,
    );
  });
});
