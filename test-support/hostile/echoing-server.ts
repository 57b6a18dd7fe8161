/**
 * A server that knows the keys of its callers and echoes them: in its error messages, codes, pages, header fields and
 * status lines, with the request that it was sent. Test support; nothing of it is shipped.
 */
import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { changed, referenceBehaviour } from '../../harness/reference/behaviour.ts';
import { type Reference, startReference } from '../../harness/reference/reference.ts';
import type { KnownSecret } from '../../harness/wire/signing/verify.ts';
import type { HonestResponse } from './misbehaviour.ts';
import { passOn, readAll } from './pass-on.ts';

/** Odd on purpose: what has to be encoded differently in URLs, forms, XML and JSON. Nobody's. */
export const echoedSecrets = {
  AWS_ACCESS_KEY_ID: 'AKIAFAKEODDLOOKING01',
  AWS_SECRET_ACCESS_KEY: 'odd+/=&<>"\'%41-secret\\u0041 main',
  AWS_SESSION_TOKEN: 'odd+/token==&<main>%2F',
  EC2_CONFORMANCE_DENIED_ACCESS_KEY_ID: 'AKIAFAKEODDLOOKING02',
  EC2_CONFORMANCE_DENIED_SECRET_ACCESS_KEY: 'odd+/=&<>"secret denied',
  EC2_CONFORMANCE_SESSION_ACCESS_KEY_ID: 'ASIAFAKEODDLOOKING03',
  EC2_CONFORMANCE_SESSION_SECRET_ACCESS_KEY: 'odd+/=&<>"secret session',
  EC2_CONFORMANCE_SESSION_TOKEN: 'odd+/token==&<session>%2F',
} as const;

/** One request, as the server heard it. */
export interface HeardRequest {
  readonly action: string;
  readonly head: string;
  readonly body: string;
  /** What a well-behaved server would have answered. */
  readonly truth: HonestResponse;
}

/** The bytes of a response that echoes `words`, which hold line feeds and terminal escapes. */
export type EchoedPart = (words: string, heard: HeardRequest) => string | Buffer;

/** A running echoing server. */
export interface EchoingServer {
  readonly endpoint: URL;
  readonly region: string;
  /** Every signature that it was sent. */
  readonly signatures: ReadonlySet<string>;
  /** Answers these actions so from now on, and all others truly; `*`: every action. */
  echo(answers: Readonly<Record<string, EchoedPart>>): void;
  /** Secrets and signatures that the text holds, in whatever spelling. */
  leaked(text: string): readonly string[];
  close(): Promise<void>;
}

/** Each secret as it is, in either case, percent-encoded in part and in full, in hex and in base64 alone and within more. */
const spellings: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  'upper case': (secret) => secret.toUpperCase(),
  'lower case': (secret) => secret.toLowerCase(),
  'percent-encoded': encodeURIComponent,
  'percent-encoded in lower case': (secret) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
  'percent-encoded in full': (secret) => Buffer.from(secret).toString('hex').replace(/../g, '%$&'),
  'form-encoded': (secret) => new URLSearchParams([['', secret]]).toString().slice(1),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'percent-encoded base64': (secret) => encodeURIComponent(Buffer.from(secret).toString('base64')),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'upper-case hex': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
};

/** Longer texts in base64 that hold the secret at each of the three offsets; looked for by what does not depend on the rest. */
const withinBase64 = ['', 'a', 'ab'].map((before) => (secret: string) => ({
  inBase64: Buffer.from(`${before}${secret}:more`).toString('base64'),
  sought: Buffer.from(`${before}${secret}`)
    .toString('base64')
    .slice(before.length === 0 ? 0 : 4, -4),
}));

/** Starts one in front of a reference that takes the keys of {@link echoedSecrets}. It echoes nothing at first. */
export async function startEchoingServer(): Promise<EchoingServer> {
  const behind = await startReference({ behaviour: takingEchoedKeys() });
  return new EchoingHttpServer(behind).listen();
}

class EchoingHttpServer implements EchoingServer {
  readonly signatures = new Set<string>();
  readonly #behind: Reference;
  readonly #server: http.Server;
  readonly #sockets = new Set<Socket>();
  #answers: Readonly<Record<string, EchoedPart>> = {};

