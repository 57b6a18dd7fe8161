import { describe, expect, it } from 'vitest';
import { shelfDomain } from '../../../test-support/shelf-engine.ts';
import { takeCase } from '../../../test-support/shelves.ts';
import type { TestedOperation } from '../engine.ts';
import { isHarmless, supportsDryRun, toDryRun } from './safe-mode.ts';

const operation: TestedOperation = { action: 'Take', domain: shelfDomain(), generalChecks: [] };
const apple = takeCase('apple', ['apple', 'pear'], ['apple']);
const absent = takeCase('absent', ['apple', 'pear'], ['plum']);

describe('where nothing may be changed', () => {
  it.each([
    ['is refused', absent, true],
    ['succeeds', apple, false],
    ['asks an open question', { ...absent, expect: [] }, false],
    ['may succeed', { ...absent, expect: [...absent.expect, ...apple.expect] }, false],
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    ['has a further step', { ...absent, then: [{ send: {}, expect: absent.expect }] }, false],
    ['sends two requests at once', { ...absent, beside: {} }, false],
    ['names no action', { ...absent, send: { ...absent.send, bare: true as const } }, false],
    ['sends another action', { ...absent, send: { action: 'Put' } }, false],
    ['names the action under test', { ...absent, send: { action: 'Take' } }, true],
    ['needs set-up', { ...absent, later: {} }, false],
  ])('a case that %s is harmless: %#', (_, one, isSo) => {
    expect(isHarmless(one, operation)).toBe(isSo);
  });

  it('one request can be sent as a dry run, unless it is one', () => {
    expect(supportsDryRun(apple, operation)).toBe(true);
    expect(supportsDryRun({ ...apple, beside: {} }, operation)).toBe(false);
    expect(supportsDryRun({ ...apple, send: {} }, operation)).toBe(true);
    expect(supportsDryRun({ ...apple, send: { params: { DryRun: 'true' } } }, operation)).toBe(false);
  });

  it('a harmless case is sent as it is, with nothing set up for it', () => {
    expect(toDryRun(absent, operation)).toEqual({
      ...absent,
      given: {},
      expect: [{ answer: 'refused', status: ['400'], code: ['Item.NotFound'], after: [] }],
    });
  });

  it('any other is sent as a dry run, and is about no requirement', () => {
    expect(toDryRun(apple, operation)).toEqual({
      ...apple,
      title: 'as a dry run: apple',
      requirements: [],
      given: {},
      send: { params: { ...apple.send.params, DryRun: 'true' } },
      expect: [{ answer: 'rehearsed', status: ['4xx'], code: ['DryRunOperation'], after: [] }],
    });
  });
});
