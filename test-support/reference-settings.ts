/** How a reference target that was started by this process is met: with all its identities. */

import type { TargetSettings } from '../harness/endpoint/target-settings.ts';
import type { Reference } from '../harness/reference/reference.ts';

/** `further`: what is to be otherwise. */
export function settingsForReference(
  { endpoint, region, credentials }: Pick<Reference, 'endpoint' | 'region' | 'credentials'>,
  runId: string,
  further: Partial<TargetSettings> = {},
): TargetSettings {
  return {
    endpoint: endpoint.href,
    region,
    identities: credentials,
    timeoutMs: 10_000,
    maxAnswerBytes: 1_000_000,
    // It shows changes at once: what is wrong is wrong, and nothing is waited for.
    settleMs: 0,
    declared: {},
    runId,
    ...further,
  };
}
