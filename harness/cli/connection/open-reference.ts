/** The embedded target, started for one command. */
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { SecretKeeper } from '../../transcript/secret-keeper.ts';
import { type TargetOptions, targetSettings } from './target-settings.ts';

/** The settings of a running embedded target; `close` stops it. */
export interface OpenedTarget {
  readonly settings: TargetSettings;
  readonly close: () => Promise<void>;
}

/** With the keys of its own; the environment's say nothing to it. */
export async function openReference(options: TargetOptions, secrets: SecretKeeper): Promise<OpenedTarget> {
  // Here, since most runs have a target of their own.
  const { startReference } = await import('../../reference/reference.ts');
  const reference = await startReference();
  secrets.learn(Object.values(reference.credentials));
  const settings = targetSettings(String(reference.endpoint), { ...options, region: reference.region }, {});
  return { settings: { ...settings, identities: reference.credentials }, close: () => reference.close() };
}
