/** `npm run docs`: writes the generated pages of docs/. */
import { generatedPages, writePages } from './generated-pages.ts';
import { loadMaterial } from './material.ts';

const pages = generatedPages(await loadMaterial());
const changed = writePages(pages);
const summary = `${pages.size} generated pages, ${changed.length} files written or removed`;
process.stdout.write(`${[summary, ...changed].join('\n  ')}\n`);
