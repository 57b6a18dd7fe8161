import { expect, test } from 'vitest';
import { failedDependency, missingCapability, reason } from './reason.ts';

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

test('what blocks is named one by one, and in the message', () => {
  expect(failedDependency(['a/one'])).toEqual({
    kind: 'dependency',
    requirements: ['a/one'],
    message: 'cannot be judged while a/one fails',
  });
  expect(failedDependency(['a/one', 'a/two']).message).toBe('cannot be judged while a/one, a/two fail');
  expect(failedDependency(['a/one'], 'the response cannot be read').message).toBe('the response cannot be read');
});
