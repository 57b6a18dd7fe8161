/** A report from whatever a run left: its report.json, or the events of one that never came to its end. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { journalFiles } from '../harness/endpoint/journal/journal-files.ts';
import { commandLine } from '../harness/transcript/shell.ts';
import { eventsFile, readEvents } from './formats/events-file.ts';
import { mergeRuns, reportOfRun } from './merge.ts';
import { readReport, UnreadableReport } from './read.ts';
import type { Report } from './report.ts';

/**
 * Takes a directory of reports, a report.json, or an events.ndjson. A directory whose last run was killed has no
 * report.json: the report is made from its events, and is incomplete. One that was killed before its first case has neither.
 * Throws {@link UnreadableReport}.
 */
export async function loadReport(path: string): Promise<Report> {
  if (basename(path) === eventsFile) return reportOfRun(await readEvents(path));
  if (await isFile(join(path, 'report.json'))) return readReport(path);
  const events = join(path, eventsFile);
  if (await isFile(events)) return reportOfRun(await readEvents(events));
  await refuseUnjudged(path);
  return readReport(path);
}

/** The one report of several shards, each given as its directory or a file in it. Throws {@link UnreadableReport}. */
export async function loadMerged(paths: readonly string[]): Promise<Report> {
  const runs = await Promise.all(paths.map(async (path) => readEvents(await eventsBeside(path))));
  return mergeRuns(runs);
}

async function eventsBeside(path: string): Promise<string> {
  if (basename(path) === eventsFile) return path;
  const file = join((await isFile(path)) ? dirname(path) : path, eventsFile);
  if (await isFile(file)) return file;
  await refuseUnjudged(dirname(file));
  throw new UnreadableReport(`${file} does not exist: merging needs the ${eventsFile} of each shard.`);
}

/** Throws for the directory of a run that has left nothing but its journal. */
async function refuseUnjudged(directory: string): Promise<void> {
  const isDirectory = await stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const [journal] = isDirectory ? journalFiles(directory) : [];
  if (journal === undefined) return;
  const sweep = commandLine(['sweep', '--out', directory]);
  throw new UnreadableReport(
    `The run in ${directory} ended before anything was judged, so that it has no report. What it may have left in the target is in ${basename(journal)}; remove it with: ${sweep}`,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
