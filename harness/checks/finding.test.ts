import { expect, test } from 'vitest';
import { hasStateMismatch, type MismatchKind } from './finding.ts';

test('one mismatch of the state among others is a mismatch of the state', () => {
  const mismatches = (...kinds: readonly MismatchKind[]) =>
    kinds.map((kind) => ({ kind, at: '', expected: '', observed: '' }));

  expect(hasStateMismatch({ mismatches: mismatches('status', 'state') })).toBe(true);
  expect(hasStateMismatch({ mismatches: mismatches('status', 'code') })).toBe(false);
  expect(hasStateMismatch({ mismatches: [] })).toBe(false);
});
