// A very small SDK for docs/accept-an-sdk.md: it makes one call, with faults that real SDKs have had.
import { createHash, createHmac } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';

const env = process.env;
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Wire names that differ from the names of the members. */
const wireNames = {};

function pairs(value, name) {
  if (Array.isArray(value)) return value.flatMap((item, index) => pairs(item, `${name}.${index + 1}`));
  if (typeof value !== 'object') return [`${encode(name)}=${encode(String(value))}`];
  return Object.entries(value).flatMap(([member, inner]) => pairs(inner, wireName(name, member)));
}

function wireName(path, member) {
  const own = wireNames[member] ?? member;
  return path === '' ? own : `${path}.${own}`;
}

function signed(url, body) {
  const date = new Date().toISOString().replace(/[:-]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${env.AWS_REGION}/ec2/aws4_request`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', host: url.host, 'x-amz-date': date };
  if (env.AWS_SESSION_TOKEN) headers['x-amz-security-token'] = env.AWS_SESSION_TOKEN;
  const names = Object.keys(headers).join(';');
  const fields = Object.entries(headers)
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
  const request = ['POST', '/', '', fields, names, sha256(body)].join('\n');
  const key = scope.split('/').reduce(hmac, `AWS4${env.AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(request)].join('\n')).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${env.AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

/** Returns the status and the parsed document. */
export async function revoke(endpoint, input) {
  const url = new URL('/', endpoint);
  const body = ['Action=RevokeSecurityGroupIngress', 'Version=2016-11-15', ...pairs(input, '')].join('&');
  const answer = await fetch(url, { method: 'POST', headers: signed(url, body), body });
  const text = await answer.text();
  return { status: answer.status, document: new XMLParser({ parseTagValue: false }).parse(text, true) };
}
