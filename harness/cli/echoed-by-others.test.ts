/** Keys that a client, a verified request or an internal error echoes are neither printed nor written. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EchoingTarget, inProcess } from '../../test-support/cli/echoing-target.ts';
import { echoedSecrets } from '../../test-support/hostile/echoing-server.ts';
import { command } from './command.ts';
import { catalogue } from './command-list.ts';
import { identitiesIn } from './connection/target-settings.ts';
import { runProgram } from './program.ts';

const echoing = new EchoingTarget();

/** Everything at once, and what a terminal would obey. */
const words = [
  ...Object.values(echoedSecrets),
  'f'.repeat(64),
  '\u001b[31m\u009b2J\u202e',
  '::error::forged',
  'x'.repeat(9_000),
].join('\r\n');

describe('a client that echoes the keys', () => {
  /** `client` with two cases and these further arguments. */
  function judged(...further: readonly string[]) {
    const only = 'client-encoding/plus,client-encoding/list-of-two';
    return inProcess(['client', '--out', echoing.out, '--only', only, '--runs', '1', ...further]);
  }

  /** A driver in JavaScript: `answer` makes the response to one message. */
  function driver(answer: string): readonly string[] {
    const file = join(echoing.directory, 'driver.mjs');
    writeFileSync(
      file,
      `import { createInterface } from 'node:readline';
const words = ${JSON.stringify(words)};
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  const { seq, type, endpoint } = message;
  const say = (more) => console.log(JSON.stringify({ seq, ...more }));
  const send = () => fetch(endpoint, { method: 'POST', body: words, headers: { 'X-Said': encodeURIComponent(words) } }).then((one) => one.text());
  ${answer}
}`,
    );
    return [process.execPath, file];
  }

  const started =
    "if (type === 'start') { say({ type: 'started', protocol: 1, name: words, version: words, lacks: [words] }); continue; }";
  const clients: Readonly<Record<string, string>> = {
    'in its name, its requests and its errors': `${started}\n await send(); say({ type: 'serviceError', code: words, message: words, requestId: words });`,
    'in its output': `${started}\n await send(); say({ type: 'result', output: { Return: words, [words]: words } });`,
    'as it refuses every input': `${started}\n say({ type: 'clientError', message: words });`,
    'as it starts': "say({ type: 'driverError', message: words });",
    'in another protocol': "say({ type: 'started', protocol: words });",
    'on its error stream as it ends': 'console.error(words); process.exit(3);',
    'in lines that are no messages': 'console.log(words); process.exit(3);',
  };

  it.each(Object.entries(clients))('%s is neither printed nor written', { timeout: 60_000 }, async (_, answer) => {
    const said = await judged('--timeout', '2000', '--', ...driver(answer));

    expect(said.out + said.error).not.toBe('');
    echoing.expectDiscreet(said);
    for (const line of said.error.split('\n')) expect(line.length).toBeLessThan(900);
  });

  it.each([
    ['on its error stream', 'process.stderr.write(words); process.exit(1);'],
    ['as its output', 'process.stdout.write(words);'],
    [
      'in the sentence of the AWS CLI',
      "process.stderr.write('An error occurred (' + words + ') when calling the X operation: ' + words); process.exit(254);",
    ],
  ])('%s, run once for each call, is neither printed nor written', { timeout: 60_000 }, async (_, end) => {
    const file = join(echoing.directory, 'command.mjs');
    writeFileSync(
      file,
      `const words = ${JSON.stringify(words)};
if (process.env.AWS_ENDPOINT_URL_EC2) await fetch(process.env.AWS_ENDPOINT_URL_EC2, { method: 'POST', body: words }).then((one) => one.text());
${end}`,
    );
    const said = await judged('--', process.execPath, file, '{json}');

    echoing.expectDiscreet(said);
    for (const line of said.error.split('\n')) expect(line.length).toBeLessThan(900);
  });
});

describe('a request that is verified', () => {
  const echoed = words.replaceAll('\r\n', ' ');
  const url = encodeURIComponent(words);
  const signed = (authorization: string, more = '') =>
    `POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Date: 20260101T000000Z\r\n${more}Authorization: ${authorization}\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: 12\r\n\r\nAction=A&B=C`;
  const scope = `${echoedSecrets.AWS_ACCESS_KEY_ID}/20260101/us-east-1/ec2/aws4_request`;
  const good = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
  const requests: Readonly<Record<string, string>> = {
    'its request line': `${echoed} HTTP/1.1\r\nHost: h\r\n\r\n`,
    'its path and query': `POST /${url}?${url}=${url} HTTP/1.1\r\nHost: h\r\n\r\n`,
    'its body': `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${Buffer.byteLength(words)}\r\n\r\n${words}`,
    'its Action and Version': `GET /?Action=${url}&Version=${url} HTTP/1.1\r\nHost: h\r\n\r\n`,
    'another scheme': signed(echoed),
    'its scope': signed(`AWS4-HMAC-SHA256 Credential=${echoed}, SignedHeaders=host, Signature=${echoed}`),
    'its signed headers': signed(`AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${url}, Signature=1`),
    'a signed field': signed(good.replace('host;', 'host;x-amz-said;'), `X-Amz-Said: ${echoed}\r\n`),
    'a presigned query': `GET /?X-Amz-Algorithm=${url}&X-Amz-Date=${url}&X-Amz-Credential=${url}&X-Amz-Signature=${url} HTTP/1.1\r\nHost: h\r\n\r\n`,
    'its declared hash': signed(
      good.replace('host;', 'host;x-amz-content-sha256;'),
      `X-Amz-Content-Sha256: ${echoed}\r\n`,
    ),
  };

  it.each(Object.entries(requests))('with the keys in %s is judged without showing them', async (_, request) => {
    const file = join(echoing.directory, 'request.http');
    writeFileSync(file, request);

    const text = await inProcess(['verify', file]);
    const json = await inProcess(['verify', '--json', file]);
    rmSync(file);

    expect([text.code, json.code]).toStrictEqual([1, 1]);
    for (const said of [text, json]) echoing.expectDiscreet(said);
    expect(() => JSON.parse(json.out)).not.toThrow();
    const sentences = text.out.split('\n  canonical request:')[0]?.split('\n') ?? [];
    for (const line of sentences) expect(line.length).toBeLessThan(1_300);
  });
});

describe('an internal error', () => {
  it('that quotes a request with its keys is one line without them', async () => {
    let error = '';
    const failing = command({
      name: 'fail',
      takes: [],
      about: 'throws',
      options: {},
      run: async (_values, _positionals, context) => {
        context.secrets.learn(identitiesIn(context.environment));
        throw new Error(words.replaceAll('\r\n', ' \u001b[31m'));
      },
    });
    const context = { stdout: { write: () => undefined }, stderr: { write: (text: string) => (error += text) } };
    for (const debug of ['0', '1']) {
      const environment = { ...echoedSecrets, EC2_CONFORMANCE_DEBUG: debug };
      await runProgram(
        ['fail'],
        { commands: [failing], version: '0' },
        { ...context, environment, catalogue, interrupted: () => new Promise(() => undefined) },
      );
    }

    expect(error).toMatch(/^ec2-conformance: a mistake of this program, not of the target: <redacted>/);
    echoing.expectDiscreet({ code: 3, out: '', error });
  });
});
