/** Builds the unsigned HTTP request of a Query call. */
import { readFileSync } from 'node:fs';
import type { HeaderFields, HttpRequest } from './message.ts';

/** The parts of a request before it is signed. */
export interface RequestParts {
  readonly endpoint: URL;
  readonly method: 'POST' | 'GET';
  /** Encoded form body. Default: empty. */
  readonly body?: string;
  /** Encoded query without `?`. */
  readonly query?: string;
  /** In place of, or beside, the usual fields; an empty value removes the field. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Host, User-Agent, for a POST Content-Type, and Content-Length where there is a body or a POST; no Accept-Encoding. */
export function buildRequest(parts: RequestParts): HttpRequest {
  const { endpoint, method, query } = parts;
  const body = Buffer.from(parts.body ?? '');
  const usual: (readonly [string, string])[] = [
    ['Host', endpoint.host],
    ['User-Agent', userAgent],
  ];
  if (method === 'POST') usual.push(['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']);
  if (method === 'POST' || body.length > 0) usual.push(['Content-Length', String(body.length)]);
  const target = query === undefined || query === '' ? endpoint.pathname : `${endpoint.pathname}?${query}`;
  return { method, target, headers: withChanges(usual, parts.headers ?? {}), body };
}

function withChanges(usual: HeaderFields, changes: Readonly<Record<string, string>>): HeaderFields {
  const pending = new Map(Object.entries(changes).map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  const fields = usual.map((field) => {
    const change = pending.get(field[0].toLowerCase());
    pending.delete(field[0].toLowerCase());
    return change ?? field;
  });
  return [...fields, ...pending.values()].filter(([, value]) => value !== '');
}

const userAgent = `ec2-conformance/${packageVersion()}`;

/** The version in the nearest package.json: the package's own, from the sources as from dist. */
function packageVersion(): string {
  for (const up of ['../../package.json', '../../../package.json']) {
    try {
      const text = readFileSync(new URL(up, import.meta.url), 'utf8');
      return (JSON.parse(text) as { readonly version: string }).version;
    } catch {
      // Not at this height.
    }
  }
  return 'unknown';
}
