import { mergeConfig } from 'vitest/config';
import own from './vitest.config.ts';

// `npm run coverage`: the project's own tests, and what of the code they run through. Processes that a test starts are
// not looked into: what only the compiled command runs counts as not covered.
export default mergeConfig(own, {
  test: {
    coverage: {
      enabled: true,
      provider: 'v8',
      include: ['harness/**/*.ts', 'reports/**/*.ts', 'suites/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: ['json-summary'],
      // What a test that failed ran through was run through all the same.
      reportOnFailure: true,
    },
  },
});
