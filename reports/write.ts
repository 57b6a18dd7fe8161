/** Writes a report in every format into one directory. */
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderHtml } from './html.ts';
import { renderJunit } from './junit.ts';
import type { Report } from './report.ts';
import { renderMarkdown } from './summary-markdown.ts';

/** Formats that a report can be rendered to, by the name that `report --to` takes. */
export const formats = {
  json: { file: 'report.json', render: renderJson },
  html: { file: 'report.html', render: renderHtml },
  junit: { file: 'junit.xml', render: renderJunit },
  markdown: { file: 'summary.md', render: renderMarkdown },
} as const satisfies Readonly<Record<string, { readonly file: string; readonly render: (report: Report) => string }>>;

export type Format = keyof typeof formats;

export function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

/**
 * Makes the directory where there is none and puts each format's file there, replacing that of an earlier run; other
 * files stay. Each file appears whole or not at all. Answers the paths. Rejects with the system's error.
 */
export async function writeReports(report: Report, directory: string): Promise<readonly string[]> {
  const rendered = Object.values(formats).map(({ file, render }) => ({
    path: join(directory, file),
    text: render(report),
  }));
  await mkdir(directory, { recursive: true });
  for (const { path, text } of rendered) await replaceFile(path, text);
  return rendered.map(({ path }) => path);
}

/** The report as its own schema describes it, two spaces deep. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
