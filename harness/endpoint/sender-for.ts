/** The sender of a target's settings: to the network, to the network and a recording, or from a recording. */

import { secretsOf } from '../transcript/redact.ts';
import { createSender, type Sender } from '../wire/http.ts';
import { type RecordingSender, recordingSender } from './recording/recorder.ts';
import { type Channel, channelFile } from './recording/recording-files.ts';
import { Redactor } from './recording/redactor.ts';
import { replayingSender } from './recording/replayer.ts';
import type { TargetSettings } from './target-settings.ts';

/** Those who call decide how many requests are under way: twelve cases at a time, each of which may send two at once. */
const usualSockets = 24;

/** A sender on this channel. With a recording to replay nothing is sent. */
export function senderFor(settings: TargetSettings, channel: Channel): Sender & Partial<RecordingSender> {
  const { recording } = settings;
  if (recording?.kind === 'replay') {
    return replayingSender(channelFile(recording.directory, channel));
  }
  const sender = createSender({
    endpoint: new URL(settings.endpoint),
    timeoutMs: settings.timeoutMs,
    maxResponseBytes: settings.maxResponseBytes,
    maxSockets: recording === undefined ? Math.max(usualSockets, 2 * (settings.concurrency ?? 1)) : 1,
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
    ...(settings.insecure === undefined ? {} : { insecure: settings.insecure }),
  });
  if (recording === undefined) {
    return sender;
  }
  const identities = Object.values(settings.identities).filter((identity) => identity !== undefined);
  const redactor = new Redactor(secretsOf(identities), recording.salt);
  redactor.know(recording.owner ?? '');
  return recordingSender(sender, channelFile(recording.directory, channel), redactor);
}
