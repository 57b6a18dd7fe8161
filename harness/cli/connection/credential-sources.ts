/** Where keys come from: the environment, a local AWS Emulator's files, AWS's own chain of providers. */
import { displayText } from '../../transcript/display-text.ts';
import { resolveEndpoint } from '../../wire/endpoint.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { emulatorEnvironment } from './aws-emulator.ts';
import type { Environment } from './target-settings.ts';

/**
 * The environment with keys in it, whatever they came from. AWS's chain (shared config and SSO, a process, web identity,
 * container and instance roles) is loaded only when the environment holds no key and either the endpoint is not on this
 * machine or AWS_PROFILE is set. Throws UsageMistake when it has none either.
 */
export async function withCredentials(endpoint: string, environment: Environment): Promise<Environment> {
  const known: Environment = { ...environment, ...emulatorEnvironment(endpoint, environment) };
  const resolved = resolveEndpoint(endpoint, undefined);
  const isLoopback = 'loopback' in resolved && resolved.loopback;
  const hasKeys = (known['AWS_ACCESS_KEY_ID'] ?? '') !== '' || (known['AWS_SECRET_ACCESS_KEY'] ?? '') !== '';
  const asksForProfile = (known['AWS_PROFILE'] ?? '') !== '';
  // An endpoint that cannot be resolved is refused later, with a sentence of its own.
  if (hasKeys || 'problem' in resolved || (isLoopback && !asksForProfile)) {
    return known;
  }
  return { ...known, ...(await fromChain()) };
}

async function fromChain(): Promise<Environment> {
  const chain = await loadChain();
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await chain();
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
  } catch (problem) {
    const why = problem instanceof Error ? displayText(problem.message.split('\n')[0] ?? '', [], [], 200) : '';
    throw new UsageMistake(
      `No credentials were found: AWS_ACCESS_KEY_ID is not set, and AWS's chain of providers says: ${why.replace(/\.?$/, '.')} Set the keys, or AWS_PROFILE.`,
    );
  }
}

interface ChainCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An optional dependency: whoever sets keys in the environment does without it. */
async function loadChain(): Promise<() => Promise<ChainCredentials>> {
  try {
    const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
    return defaultProvider();
  } catch {
    throw new UsageMistake(
      'No credentials for an endpoint that is not loopback. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or install @aws-sdk/credential-provider-node for profiles and roles.',
    );
  }
}
