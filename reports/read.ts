/** Reads a report.json that an earlier run wrote. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AbridgedReport, completed } from './formats/abridged.ts';
import { type Report, schemaVersion } from './report.ts';

/** The file is not a report that this version reads; the message is for the user. */
export class UnreadableReport extends Error {
  override readonly name = 'UnreadableReport';
}

/** Takes the file or the directory it lies in. Throws {@link UnreadableReport} with what is wrong and what to do. */
export async function readReport(path: string): Promise<Report> {
  const file = (await isDirectory(path)) ? join(path, 'report.json') : path;
  const parsed = parse(await readText(file), file);
  if (parsed['schemaVersion'] === undefined) {
    throw new UnreadableReport(`${file} is no report: it has no schemaVersion. Give the report.json that a run wrote.`);
  }
  if (parsed['schemaVersion'] !== schemaVersion) {
    const { suite } = parsed;
    const version = typeof suite === 'object' && suite !== null && 'version' in suite ? suite.version : undefined;
    throw new UnreadableReport(otherVersion(file, 'report', parsed['schemaVersion'], schemaVersion, version));
  }
  const lacking = ['suite', 'operations', 'target', 'calls', 'summary', 'requirements', 'cases', 'observations'].filter(
    (member) => typeof parsed[member] !== 'object' || parsed[member] === null,
  );
  if (lacking.length > 0) throw new UnreadableReport(`${file} is no report: it lacks ${lacking.join(', ')}.`);
  return completed(parsed as unknown as AbridgedReport);
}

/** What a file of another version is, which version wrote it, and how to go on. */
export function otherVersion(
  file: string,
  what: 'report' | 'events',
  found: unknown,
  read: number,
  suiteVersion: unknown,
): string {
  const version = typeof suiteVersion === 'string' && /^[\w.+-]{1,40}$/.test(suiteVersion) ? suiteVersion : undefined;
  const name = what === 'report' ? 'a report with schemaVersion' : 'a record of a run with eventsVersion';
  const writer = version === undefined ? 'another version of ec2-conformance' : `ec2-conformance ${version}`;
  const number = (JSON.stringify(found) ?? 'none').slice(0, 40);
  return `${file} is ${name} ${number}, written by ${writer}; this version reads ${read}. Render it with the version that wrote it, or run again.`;
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code ?? error.message})`;
    throw new UnreadableReport(`${file} ${why}: give the directory that a run wrote with --out, or its report.json.`);
  });
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableReport(`${file} is not JSON: give the report.json that a run wrote.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableReport(`${file} is no report: it holds no JSON object.`);
  }
  return value as Readonly<Record<string, unknown>>;
}
