import { describe, expect, it } from 'vitest';
import { sampleResult } from '../../../test-support/reports/sample-results.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { chooseSeed, seedOption, withSeed } from './seed.ts';

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

describe('the command that repeats a failure', () => {
  const command = 'npx ec2-conformance run --only a/any';
  const generated = { ...sampleResult('a/any'), kind: 'property', reproduce: { curl: '', command } } as const;

  it('carries effort and seed for generated requests, and nothing more for a listed case', () => {
    const asked = { seed: 7, effort: 'deep' };

    expect(withSeed(generated, asked).reproduce.command).toBe(`${command} --effort deep --seed 7`);
    expect(withSeed({ ...generated, kind: 'fixture' }, asked).reproduce.command).toBe(command);
    expect(withSeed({ ...generated, reproduce: { curl: '', command: '' } }, asked).reproduce.command).toBe('');
  });
});

describe('--seed', () => {
  const { read } = seedOption('requests');

  it('takes a number or random', () => {
    expect(read(['0'], '--seed')).toBe(0);
    expect(read(['2147483647'], '--seed')).toBe(2147483647);
    expect(read(['random'], '--seed')).toBe('random');
  });

  it.each(['-1', '2147483648', '1.5', 'Random', '', '1e3'])('refuses %s', (given) => {
    expect(() => read([given], '--seed')).toThrow(UsageMistake);
  });
});
