/** `npm run site`: writes the static site of the published results into the folder `site`, or the one that is named. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import { publishedReports } from './published-reports.ts';
import { sitePages } from './site.ts';

const folder = process.argv[2] ?? join(packageRoot(), 'site');
const pages = sitePages(publishedReports());
mkdirSync(folder, { recursive: true });
for (const [file, text] of pages) writeFileSync(join(folder, file), text);
process.stdout.write(`${pages.size} pages in ${folder}\n`);
