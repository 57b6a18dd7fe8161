import { afterEach, describe, expect, it } from 'vitest';
import { awsSign } from '../../test-support/wire/aws-signer.ts';
import { endServers, scripted } from '../../test-support/wire/scripted-server.ts';
import { type HttpRequest, headerValue } from '../wire/message.ts';
import type { SignOptions } from '../wire/signing/sign.ts';
import { Caller, type UnsignedRequest } from './caller.ts';

afterEach(endServers);

const body = '<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"></DescribeVpcsResponse>';
const main = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const session = { ...main, accessKeyId: 'ASIAEXAMPLE', sessionToken: 'FwoGZXIvYXdzEOjExample/Token+==' };

async function callerOnServer(): Promise<Caller> {
  const endpoint = await scripted((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  });
  return new Caller({
    endpoint: endpoint.href,
    region: 'us-east-1',
    identities: { main, session },
    timeoutMs: 5000,
    maxResponseBytes: 10_000,
    concurrency: 1,
    declared: {},
    runId: 'caller01',
  });
}

const form: UnsignedRequest = {
  action: 'DescribeVpcs',
  method: 'POST',
  body: 'Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=tag%3Aa%20b',
  sign: 'header',
  as: 'main',
};
const query: UnsignedRequest = {
  action: 'DescribeVpcs',
  method: 'GET',
  query: 'Action=DescribeVpcs',
  sign: 'header',
  as: 'main',
};
const header: SignOptions = {
  credentials: main,
  region: 'us-east-1',
  service: 'ec2',
  date: new Date(0),
  place: 'header',
};

/** As it was before it was signed in its header fields, and when that was. */
function unsigned({ headers, ...rest }: HttpRequest): { readonly request: HttpRequest; readonly date: Date } {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headerValue(headers, 'x-amz-date') ?? '') ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return {
    request: {
      ...rest,
      headers: headers.filter(([name]) => !/^(authorization|x-amz-(date|security-token|content-sha256))$/i.test(name)),
    },
    date,
  };
}

describe('a call', () => {
  it.each<[string, UnsignedRequest, Partial<SignOptions>]>([
    ['a form', form, {}],
    ['a query', query, {}],
    ['temporary credentials', { ...form, as: 'session' }, { credentials: session }],
    ['a hash of the body', { ...form, signing: { contentSha256: true } }, { contentSha256: true }],
    [
      'further signed fields',
      { ...form, signing: { signedHeaders: ['user-agent'] } },
      { signedHeaders: ['user-agent'] },
    ],
    ['another region', { ...form, signing: { region: 'eu-west-1' } }, { region: 'eu-west-1' }],
    ['another service', { ...form, signing: { service: 'iam' } }, { service: 'iam' }],
    [
      'a key of its own',
      { ...form, signing: { accessKeyId: 'AKIDOTHER' } },
      { credentials: { ...main, accessKeyId: 'AKIDOTHER' } },
    ],
    [
      'a secret of its own',
      { ...form, as: 'session', signing: { secretAccessKey: 'other' } },
      { credentials: { ...session, secretAccessKey: 'other' } },
    ],
    [
      'a token of its own',
      { ...form, as: 'session', signing: { sessionToken: 'other' } },
      { credentials: { ...session, sessionToken: 'other' } },
    ],
  ])("with %s is signed as AWS's signer signs it", async (_what, draft, changed) => {
    const caller = await callerOnServer();

    const { exchange } = await caller.send(draft);

    const { request, date } = unsigned(exchange.request);
    expect(exchange.request).toEqual(await awsSign(request, { ...header, ...changed, date }));
    caller.close();
  });

  it('is signed for the clock of the target', async () => {
    const caller = await callerOnServer();
    caller.learn({ clockAheadMs: 86_400_000 });

    const { exchange } = await caller.send({ ...form, signing: { dateOffsetMs: 3_600_000 } });

    expect(unsigned(exchange.request).date.getTime() - Date.now()).toBeCloseTo(90_000_000, -4);
    caller.close();
  });

  it('has no signature when configured so', async () => {
    const caller = await callerOnServer();

    const { exchange } = await caller.send({ ...form, sign: 'none' });

    expect(exchange.request.headers.map(([name]) => name)).not.toContain('Authorization');
    caller.close();
  });
});
