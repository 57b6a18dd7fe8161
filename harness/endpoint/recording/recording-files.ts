/** A recording: a folder with every exchange of a run, redacted, and a head that says what was run and when. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asUnwritable, makeFolder, UnwritableFile } from '../output-file.ts';
import type { TargetIdentity, TargetSettings } from '../target-settings.ts';

/** Raised when a reader of the former format would misread the new one. */
export const recordingFormat = 1;

/** Exchanges of the preparation and of the clean-up, and those of the cases: they are made in two threads. */
export const channels = ['preparation', 'cases'] as const;

/** Name of a sender, whose exchanges have a file of their own. */
export type Channel = (typeof channels)[number];

/** What a recording says about its run: target, options and date. */
export interface RecordingHead {
  readonly format: typeof recordingFormat;
  /** What reports call the target. */
  readonly name?: string;
  readonly endpoint: string;
  readonly region: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly suite: { readonly version: string; readonly digest: string };
  /** In the names of everything the run created, so that a replay asks the same. */
  readonly runId: string;
  readonly seed: number;
  /** What `--operation` named; absent in recordings of before there was a choice. */
  readonly operation?: string;
  /** What was asked for, by the names of the options: what a replay asks for again. */
  readonly asked: {
    readonly only: readonly string[];
    readonly skip: readonly string[];
    readonly effort: string;
    readonly maxCalls?: number | undefined;
    readonly mode: 'full' | 'safe';
    readonly useGroup: readonly string[];
    readonly useVpc?: string | undefined;
  };
  /** Capabilities that the user declared. */
  readonly declared: TargetSettings['declared'];
  /** Whose keys were there; none is kept. */
  readonly identities: readonly TargetIdentity[];
  /** sha256 over the exchanges, in the order of {@link channels}; absent while the run goes on. */
  readonly digest?: string;
}

/** Path of a channel's file in a recording. */
export function channelFile(directory: string, channel: Channel): string {
  return join(directory, `${channel}.ndjson`);
}

function headFile(directory: string): string {
  return join(directory, 'recording.json');
}

/** Whether the folder holds a recording. */
export function isRecording(directory: string): boolean {
  return existsSync(headFile(directory));
}

/** Begins a recording; one that lies there is replaced. Throws UnwritableFile. */
export function beginRecording(directory: string, head: RecordingHead): void {
  try {
    makeFolder(directory);
  } catch (problem) {
    throw asUnwritable(problem, directory, '--record');
  }
  for (const channel of channels) {
    write(channelFile(directory, channel), '');
  }
  writeHead(directory, head);
}

/** Seals it with the digest of what was recorded. Throws UnwritableFile. */
export function endRecording(directory: string): void {
  if (!isRecording(directory)) {
    throw new UnwritableFile({ path: headFile(directory), option: '--record', why: 'it was removed during the run' });
  }
  writeHead(directory, { ...readHead(directory), digest: digestOf(directory) });
}

/** Throws with one sentence when there is no recording, it is of another format, or it was changed since it was sealed. */
export function readRecording(directory: string): RecordingHead {
  if (!isRecording(directory)) {
    throw new UnusableRecording(`${directory} holds no recording.json. Give a folder that run --record wrote.`);
  }
  const head = readHead(directory);
  if (head.format !== recordingFormat) {
    throw new UnusableRecording(`The recording in ${directory} has the format ${head.format}, not ${recordingFormat}.`);
  }
  if (head.digest !== undefined && head.digest !== digestOf(directory)) {
    throw new UnusableRecording(`The recording in ${directory} was changed since it was made: its digest differs.`);
  }
  return head;
}

/** A recording that is missing, damaged or of another format. The message is for the user. */
export class UnusableRecording extends Error {
  override readonly name = 'UnusableRecording';
}

function readHead(directory: string): RecordingHead {
  try {
    return JSON.parse(readFileSync(headFile(directory), 'utf8')) as RecordingHead;
  } catch {
    throw new UnusableRecording(`${headFile(directory)} is not JSON.`);
  }
}

function writeHead(directory: string, head: RecordingHead): void {
  write(headFile(directory), `${JSON.stringify(head, undefined, 2)}\n`);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (problem) {
    throw asUnwritable(problem, file, '--record');
  }
}

function digestOf(directory: string): string {
  const hash = createHash('sha256');
  for (const channel of channels) {
    hash.update(existsSync(channelFile(directory, channel)) ? readFileSync(channelFile(directory, channel)) : '');
  }
  return hash.digest('hex');
}
