/** The generated pages of docs/: their texts, and how the files on disk are compared with them and replaced. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sweepFaults } from '../../harness/mutants/every-operation/catalogue.ts';
import { packageRoot } from '../../harness/package/package-root.ts';
import { loadServiceModel } from '../../harness/service-model/load-model.ts';
import { suite as everyOperation } from '../../suites/every-operation/suite.ts';
import { coveragePage } from './coverage-page.ts';
import { type Material, topicFile, topicsOf } from './material.ts';
import { requirementIndex } from './requirement-index.ts';
import { type ReportSchema, schemaPage } from './schema-page.ts';
import { sweepPage } from './sweep-page.ts';
import { topicPage } from './topic-page.ts';

/** Text of each page by its path, relative to the root of the package. */
export type Pages = ReadonlyMap<string, string>;

/** The folder that holds nothing but generated pages. */
const folder = 'docs/requirements';

/** All generated pages. */
export function generatedPages(all: readonly Material[]): Pages {
  const sweep = { suite: everyOperation, model: loadServiceModel(), faults: sweepFaults };
  return new Map([
    ['docs/every-operation.md', sweepPage(sweep)],
    ['docs/coverage.md', coveragePage(all)],
    ['docs/report.md', schemaPage(reportSchema())],
    [`${folder}/README.md`, requirementIndex(all)],
    ...all.flatMap((material) =>
      topicsOf(material).map(
        (topic) => [`${folder}/${topicFile(material, topic)}`, topicPage(topic, material)] as const,
      ),
    ),
  ]);
}

/** Paths of files that are missing or differ from their page, then of files in docs/requirements that are no page. */
export function stalePages(pages: Pages, root: string = packageRoot()): readonly string[] {
  const differing = [...pages].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path);
  return [...differing, ...obsoleteFiles(pages, root)];
}

/** Writes the stale pages, removes other files from docs/requirements, and returns the paths of both. */
export function writePages(pages: Pages, root: string = packageRoot()): readonly string[] {
  const stale = stalePages(pages, root);
  for (const path of stale) {
    const text = pages.get(path);
    if (text === undefined) {
      remove(join(root, path));
    } else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return stale;
}

/** Removes the file, and its folder when that is empty afterwards. */
function remove(path: string): void {
  rmSync(path);
  if (readdirSync(dirname(path)).length === 0) rmdirSync(dirname(path));
}

function obsoleteFiles(pages: Pages, root: string): readonly string[] {
  const at = join(root, folder);
  const files = existsSync(at) ? readdirSync(at, { recursive: true, encoding: 'utf8' }) : [];
  return files
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => !pages.has(path));
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function reportSchema(): ReportSchema {
  return JSON.parse(
    readFileSync(join(packageRoot(), 'fixtures', 'schema', 'report.schema.json'), 'utf8'),
  ) as ReportSchema;
}
