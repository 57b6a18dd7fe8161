/** Settings of a reference target that was started by this process, with all its identities, and of one that is not there. */

import type { TargetSettings } from '../harness/endpoint/target-settings.ts';
import type { Reference } from '../harness/reference/reference.ts';
import type { GroupSettings } from '../harness/security-groups/probe/target-profile.ts';

/** `further`: what is to be otherwise. */
export function settingsForReference(
  {
    endpoint,
    region,
    credentials,
  }: Pick<Reference, 'endpoint' | 'region'> & { readonly credentials: TargetSettings['identities'] },
  runId: string,
  further: Partial<GroupSettings> = {},
): GroupSettings {
  return {
    endpoint: endpoint.href,
    region,
    identities: credentials,
    timeoutMs: 10_000,
    maxResponseBytes: 1_000_000,
    // It shows changes at once: what is wrong is wrong, and nothing is waited for.
    settleMs: 0,
    declared: {},
    runId,
    ...further,
  };
}

/** For tests that send nothing: nothing listens there. */
export function settingsWithoutTarget(runId: string): TargetSettings {
  const credentials = { main: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret' } };
  return settingsForReference({ endpoint: new URL('http://127.0.0.1:1/'), region: 'us-east-1', credentials }, runId);
}
