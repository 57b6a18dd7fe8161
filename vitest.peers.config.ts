import { defineConfig } from 'vitest/config';

// Real emulators and SDKs, installed under .peers/ where their toolchains are there. Slow, and never part of `npm test`.
export default defineConfig({
  test: {
    include: ['**/*.peers.test.ts'],
    exclude: ['node_modules', 'dist', '.peers'],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
