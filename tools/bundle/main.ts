/**
 * Part of `npm run build`: puts what the command, the API and the suites need into few files, since a run spent a tenth of
 * its time on loading four hundred. Each of their modules in `dist` is replaced by itself with all that it imports; what
 * several need is in `dist/chunks`. All else in `dist` stays as it was compiled, for what is run from the repository.
 */
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { packageRoot } from '../../harness/suite/package-root.ts';

const dist = join(packageRoot(), 'dist');
const command = 'harness/cli/main';

/** Without extension, from `dist`. */
const entries = [command, 'harness/cli/api', 'harness/suite/vitest-thread', ...suiteFiles()];

const bundle = await rolldown({
  input: Object.fromEntries(entries.map((entry) => [entry, join(dist, `${entry}.js`)])),
  external: /^[^./]/,
  platform: 'node',
});
const { output } = await bundle.generate({
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
});
await bundle.close();

const chunks = join(dist, 'chunks');
rmSync(chunks, { recursive: true, force: true });
mkdirSync(chunks);
for (const file of output) {
  writeFileSync(join(dist, file.fileName), file.type === 'chunk' ? file.code : file.source);
}
chmodSync(join(dist, `${command}.js`), 0o755);

function suiteFiles(): readonly string[] {
  return readdirSync(join(dist, 'suites'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[^/\\]+[/\\][^/\\]+\.test\.js$/.test(file))
    .map((file) => `suites/${file.replaceAll('\\', '/').replace(/\.js$/, '')}`);
}
