/** A client in this very process: for SDKs in TypeScript, for tests, for the reference client and its mutants. */
import type { Credentials } from '../../wire/signing/credentials.ts';
import type { ClientAdapter, ClientCall, ClientDescription, ClientOutcome } from '../outcome.ts';
import { clientCredentials, clientRegions } from './environment.ts';

/** A call and all that an SDK would read from its environment. */
export interface InProcessCall extends ClientCall {
  readonly credentials: Credentials;
  readonly region: string;
}

/** A client as a function that makes one call. */
export interface InProcessClient {
  readonly name: string;
  readonly version?: string;
  readonly lacks?: readonly string[];
  /** What is thrown is a client error; a service's error is an outcome of its own. */
  call(call: InProcessCall): Promise<ClientOutcome>;
}

/** The adapter of an {@link InProcessClient}. */
export class InProcessAdapter implements ClientAdapter {
  readonly #client: InProcessClient;

  constructor(client: InProcessClient) {
    this.#client = client;
  }

  async start(): Promise<ClientDescription> {
    const { name, version, lacks = [] } = this.#client;
    return { name, ...(version === undefined ? {} : { version }), lacks };
  }

  async call(call: ClientCall): Promise<ClientOutcome> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ClientOutcome>((resolve) => {
      const message = `the call did not end within ${call.timeoutMs} ms`;
      timer = setTimeout(() => resolve({ kind: 'silent', how: 'timeout', message }), call.timeoutMs);
    });
    try {
      const asked = { ...call, credentials: clientCredentials[call.as], region: clientRegions[call.as] };
      return await Promise.race([this.#client.call(asked), late]);
    } catch (problem) {
      return {
        kind: 'clientError',
        message: problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem),
      };
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    // There is no process of its own.
  }
}
