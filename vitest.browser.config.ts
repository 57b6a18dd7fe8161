import { defineConfig } from 'vitest/config';

// The HTML report in a real browser: Debian's chromium, or what CHROMIUM names. Never part of `npm test`; without a
// browser these tests fail and say how to get one.
export default defineConfig({
  test: {
    include: ['**/*.browser.test.ts'],
    exclude: ['node_modules', 'dist', '.peers'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
