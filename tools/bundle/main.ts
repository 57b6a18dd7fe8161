/**
 * Part of `npm run build`: puts what the command, the API and the suites need into few files, since a run spent a tenth of
 * its time on loading four hundred. Each of their modules in `dist` is replaced by itself with all that it imports; what
 * several need is in `dist/chunks`, and the declarations that the API's need are in `dist/types`. All else in `dist` stays as it was compiled, for what is run from the repository.
 */
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { packageRoot } from '../../harness/package/package-root.ts';

const dist = join(packageRoot(), 'dist');
const command = 'harness/cli/main';
const api = 'harness/cli/api/api';

/** Without extension, from `dist`. */
const entries = [command, api, 'harness/engine/run/vitest-thread', 'harness/engine/run/suites-thread', ...suiteFiles()];

const bundle = await rolldown({
  input: Object.fromEntries(entries.map((entry) => [entry, join(dist, `${entry}.js`)])),
  external: /^[^./]/,
  platform: 'node',
});
const { output } = await bundle.generate({
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  // Docstrings are for who reads the sources; of the package they would be a tenth.
  comments: false,
  // Names of functions and classes stay, so that a stack trace can be read.
  minify: {
    compress: false,
    mangle: { toplevel: true, keepNames: { function: true, class: true } },
    codegen: { removeWhitespace: true },
  },
});
await bundle.close();

const chunks = join(dist, 'chunks');
rmSync(chunks, { recursive: true, force: true });
mkdirSync(chunks);
for (const file of output) {
  writeFileSync(join(dist, file.fileName), file.type === 'chunk' ? file.code : file.source);
}
chmodSync(join(dist, `${command}.js`), 0o755);

rmSync(join(dist, 'types'), { recursive: true, force: true });
for (const file of declarations(`${api}.d.ts`)) cpSync(join(dist, file), join(dist, 'types', file));

/** The declarations that this one needs, itself included, from `dist`. */
function declarations(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, imported = ''] of readFileSync(join(dist, file), 'utf8').matchAll(/from '(\.[^']+)\.(?:js|ts)'/g)) {
    declarations(join(dirname(file), `${imported}.d.ts`), known);
  }
  return known;
}

function suiteFiles(): readonly string[] {
  return readdirSync(join(dist, 'suites'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[^/\\]+[/\\][^/\\]+\.test\.js$/.test(file))
    .map((file) => `suites/${file.replaceAll('\\', '/').replace(/\.js$/, '')}`);
}
