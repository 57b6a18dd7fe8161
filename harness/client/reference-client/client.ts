/**
 * The reference client: a correct client of RevokeSecurityGroupIngress in as few lines as that takes, to prove that the
 * suite passes what is right, and, with one step exchanged, that it finds what is wrong. It is no SDK.
 */
// By the module and not by name, so that what intercepts it can be tried with this client too.
import http from 'node:http';
import type { HttpRequest, HttpResponse } from '../../wire/message.ts';
import type { InProcessCall, InProcessClient } from '../driver/in-process-adapter.ts';
import type { ClientOutcome } from '../outcome.ts';
import type { ReferenceClientBehaviour, ReferenceClientSettings } from './behaviour.ts';
import { document, refusalOutcome, result } from './decode.ts';
import { form, formPost, pairs, signedPost } from './encode.ts';

/** As often as the AWS SDKs try by default. */
const mostTries = 3;

/** The behaviour of a conforming client. */
export const correctBehaviour: ReferenceClientBehaviour = {
  pairs,
  form,
  request: formPost,
  sign: signedPost,
  leave: (request) => request,
  isSuccess: ({ status }) => status >= 200 && status < 300,
  document,
  result,
  refusal: refusalOutcome,
  tryAgain: ({ status }, _, tries) => status >= 500 && tries < mostTries,
  again: (_, fresh) => fresh,
  keepsBroken: false,
};

/** Keeps its connections, as SDKs do. */
const agent = new http.Agent({ keepAlive: true });

/** A reference client with this behaviour, for an {@link InProcessAdapter}. */
export function referenceClient(
  behaviour: ReferenceClientBehaviour = correctBehaviour,
  name = 'reference client',
): InProcessClient {
  return { name, call: (call) => makeCall(behaviour, call) };
}

/** Thrown while a request is written: the client's interface cannot express the input. */
export class InexpressibleInput extends Error {
  override readonly name = 'InexpressibleInput';
}

async function makeCall(behaviour: ReferenceClientBehaviour, call: InProcessCall): Promise<ClientOutcome> {
  try {
    return await makeExpressibleCall(behaviour, call);
  } catch (problem) {
    if (problem instanceof InexpressibleInput) return { kind: 'unsupported', message: problem.message };
    throw problem;
  }
}

async function makeExpressibleCall(behaviour: ReferenceClientBehaviour, call: InProcessCall): Promise<ClientOutcome> {
  const { region, credentials } = call;
  const settings: ReferenceClientSettings = { endpoint: new URL(call.endpoint), region, credentials };
  const unsigned = behaviour.request(behaviour.form(behaviour.pairs(call.operation, call.input)), settings);
  const fresh = () => behaviour.leave(behaviour.sign(unsigned, settings, new Date()));
  let request = fresh();
  for (let tries = 1; ; tries += 1) {
    const response = await exchange(request, settings.endpoint, behaviour.keepsBroken);
    const outcome = readResponse(behaviour, call.operation, response);
    if (!behaviour.tryAgain(response, outcome, tries)) return outcome;
    request = behaviour.again(request, fresh());
  }
}

function readResponse(behaviour: ReferenceClientBehaviour, operation: string, response: HttpResponse): ClientOutcome {
  if (behaviour.isSuccess(response)) return behaviour.result(behaviour.document(response, operation), response);
  try {
    return behaviour.refusal(response, behaviour.document(response, operation));
  } catch {
    return behaviour.refusal(response, undefined);
  }
}

function exchange(
  { method, target, headers, body }: HttpRequest,
  endpoint: URL,
  keepsBroken: boolean,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = endpoint;
    const fields = headers.flat();
    const outgoing = http.request({ hostname, port, method, path: target, headers: fields, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      const finish = () =>
        resolve({
          status: incoming.statusCode ?? 0,
          reason: incoming.statusMessage ?? '',
          httpVersion: incoming.httpVersion,
          headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
          body: Buffer.concat(chunks),
        });
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', finish);
      incoming.on('error', keepsBroken ? finish : reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
