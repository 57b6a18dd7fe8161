/** The effect of `--record` and `--replay` on the other options. */
import { randomBytes } from 'node:crypto';
import {
  type RecordingHead,
  readRecording,
  recordingFormat,
  UnusableRecording,
} from '../../endpoint/recording/recording-files.ts';
import type { TargetIdentity, TargetSettings } from '../../endpoint/target-settings.ts';
import { type Effort, efforts } from '../../engine/plan/effort.ts';
import type { Credentials } from '../../wire/signing/credentials.ts';
import { usualOperation } from '../operation-option.ts';
import type { RunOptions } from '../run/run-options.ts';
import type { RunBeginning } from '../run/run-record.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { placeSettings } from './target-settings.ts';

/** The head of the recording to replay; undefined when none is. Throws UsageMistake. */
export function recordingToReplay({ record, replay, concurrency = 1 }: RunOptions): RecordingHead | undefined {
  if (record !== undefined && replay !== undefined) {
    throw new UsageMistake(
      '--record writes the responses of a target; --replay reads them instead of sending requests. Give one of them.',
    );
  }
  if ((record !== undefined || replay !== undefined) && concurrency > 1) {
    throw new UsageMistake('--record and --replay run one case at a time. Leave out --concurrency.');
  }
  try {
    return replay === undefined ? undefined : readRecording(replay);
  } catch (problem) {
    throw problem instanceof UnusableRecording ? new UsageMistake(problem.message) : problem;
  }
}

/** Replaces options by those of the recording, if others would need exchanges that it does not have. */
export function asRecorded(options: RunOptions, { asked, seed, operation }: RecordingHead): RunOptions {
  const effort: Effort | undefined = efforts.find((one) => one === asked.effort);
  return {
    ...options,
    operation: operation ?? usualOperation,
    only: options.only.length > 0 ? options.only : asked.only,
    skip: options.skip.length > 0 ? options.skip : asked.skip,
    effort: effort ?? options.effort,
    maxCalls: options.maxCalls ?? asked.maxCalls,
    mode: asked.mode,
    useGroup: asked.useGroup,
    useVpc: asked.useVpc,
    seed: options.seed ?? seed,
  };
}

/** Settings for a replayed recording; its keys are fake. */
export function replaySettings(head: RecordingHead, directory: string, timeoutMs: number): TargetSettings {
  const none: Credentials = { accessKeyId: 'REDACTED', secretAccessKey: 'REDACTED' };
  const keys = (who: TargetIdentity) => (who === 'session' ? { ...none, sessionToken: 'REDACTED' } : none);
  return {
    endpoint: head.endpoint,
    region: head.region,
    identities: { main: none, ...Object.fromEntries(head.identities.map((who) => [who, keys(who)])) },
    timeoutMs,
    maxResponseBytes: Number.MAX_SAFE_INTEGER,
    concurrency: 1,
    patience: { attempts: 9, firstPauseMs: 1 },
    declared: head.declared,
    runId: head.runId,
    ...placesOf(head.asked),
    recording: { kind: 'replay', directory },
  };
}

function placesOf({ mode, useGroup, useVpc }: RecordingHead['asked']) {
  return placeSettings({
    ...(mode === 'safe' ? { safe: true } : {}),
    ...(useGroup.length === 0 ? {} : { useGroups: useGroup }),
    ...(useVpc === undefined ? {} : { useVpc }),
  });
}

/** The settings under which a recording was made. */
export function recordedSettings(settings: TargetSettings, directory: string): TargetSettings {
  return { ...settings, recording: { kind: 'record', directory, salt: randomBytes(16).toString('hex') } };
}

/** The head of a recording: target, suite and options. */
export function recordingHead(
  settings: TargetSettings,
  name: string | undefined,
  [beginning]: readonly RunBeginning[],
  { operation, only, skip, effort, maxCalls, mode, useGroup, useVpc }: RunOptions,
): RecordingHead {
  if (beginning === undefined) throw new Error('A run without operations is not recorded.');
  const { suite, startedAt, seed } = beginning;
  return {
    format: recordingFormat,
    ...(name === undefined ? {} : { name }),
    endpoint: settings.endpoint,
    region: settings.region,
    startedAt,
    suite: { version: suite.version, digest: suite.digest },
    runId: settings.runId,
    seed,
    operation,
    asked: { only, skip, effort, maxCalls, mode, useGroup, useVpc },
    declared: settings.declared,
    identities: (Object.keys(settings.identities) as TargetIdentity[]).filter(
      (who) => settings.identities[who] !== undefined,
    ),
  };
}
