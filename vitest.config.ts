import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, those that take more before those that take less. What a file takes does not show in its size, by which
 * vitest orders them. The first two wait half of their time, and leave a core to the next ones.
 */
const longest = [
  ...['check/pages', 'late-targets', 'variants', 'faults-slice-4', 'client-faults', 'hostile-memory', 'faults-slice-3'],
  ...[
    'suites/properties',
    'suites/hostile',
    'cli/every-operation',
    'faults-slice-1',
    'faults-slice-2',
    'cli/interrupt',
  ],
  ...['cli/recording', 'echoed-secrets', 'named-places', 'cli/package', 'sent-signatures', 'cli/pasted'],
  ...[
    'suites/constrained-targets',
    'determinism',
    'cli/run-verdicts',
    'client-operations',
    'cli/call-limit',
    'cli/output-faults',
  ],
].map((file) => `/${file}.test.ts`);

/** Starts the longest files first, so that no worker runs one alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const placeOf = ({ moduleId }: TestSpecification) => longest.findIndex((file) => moduleId.endsWith(file));
    const isLong = (file: TestSpecification) => placeOf(file) >= 0;
    return [
      ...sorted.filter(isLong).toSorted((one, other) => placeOf(one) - placeOf(other)),
      ...sorted.filter((file) => !isLong(file)),
    ];
  }
}

// The project's own tests. The suites under suites/revoke-ingress and the like are not among them: the command runs those
// against a target, and suites/faults-slice-*.test.ts run their cases against the reference and its mutants.
export default defineConfig({
  test: {
    include: [
      'harness/**/*.test.ts',
      'reports/**/*.test.ts',
      'suites/requirements/**/*.test.ts',
      'suites/*.test.ts',
      'test-support/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    exclude: ['**/*.peers.test.ts', '**/*.browser.test.ts', '**/node_modules/**', 'dist'],
    isolate: false,
    // Two more than there are cores: half of the time, a worker waits for a process or for a target that is late.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongestFirst },
    // These end a test that hangs. They are no expectation, so that a busy machine must not come near them.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
