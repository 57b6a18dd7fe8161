import { defineConfig } from 'vitest/config';

// The project's own tests. The suites under suites/server are not among them: the command runs those
// against a target, and suites/faults.test.ts runs their cases against the reference and its mutants.
export default defineConfig({
  test: {
    include: [
      'harness/**/*.test.ts',
      'reports/**/*.test.ts',
      'suites/requirements/*.test.ts',
      'suites/*.test.ts',
      'tools/**/*.test.ts',
    ],
    exclude: ['**/*.peers.test.ts', '**/*.browser.test.ts', '**/node_modules/**', 'dist'],
    isolate: false,
    testTimeout: 30_000,
  },
});
