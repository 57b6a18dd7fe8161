/** What `run` tests: a server that is named, the embedded target, or a recording. */
import { awaitStart } from '../../endpoint/await-start.ts';
import type { RecordingHead } from '../../endpoint/recording/recording-files.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import { resolveEndpoint } from '../../wire/endpoint.ts';
import type { CommandContext } from '../context.ts';
import { Interruption } from '../interruption.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { RunOptions } from '../run/run-options.ts';
import { withCredentials } from './credential-sources.ts';
import { openReference } from './open-reference.ts';
import { recordedSettings, replaySettings } from './recording-options.ts';
import { readTargetFile } from './target-file.ts';
import { endpointOf, type TargetOptions, targetSettings } from './target-settings.ts';

/** What reports call the target of a run without an endpoint. */
export const embeddedTargetName = 'embedded target';

/** A target that is ready for a run. */
export interface OpenTarget {
  readonly settings: TargetSettings;
  readonly name?: string;
  readonly close: () => Promise<void>;
}

/** What is asked of a server; `wait`: seconds that it may take to start. */
export interface ServerOptions extends TargetOptions {
  readonly wait?: number;
}

/**
 * Settings of a server, with keys from wherever they come; the command's outputs hold them back from then on. Where it is to be
 * waited for, that comes first: AWS Emulator makes its keys as it starts. Throws TargetProblem when it does not start.
 */
export async function serverSettings(
  endpoint: string,
  { wait, ...asked }: ServerOptions,
  context: CommandContext,
): Promise<TargetSettings> {
  const { environment, secrets, settleMs } = context;
  const resolved = resolveEndpoint(endpoint, asked.region);
  // One that cannot be resolved is refused below.
  if (wait !== undefined && 'url' in resolved) {
    const message = `interrupted before ${resolved.url.href} had started.`;
    const ended = new AbortController();
    try {
      await new Interruption(context).unless(awaitStart(resolved.url, wait, ended.signal), message);
    } finally {
      ended.abort();
    }
  }
  const settings = targetSettings(endpoint, asked, await withCredentials(endpoint, environment));
  secrets.learn(Object.values(settings.identities));
  return settleMs === undefined ? settings : { ...settings, settleMs };
}

/** From the recording of this head, or live; a live one that is recorded says so in its settings. */
export function openTarget(
  recorded: RecordingHead | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<OpenTarget> {
  return recorded === undefined ? openLive(options, context) : openRecording(recorded, options);
}

async function openRecording(head: RecordingHead, options: RunOptions): Promise<OpenTarget> {
  const settings = replaySettings(head, options.replay ?? '', options.timeout);
  return { settings, ...omitUndefined({ name: head.name }), close: async () => undefined };
}

async function openLive(options: RunOptions, context: CommandContext): Promise<OpenTarget> {
  const { settings, ...rest } = await openLiveTarget(options, context);
  return { settings: options.record === undefined ? settings : recordedSettings(settings, options.record), ...rest };
}

async function openLiveTarget(options: RunOptions, context: CommandContext): Promise<OpenTarget> {
  const file = options.target === undefined ? undefined : readTargetFile(options.target);
  const endpoint = endpointOf(omitUndefined({ endpoint: options.endpoint ?? file?.endpoint }), context.environment);
  const asked = omitUndefined({
    region: options.region ?? file?.region,
    declared: file?.declared,
    timeoutMs: options.timeout,
    concurrency: options.concurrency,
    rate: options.rate,
    insecure: options.insecure === true ? true : undefined,
    account: options.account,
    useVpc: options.useVpc,
    useGroups: options.useGroup.length > 0 ? options.useGroup : undefined,
    safe: options.mode === 'safe' ? (true as const) : undefined,
    wait: options.wait,
  });
  if (endpoint !== undefined) {
    const settings = await serverSettings(endpoint, asked, context);
    return { settings, ...omitUndefined({ name: file?.name }), close: async () => undefined };
  }
  return { ...(await openReference(asked, context.secrets)), name: embeddedTargetName };
}
