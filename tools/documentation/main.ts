/** `npm run docs`: writes the generated pages of docs/ anew. */
import { generatedPages, writePages } from './generated-pages.ts';
import { loadMaterial } from './material.ts';

const pages = generatedPages(await loadMaterial());
const written = writePages(pages);
process.stdout.write(`${written.length} of ${pages.size} generated pages were stale and are written.\n`);
