/** An empty vitest run with the options of a live run: one suite file with one test that does nothing. */
import { startVitest } from 'vitest/node';

const vitest = await startVitest('test', [], {
  root: import.meta.dirname,
  config: false,
  watch: false,
  include: ['empty-suite.js'],
  exclude: [],
  server: { deps: { external: [/\/dist\//] } },
  pool: 'threads',
  isolate: false,
  fileParallelism: false,
  maxWorkers: 1,
  reporters: [{}],
  cache: false,
});
await vitest.close();
