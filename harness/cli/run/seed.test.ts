import { describe, expect, it } from 'vitest';
import { sampleResult } from '../../../test-support/reports/sample-results.ts';
import { parseArguments } from '../arguments.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { rerunWords, runOptions } from './run-options.ts';
import { chooseSeed, seedOption, withRerunOptions } from './seed.ts';

const source = { version: '0.2.0', operation: 'RevokeSecurityGroupIngress', effort: 'default' };

describe('the seed of a run', () => {
  it('is the same each time where none is given', () => {
    expect(chooseSeed(undefined, source)).toBe(chooseSeed(undefined, { ...source }));
  });

  it.each([
    { ...source, version: '0.2.1' },
    { ...source, operation: 'RevokeSecurityGroupEgress' },
    { ...source, effort: 'deep' },
  ])('is another for %o', (other) => {
    expect(chooseSeed(undefined, other)).not.toBe(chooseSeed(undefined, source));
  });

  it('is the one that is given', () => {
    expect(chooseSeed(7, source)).toBe(7);
  });

  it('is drawn for random', () => {
    const drawn = new Set(Array.from({ length: 8 }, () => chooseSeed('random', source)));

    expect(drawn.size).toBeGreaterThan(1);
  });
});

function readOptions(words: readonly string[]) {
  return parseArguments(words, runOptions, 'run').values;
}

describe('the command that repeats a failure', () => {
  const command = 'npx ec2-conformance run --only a/any';
  const generated = { ...sampleResult('a/any'), kind: 'property', reproduce: { curl: '', command } } as const;

  it('has effort and seed for generated requests, and neither for a listed case', () => {
    const asked = { seed: 7, effort: 'deep' };

    expect(withRerunOptions(generated, asked).reproduce.command).toBe(`${command} --effort deep --seed 7`);
    expect(withRerunOptions({ ...generated, kind: 'fixture' }, asked).reproduce.command).toBe(command);
    expect(withRerunOptions({ ...generated, reproduce: { curl: '', command: '' } }, asked).reproduce.command).toBe('');
  });

  it('keeps the options without which the case would not run again, quoted for a shell', () => {
    const options = readOptions([
      '--insecure',
      '--use-vpc',
      'vpc-1',
      '--use-group',
      'sg-1,sg-2',
      '--target',
      "it's.json",
    ]);
    const again = withRerunOptions(
      { ...generated, kind: 'fixture' },
      { seed: 7, effort: 'deep', words: rerunWords(options) },
    );

    expect(again.reproduce.command).toBe(
      `${command} --target 'it'\\''s.json' --use-vpc vpc-1 --use-group sg-1 --use-group sg-2 --insecure`,
    );
  });

  it('keeps no option that has its default', () => {
    expect(rerunWords(readOptions([]))).toEqual([]);
  });
});

describe('--seed', () => {
  const { read } = seedOption('requests', 'suite version, operation and effort');

  it('takes a number or random', () => {
    expect(read(['0'], '--seed')).toBe(0);
    expect(read(['2147483647'], '--seed')).toBe(2147483647);
    expect(read(['random'], '--seed')).toBe('random');
  });

  it.each(['-1', '2147483648', '1.5', 'Random', '', '1e3'])('refuses %s', (given) => {
    expect(() => read([given], '--seed')).toThrow(UsageMistake);
  });
});
