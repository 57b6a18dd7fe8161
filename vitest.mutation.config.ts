import { defineConfig } from 'vitest/config';

// What `npm run mutation` runs against each mutant: the tests of the room that was changed, and no others. A mutant that
// only some test far away notices is one that the room's own tests let through.
const room = process.env['MUTATED_ROOM'] ?? 'harness';

export default defineConfig({
  test: {
    include: [`${room}/**/*.test.ts`],
    // What golden files show is tested by name elsewhere, and page scripts are taken from files as they are written.
    exclude: ['**/golden.test.ts', '**/*.peers.test.ts', '**/*.browser.test.ts', '**/node_modules/**'],
    setupFiles: ['tools/mutation/fixed-seed.ts'],
    testTimeout: 30_000,
    isolate: false,
  },
});
