/** The pages of docs/ that are made of the registers, the cases and the faults; and which of them lag behind. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../harness/suite/package-root.ts';
import { coveragePage } from './coverage-page.ts';
import { type Material, pagePath } from './material.ts';
import { requirementIndex } from './requirement-index.ts';
import { requirementPage } from './requirement-page.ts';
import { type Schema, schemaPage } from './schema-page.ts';

/** Path relative to the package, to text. */
export type Pages = ReadonlyMap<string, string>;

/** The folder that holds nothing but generated pages. */
const folder = 'docs/requirements';

export function generatedPages(material: readonly Material[]): Pages {
  return new Map([
    ['docs/coverage.md', coveragePage(material)],
    ['docs/report.md', schemaPage(reportSchema())],
    ...material.flatMap(pagesOf),
  ]);
}

function pagesOf(one: Material, _index: number, all: readonly Material[]): readonly (readonly [string, string])[] {
  const place = one.isFirst ? folder : `${folder}/${one.operation}`;
  const others = one.isFirst ? all.slice(1) : [];
  return [
    [`${place}/README.md`, requirementIndex(one, others)],
    ...one.requirements.map(
      (requirement) => [`${folder}/${pagePath(one, requirement.id)}`, requirementPage(requirement, one)] as const,
    ),
  ];
}

/** Paths whose page is missing, differs, or should not be there. */
export function stalePages(pages: Pages, root: string = packageRoot()): readonly string[] {
  const differing = [...pages].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path);
  return [...differing, ...superfluous(pages, root)];
}

/** Writes what is stale, removes what should not be there, and answers both. */
export function writePages(pages: Pages, root: string = packageRoot()): readonly string[] {
  const stale = stalePages(pages, root);
  for (const path of stale) {
    const text = pages.get(path);
    if (text === undefined) {
      rmSync(join(root, path));
    } else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return stale;
}

function superfluous(pages: Pages, root: string): readonly string[] {
  const at = join(root, folder);
  const present = existsSync(at) ? readdirSync(at, { recursive: true, encoding: 'utf8' }) : [];
  return present
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => !pages.has(path));
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function reportSchema(): Schema {
  return JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'schema', 'report.schema.json'), 'utf8')) as Schema;
}
