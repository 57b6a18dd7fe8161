import { defineConfig } from 'vitest/config';

// What `npm run mutation` runs against each mutant: the tests of the room that was changed, and no others. A mutant that
// only some test far away notices is one that the room's own tests let through.
export default defineConfig({
  test: {
    include: [process.env['TESTS_OF_MUTANTS'] ?? 'harness/**/*.test.ts'],
    exclude: ['**/*.peers.test.ts', '**/node_modules/**'],
    setupFiles: ['tools/mutation/fixed-seed.ts'],
    testTimeout: 30_000,
    isolate: false,
  },
});
