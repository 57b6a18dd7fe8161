/** Writes a report in every format into one directory. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asUnwritable, makeFolder } from '../harness/endpoint/output-file.ts';
import { renderBadge } from './formats/badge.ts';
import { renderCtrf } from './formats/ctrf.ts';
import { renderGithub } from './formats/github.ts';
import { jsonPieces } from './formats/json-pieces.ts';
import { renderJunit } from './formats/junit.ts';
import { renderNdjson } from './formats/ndjson.ts';
import { renderSarif } from './formats/sarif.ts';
import { htmlPieces, renderHtml } from './html/html.ts';
import { renderOperations } from './markdown/operations.ts';
import { renderMarkdown } from './markdown/summary.ts';
import type { Report } from './report.ts';

interface FormatEntry {
  /** Its name in the directory of reports; absent for what is printed alone. */
  readonly file?: string;
  /** Whether it is written of a report; default: of every one. */
  readonly isFor?: (report: Report) => boolean;
  readonly render: (report: Report) => string;
  /** The same text in pieces, of a format that has many megabytes. */
  readonly pieces?: (report: Report) => Iterable<string>;
}

/** In characters. */
const blockLength = 250_000;

/** Formats that a report can be rendered to, by the name that `report --to` takes. */
export const formats = {
  json: { file: 'report.json', render: renderJson, pieces: jsonPieces },
  html: { file: 'report.html', render: renderHtml, pieces: htmlPieces },
  junit: { file: 'junit.xml', render: renderJunit },
  markdown: { file: 'summary.md', render: renderMarkdown },
  operations: { file: 'operations.md', render: renderOperations, isFor: ({ operations }) => operations.length > 1 },
  sarif: { file: 'report.sarif', render: renderSarif },
  ctrf: { file: 'ctrf.json', render: renderCtrf },
  badge: { file: 'badge.json', render: renderBadge },
  github: { render: renderGithub },
  ndjson: { render: renderNdjson },
} as const satisfies Readonly<Record<string, FormatEntry>>;

/** Name of a report format. */
export type Format = keyof typeof formats;

/** Whether this is the name of a report format. */
export function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

/**
 * Makes the directory where there is none and puts each format's file there, replacing that of an earlier run; other
 * files stay. Each file appears whole or not at all. Returns the paths. Rejects with UnwritableFile.
 *
 * One after the other and in pieces: a report of many operations has 12 MB in each of two formats, and all texts at once
 * would be a third of the memory of a run.
 */
export async function writeReports(report: Report, directory: string): Promise<readonly string[]> {
  try {
    makeFolder(directory);
  } catch (problem) {
    throw asUnwritable(problem, directory, '--out');
  }
  const paths: string[] = [];
  for (const { file, render, pieces, isFor } of files()) {
    if (isFor !== undefined && !isFor(report)) continue;
    const path = join(directory, file);
    await replaceFile(path, pieces === undefined ? [render(report)] : pieces(report));
    paths.push(path);
  }
  return paths;
}

/** Takes away the files of an earlier run, so that a run that is killed does not look like that one. Throws UnwritableFile. */
export function removeReports(directory: string): void {
  for (const { file } of files()) {
    const path = join(directory, file);
    try {
      rmSync(path, { force: true });
    } catch (problem) {
      throw asUnwritable(problem, path, '--out');
    }
  }
}

/** The report as its own schema describes it, two spaces deep. */
export function renderJson(report: Report): string {
  return [...jsonPieces(report)].join('');
}

function files(): readonly (FormatEntry & { readonly file: string })[] {
  return Object.values<FormatEntry>(formats).flatMap((entry) =>
    entry.file === undefined ? [] : [{ ...entry, file: entry.file }],
  );
}

async function replaceFile(path: string, pieces: Iterable<string>): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(beside, blocks(pieces));
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw asUnwritable(error, path, '--out');
  }
}

/** The same text in fewer pieces: each is written by a call of its own. */
function* blocks(pieces: Iterable<string>): Iterable<string> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < blockLength) continue;
    yield block;
    block = '';
  }
  yield block;
}
