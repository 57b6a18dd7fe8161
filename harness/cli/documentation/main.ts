/** `npm run docs`: writes the generated pages of docs/ anew. */
import { generatedPages, writePages } from './generated-pages.ts';

const pages = generatedPages();
const written = writePages(pages);
process.stdout.write(`${written.length} of ${pages.size} generated pages were stale and are written.\n`);
