import { expect, test } from 'vitest';
import { missingCapability, reason } from './reason.ts';

test('a reason has a kind for the code and a message for the reader', () => {
  expect(reason('flaky', 'failed once')).toEqual({ kind: 'flaky', message: 'failed once' });
});

test('what is missing is named one by one, and in the message', () => {
  expect(missingCapability(['IPv6', 'prefix lists'], 'property')).toEqual({
    kind: 'missing-capability',
    capabilities: ['IPv6', 'prefix lists'],
    message: 'not available, and needed by the property: IPv6, prefix lists',
  });
});