  constructor(behind: Reference) {
    this.#behind = behind;
    this.#server = http.createServer((incoming) => void this.#receive(incoming));
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  get endpoint(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`);
  }

  get region(): string {
    return this.#behind.region;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  echo(answers: Readonly<Record<string, EchoedPart>>): void {
    this.#answers = answers;
  }

  leaked(text: string): readonly string[] {
    const lower = text.toLowerCase();
    const json = (one: string) => JSON.stringify(one).slice(1, -1);
    const xml = (one: string) => one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const holds = (sought: string) =>
      [sought, json(sought), xml(sought), json(xml(sought))].some((one) => lower.includes(one.toLowerCase()));
    const found = Object.entries(echoedSecrets).flatMap(([name, secret]) => [
      ...Object.entries(spellings).flatMap(([how, spell]) => (holds(spell(secret)) ? [`${name}, ${how}`] : [])),
      ...withinBase64.flatMap((spell, at) => (holds(spell(secret).sought) ? [`${name}, base64 at ${at}`] : [])),
    ]);
    const signed = [...this.signatures].filter(
      (one) => lower.includes(one) || lower.includes(Buffer.from(one).toString('base64').toLowerCase()),
    );
    return [...found, ...signed.map((one) => `signature ${one}`)];
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#behind.close();
  }

  async #receive(incoming: http.IncomingMessage): Promise<void> {
    const { socket } = incoming;
    const body = (await readAll(incoming)).toString('latin1');
    const fields = Array.from({ length: incoming.rawHeaders.length / 2 }, (_, index) =>
      incoming.rawHeaders.slice(2 * index, 2 * index + 2).join(': '),
    );
    const head = [`${incoming.method} ${incoming.url} HTTP/1.1`, ...fields].join('\r\n');
    for (const [, made = ''] of head.matchAll(/Signature=([0-9a-f]{64})/g)) {
      // One case sends a signature of zeros, which is none.
      if (!/^0+$/.test(made)) this.signatures.add(made);
    }
    const action = /(?:^|[&?])Action=(\w+)/.exec(`${body}&${incoming.url}`)?.[1] ?? '';
    const truth = await passOn(incoming, body, this.#behind.endpoint);
    const echoed = this.#answers[action] ?? this.#answers['*'];
    const bytes =
      echoed === undefined
        ? framed(`${truth.status} OK`, truth.body)
        : echoed(this.#words(head, body), { action, head, body, truth });
    socket.end(bytes);
  }

  /** Everything that it knows, with what would make lines and colours of a terminal. */
  #words(head: string, body: string): string {
    const secrets = Object.values(echoedSecrets).flatMap((secret) => [
      ...Object.values(spellings).map((spell) => spell(secret)),
      ...withinBase64.map((spell) => spell(secret).inBase64),
    ]);
    const signed = [...this.signatures].slice(-3);
    const upper = signed.map((one) => `${one.toUpperCase()} ${Buffer.from(one).toString('base64')}`);
    return [
      `Refused.\r\n::error::forged\u009b31m\u202e`,
      ...signed,
      ...upper,
      ...secrets,
      head,
      body,
      'x'.repeat(5_000),
    ].join('\n');
  }
}

function takingEchoedKeys() {
  const secrets: Readonly<Record<string, string>> = echoedSecrets;
  const known = Object.entries(secrets).flatMap(([name, accessKeyId]): (readonly [string, KnownSecret])[] => {
    if (!name.endsWith('_ACCESS_KEY_ID')) return [];
    const prefix = name.slice(0, -'ACCESS_KEY_ID'.length);
    const sessionToken = secrets[prefix === 'AWS_' ? 'AWS_SESSION_TOKEN' : `${prefix}TOKEN`];
    const secretAccessKey = secrets[`${prefix}SECRET_ACCESS_KEY`] ?? '';
    return [[accessKeyId, { secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }]];
  });
  const keys = new Map(known);
  const { signing } = referenceBehaviour;
  return changed(referenceBehaviour, {
    signing: {
      context: (arrival) => ({ ...signing.context(arrival), secretFor: (accessKeyId) => keys.get(accessKeyId) }),
      identityOf: (_, { facts }) => facts.identities[0],
    },
  });
}

/** A whole response, after which the connection is closed. */
export function framed(status: string, body: string, fields: readonly string[] = [], type = 'text/xml'): Buffer {
  const bytes = Buffer.from(body);
  const head = [`HTTP/1.1 ${status}`, `Content-Type: ${type}`, ...fields, `Content-Length: ${bytes.length}`];
  return Buffer.concat([Buffer.from(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

/** The text with XML's special characters escaped. */
export function asXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** An error document of EC2. */
export function errorDocument(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${asXml(code)}</Code><Message>${asXml(message)}</Message></Error></Errors><RequestID>0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f</RequestID></Response>`;
}
