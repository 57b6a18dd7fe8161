import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Exchange, HttpRequest } from '../../wire/message.ts';
import { keyOf, readExchange, writeExchange } from './exchange-line.ts';
import { recordingSender } from './recorder.ts';
import { Redactor } from './redactor.ts';
import { replayingSender } from './replayer.ts';

const directory = mkdtempSync(join(tmpdir(), 'exchanges-'));
const file = join(directory, 'exchanges.ndjson');

afterAll(() => rmSync(directory, { recursive: true, force: true }));

const signature = 'f'.repeat(64);

function request(body: string, authorization = `AWS4 Credential=AKIDEXAMPLE/x, Signature=${signature}`): HttpRequest {
  return {
    method: 'POST',
    target: '/',
    headers: [
      ['Host', 'ec2.example'],
      ['Authorization', authorization],
      ['X-Amz-Security-Token', 'a+token/of==some=length'],
    ],
    body: Buffer.from(body),
  };
}

function exchange(sent: string, answered: string): Exchange {
  return {
    request: request(sent),
    response: { status: 200, reason: 'OK', httpVersion: '1.1', headers: [['Date', 'x']], body: Buffer.from(answered) },
    durationMs: 3,
  };
}

describe('Redactor', () => {
  const secrets = ['AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'];

  it('keeps lengths and documents, and nothing of what is secret', () => {
    const body = `<a>wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY wJalrXUtnFEMI%2FK7MDENG%2BbPxRfiCYEXAMPLEKEY ${signature}</a>`;

    const clean = new Redactor(secrets, 'salt').redact(exchange('Action=A', body));

    const text = writeExchange(clean);
    expect(text).not.toMatch(/wJalr|AKIDEXAMPLE|ffff|a\+token/);
    expect(clean.response?.body).toHaveLength(body.length);
    expect(clean.response?.body.toString()).toMatch(/^<a>[^<>&]*<\/a>$/);
  });

  it('puts one number in the place of an account id wherever it occurs afterwards', () => {
    const redactor = new Redactor([], 'salt');

    const first = redactor.redact(
      exchange('a', '<ownerId>210987654321</ownerId><arn>arn:aws:ec2:eu:210987654321:x</arn>'),
    );
    const later = redactor.redact(exchange('GroupOwner=210987654321', ''));

    const [one, other] = first.response?.body.toString().match(/\d{12}/g) ?? [];
    expect(one).toMatch(/^9\d{11}$/);
    expect(other).toBe(one);
    expect(later.request.body.toString()).toBe(`GroupOwner=${one}`);
    expect(
      new Redactor([], 'other').redact(exchange('a', '<ownerId>210987654321</ownerId>')).response?.body.toString(),
    ).not.toContain(one);
  });

  it('leaves numbers that are no account and accounts that are nobody’s', () => {
    const text = '<ownerId>111122223333</ownerId><port>210987654321</port>';

    expect(new Redactor([], 's').redact(exchange('a', text)).response?.body.toString()).toBe(text);
  });
});

describe('an exchange as a line', () => {
  it.each([['text <é>'], ['\u0000\u0001'], ['']])('comes back as it was: %j', (body) => {
    const one = exchange('Action=A', body);

    expect(readExchange(writeExchange(one))).toStrictEqual(one);
  });

  it('comes back with bytes that are no text', () => {
    const one = exchange('Action=A', '');
    const withBytes = {
      ...one,
      response: { status: 200, reason: '', httpVersion: '1.1', headers: [], body: Buffer.from([0xff, 0]) },
    };

    expect(readExchange(writeExchange(withBytes))).toStrictEqual(withBytes);
  });

  it('has a key without date and signature, and with everything asked', () => {
    const asked = keyOf(request('Action=A'));

    expect(keyOf(request('Action=A', 'of another day'))).toBe(asked);
    expect(keyOf(request('Action=B'))).not.toBe(asked);
    expect(keyOf({ ...request('Action=A'), target: '/?X-Amz-Date=1&X-Amz-Signature=2' })).toBe(asked);
    expect(keyOf(request('Action=A&Timestamp=2026&Signature=x'))).toBe(asked);
    expect(keyOf({ ...request('Action=A'), target: '/?a=1' })).not.toBe(asked);
    expect(keyOf({ ...request('Action=A'), headers: [['Content-Type', 'text/plain']] })).not.toBe(asked);
  });
});

describe('record and replay', () => {
  const answers = ['one', 'two', 'three'];
  const live = {
    send: async (asked: HttpRequest): Promise<Exchange> => ({
      request: asked,
      response: {
        status: 200,
        reason: '',
        httpVersion: '1.1',
        headers: [],
        body: Buffer.from(answers.shift() ?? 'none'),
      },
      durationMs: 1,
    }),
    counts: () => ({ sent: 0, resent: 0 }),
    close: () => undefined,
  };
  const describeGroups = request('Action=DescribeSecurityGroups');
  const revoke = request('Action=RevokeSecurityGroupIngress');
  const bodyOf = ({ response }: Exchange) => response?.body.toString();

  it('answers in the order of each request; readings again and again, others once', async () => {
    const recorder = recordingSender(live, file, new Redactor([], 's'));
    for (const asked of [describeGroups, revoke, describeGroups]) await recorder.send(asked);

    const replayer = replayingSender(file);
    const heard = [];
    for (const asked of [revoke, describeGroups, describeGroups, describeGroups, revoke]) {
      heard.push(await replayer.send(asked));
    }

    expect(heard.map(bodyOf)).toStrictEqual(['two', 'one', 'three', 'three', undefined]);
    expect(heard.at(-1)?.failure?.explanation).toBe('the recording has no response to this request');
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(3);
  });
});
