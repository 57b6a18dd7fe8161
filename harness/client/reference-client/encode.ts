/** From input to a signed request, as the reference client does it. */
import type { HttpRequest } from '../../wire/message.ts';
import { flatten, type NestedInput } from '../../wire/nesting.ts';
import { encodeForm, type Pair } from '../../wire/query.ts';
import { sign } from '../../wire/signing/sign.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../fixture.ts';
import type { ReferenceClientSettings } from './behaviour.ts';
import { inputNames } from './model.ts';

/** The parameters of a request, Action and Version first. */
export function pairs(operation: string, input: JsonObject): readonly Pair[] {
  const named = wireForm(input) as { readonly [name: string]: NestedInput };
  return [['Action', operation], ['Version', '2016-11-15'], ...flatten(named)];
}

/** The parameters as application/x-www-form-urlencoded text. */
export const form = encodeForm;

/** The unsigned POST with this form text. */
export function formPost(text: string, { endpoint }: ReferenceClientSettings): HttpRequest {
  const body = Buffer.from(text);
  const headers = [
    ['Host', endpoint.host],
    ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
    ['Content-Length', String(body.length)],
  ] as const;
  return { method: 'POST', target: '/', headers, body };
}

/** The request with a Signature Version 4 in its Authorization field. */
export function signedPost(
  unsigned: HttpRequest,
  { credentials, region }: ReferenceClientSettings,
  date: Date,
): HttpRequest {
  return sign(unsigned, { credentials, region, service: 'ec2', date, place: 'header' });
}

function wireForm(value: Json): Json {
  if (isJsonList(value)) return value.map(wireForm);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [inputNames[name] ?? name, wireForm(member)]),
  );
}
