/** A request as a curl line that signs afresh and holds no secret. */
import type { HttpRequest } from '../wire/message.ts';
import { redact } from './redact.ts';
import { bytesToText, visible } from './visible-text.ts';

/** The endpoint of a curl line, and the identity whose keys sign its request. */
export interface CurlTarget {
  /** `http://127.0.0.1:4566`; the request's own path follows it. */
  readonly endpoint: string;
  readonly region: string;
  /** Default: `ec2`. */
  readonly service?: string;
  /** Whose keys the line names. Default: main. */
  readonly as?: 'main' | 'denied' | 'session';
  /** Accept any TLS certificate. */
  readonly insecure?: boolean;
}

/** Environment variables that hold each identity; the names that the command itself reads. */
const variables = {
  main: { id: 'AWS_ACCESS_KEY_ID', secret: 'AWS_SECRET_ACCESS_KEY', token: 'AWS_SESSION_TOKEN' },
  denied: {
    id: 'EC2_CONFORMANCE_DENIED_ACCESS_KEY_ID',
    secret: 'EC2_CONFORMANCE_DENIED_SECRET_ACCESS_KEY',
    token: 'AWS_SESSION_TOKEN',
  },
  session: {
    id: 'EC2_CONFORMANCE_SESSION_ACCESS_KEY_ID',
    secret: 'EC2_CONFORMANCE_SESSION_SECRET_ACCESS_KEY',
    token: 'EC2_CONFORMANCE_SESSION_TOKEN',
  },
} as const;

/** Header fields that curl adds by itself. */
const madeByCurl = new Set([
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'content-length',
  'connection',
  'user-agent',
  'accept',
]);

/** The signature of a presigned request, which curl cannot make. */
const signatureParameter = /^X-Amz-Signature=/i;

/**
 * The line, for a POSIX shell. An unsigned request stays unsigned. Empty when curl cannot make the request: one that is
 * presigned, or has a control character or a space in its target or header fields. A signature that is wrong on purpose
 * does not show in the request: of such a request no line may be made.
 */
export function curlFor(request: HttpRequest, target: CurlTarget): string {
  const [, query = ''] = splitOnce(request.target, '?');
  if (query.split('&').some((parameter) => signatureParameter.test(parameter))) return '';
  const url = target.endpoint.replace(/\/+$/, '') + request.target;
  const fields = request.headers.filter(([name]) => !madeByCurl.has(name.toLowerCase()));
  if (!isPlain(url) || /\s/.test(url) || !fields.every(([name, field]) => isPlain(name + field))) return '';
  const signed = request.headers.some(([name]) => name.toLowerCase() === 'authorization');
  const body = bodyArguments(request.body);
  const words = [
    'curl --silent --show-error --include --globoff',
    ...(target.insecure === true ? ['--insecure'] : []),
    ...(signed ? signingArguments(request, target) : []),
    ...(request.method === (request.body.length > 0 ? 'POST' : 'GET') ? [] : [`--request ${quoted(request.method)}`]),
    ...fieldArguments(fields, target.endpoint, request.body.length > 0),
    ...body.words,
    quoted(url),
  ];
  return redact(body.before + words.join(' '), []);
}

/** Quotes a text as one word of a POSIX shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function signingArguments(request: HttpRequest, target: CurlTarget): readonly string[] {
  const names = variables[target.as ?? 'main'];
  const hasToken =
    request.headers.some(([name]) => name.toLowerCase() === 'x-amz-security-token') ||
    /[?&]X-Amz-Security-Token=/i.test(request.target);
  return [
    `--aws-sigv4 ${quoted(`aws:amz:${target.region}:${target.service ?? 'ec2'}`)}`,
    `--user "$${names.id}:$${names.secret}"`,
    ...(hasToken ? [`--header "x-amz-security-token: $${names.token}"`] : []),
  ];
}

/** curl adds a Content-Type of its own to a body, and Host from the URL: both are put right where the request differs. */
function fieldArguments(
  fields: readonly (readonly [string, string])[],
  endpoint: string,
  hasBody: boolean,
): readonly string[] {
  const host = URL.canParse(endpoint) ? new URL(endpoint).host : '';
  const lines = fields
    .filter(([name, field]) => !(name.toLowerCase() === 'host' && field === host))
    .map(([name, field]) => `--header ${quoted(field === '' ? `${name};` : `${name}: ${field}`)}`);
  const namesType = fields.some(([name]) => name.toLowerCase() === 'content-type');
  return hasBody && !namesType ? [...lines, "--header 'content-type:'"] : lines;
}

function bodyArguments(body: Buffer): { readonly before: string; readonly words: readonly string[] } {
  if (body.length === 0) return { before: '', words: [] };
  const text = bytesToText(body);
  if (Buffer.from(text).equals(body) && isPlain(text)) return { before: '', words: [`--data-raw ${quoted(text)}`] };
  return { before: `echo ${body.toString('base64')} | base64 -d | `, words: ['--data-binary @-'] };
}

/** No control character: such text is the same after a copy through a terminal. */
function isPlain(text: string): boolean {
  return visible(text) === text && !/[\t\n]/.test(text);
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
