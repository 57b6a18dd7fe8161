import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// In the order of their paths: a module whose first test loads it anew for each of its tests would have its constants tried by these
// tests alone. In harness/engine those that do so are in the last folder.
class ByPath extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    return specifications.toSorted((one, other) => (one.moduleId < other.moduleId ? -1 : 1));
  }
}

// What `npm run mutation` runs against each mutant: the tests of the room that was changed, and no others. A mutant that
// only some test far away notices is one that the room's own tests let through.
export default defineConfig({
  test: {
    include: [process.env['TESTS_OF_MUTANTS'] ?? 'harness/**/*.test.ts'],
    exclude: ['**/*.peers.test.ts', '**/node_modules/**'],
    setupFiles: ['tools/mutation/fixed-seed.ts'],
    testTimeout: 30_000,
    isolate: false,
    sequence: { sequencer: ByPath },
  },
});
