/** What is known of who sends the requests of a run, and of how they are signed, without asking the target. */
import type { TargetSettings } from '../endpoint/target-settings.ts';
import type { CapabilityFinding } from './domain.ts';

/** Capabilities that do not depend on what the cases work on. */
export type SenderCapability = 'denied-identity' | 'session-identity' | 'signature-verification';

/** From the settings alone. What the user declares of the target is not applied. */
export function senderCapabilities(settings: TargetSettings): Readonly<Record<SenderCapability, CapabilityFinding>> {
  return {
    'denied-identity': configured(settings, 'denied'),
    'session-identity': configured(settings, 'session'),
    // Nothing probes it.
    'signature-verification': { available: true, why: 'assumed: no target file declares otherwise' },
  };
}

function configured(settings: TargetSettings, who: 'denied' | 'session'): CapabilityFinding {
  const available = settings.identities[who] !== undefined;
  const prefix = `EC2_CONFORMANCE_${who.toUpperCase()}_`;
  return { available, why: available ? 'its keys are configured' : `${prefix}ACCESS_KEY_ID is not set` };
}
