/** Whatever a server tells of the keys and of the request, on whatever path, is neither printed nor written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import {
  asXml,
  type EchoedPart,
  type EchoingServer,
  errorDocument,
  framed,
  startEchoingServer,
  toldSecrets,
} from '../../test-support/hostile/echoing-server.ts';
import { command } from './command.ts';
import { allCommands, catalogue } from './command-list.ts';
import { identitiesIn } from './connection/target-settings.ts';
import { runProgram } from './program.ts';

let server: EchoingServer;
let directory: string;

beforeAll(async () => {
  server = await startEchoingServer();
});

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'echoing-'));
});

afterEach(() => {
  server.tell({});
  rmSync(directory, { recursive: true });
});

afterAll(() => server.close());

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** In this process: for commands that load no suite. */
async function inProcess(args: readonly string[]): Promise<Said> {
  let [out, error] = ['', ''];
  const code = await runProgram(
    args,
    { commands: await allCommands(), version: '0' },
    {
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (error += text) },
      environment: toldSecrets,
      catalogue,
      interrupted: () => new Promise(() => undefined),
    },
  );
  return { code, out, error };
}

function at(): readonly string[] {
  return ['--endpoint', server.endpoint.href, '--region', server.region];
}

const out = () => join(directory, 'out');
const recording = () => join(directory, 'recording');

/** A run in a process of its own, recorded. */
function run(further: readonly string[] = []): Promise<Said> {
  return ec2Conformance(['run', ...at(), '--out', out(), '--record', recording(), ...further], toldSecrets);
}

function written(): readonly (readonly [file: string, text: string])[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.mjs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path, 'utf8')] as const);
}

const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

/** Nothing leaks, nothing moves the cursor, no line of the target's poses as one of ours. */
function expectDiscreet(said: Said): void {
  const printed = said.out + said.error;
  expect(server.leaked(printed), printed.slice(0, 2000)).toStrictEqual([]);
  expect(printed).not.toMatch(unprintable);
  expect(printed).not.toMatch(/^::error::/m);
  for (const [file, text] of written()) expect(server.leaked(text), file).toStrictEqual([]);
}

/** The error stream is one sentence of ours that quotes at most a few hundred characters of the target's. */
function expectOneLine(error: string): void {
  expect(error.trimEnd().split('\n')).toHaveLength(1);
  expect(error.length).toBeLessThan(900);
}

const refusal =
  (code: string): EchoedPart =>
  (words) =>
    framed('400 Bad Request', errorDocument(code, words));
const fields = (words: string) =>
  words.split('\n').map((line, index) => `X-Said-${index}: ${line.replace(/[^\x20-\x7e]/g, ' ')}`);

/** How a first request may be refused. */
const tellings: Readonly<Record<string, EchoedPart>> = {
  'the message of a refused key': refusal('AuthFailure'),
  'the message of a refused signature': refusal('SignatureDoesNotMatch'),
  'the message of a refused date': refusal('RequestExpired'),
  'the message of a refused permission': refusal('UnauthorizedOperation'),
  'the code of an error': (words) => framed('403 Forbidden', errorDocument(words, 'no')),
  'a page': (words) => framed('403 Forbidden', `<!doctype html><p>${asXml(words)}<br>`, [], 'text/html'),
  'plain text': (words) => framed('403 Forbidden', words, [], 'text/plain'),
  JSON: (words) => framed('403 Forbidden', JSON.stringify({ message: words }), [], 'application/json'),
  'the name of an element': () =>
    framed(
      '200 OK',
      `<x${Buffer.from(toldSecrets.AWS_SECRET_ACCESS_KEY).toString('hex')}>no</x>`.replace(
        /<\/x>/,
        (_) => `</x${Buffer.from(toldSecrets.AWS_SECRET_ACCESS_KEY).toString('hex')}>`,
      ),
    ),
  'the name of an element that is the key': () => framed('200 OK', `<${toldSecrets.AWS_ACCESS_KEY_ID}/>`),
  'header fields and a status line': (words) =>
    framed(`403 ${fields(words).join(' ').slice(0, 4000)}`, '', fields(words).slice(0, 40)),
  'where it redirects to': (words) =>
    framed('302 Found', '', [`Location: /${encodeURIComponent(words).slice(0, 4000)}`]),
  'a status line that is none': (words, { head }) => `${words.replaceAll('\n', ' ')} ${head}\r\n\r\n`,
  'the length of the body': (words) => `HTTP/1.1 200 OK\r\nContent-Length: ${fields(words).join(' ')}\r\n\r\n`,
};

const caseFile = {
  caseFile: 1,
  suiteVersion: '0.1',
  requirements: ['exact-match/to-port'],
  observed: 'removed ssh',
  case: {
    id: 'a/b',
    title: 'keeps it',
    requirements: ['exact-match/to-port'],
    given: {},
    send: { params: {} },
    expect: [],
  },
};

describe.each(Object.entries(tellings))(
  'a server that refuses the first request and tells the keys in %s',
  (_, telling) => {
    beforeEach(() => server.tell({ '*': telling }));

    it('is quoted in one line by run, sweep and replay', { timeout: 60_000 }, async () => {
      const file = join(directory, 'case.json');
      writeFileSync(file, JSON.stringify(caseFile));

      for (const said of [
        await run(['--quiet']),
        await inProcess(['sweep', ...at(), '--out', out(), '--yes']),
        await inProcess(['replay', file, ...at(), '--out', out()]),
      ]) {
        expect([2, 4]).toContain(said.code);
        expectOneLine(said.error);
        expectDiscreet(said);
      }
    });

    it('is shown by send, and its judgement is in lines of ours', async () => {
      const said = await inProcess(['send', ...at(), 'GroupId=sg-1']);
      const json = await inProcess(['send', ...at(), '--json', 'GroupId=sg-1']);

      for (const one of [said, json]) expectDiscreet(one);
      const judged = said.out.split('\n').filter((line) => /^(response|mismatch|judged| {10}) /.test(line));
      for (const line of judged) expect(line.length).toBeLessThan(1_200);
      if (json.code !== 4) expect(() => JSON.parse(json.out)).not.toThrow();
    });
  },
);

describe('a server that tells the keys', () => {
  const only = ['--only', 'dry-run/*', '--skip', '*/any-*', '--verbose'];

  it('when it is set up, as it refuses every creation, is not heard in what was not found', {
    timeout: 60_000,
  }, async () => {
    const refuse = refusal('OperationNotPermitted');
    server.tell({ CreateVpc: refuse, CreateSecurityGroup: refuse, CreateManagedPrefixList: refuse });

    const said = await run(only);

    expect(said.out).toContain('not found: nondefault-vpc (CreateVpc was answered with 400 OperationNotPermitted');
    expectDiscreet(said);
    for (const line of said.out.split('\n').filter((one) => one.includes('not found:'))) {
      expect(line.length).toBeLessThan(600);
    }
  });

  it('when rules are tried is not heard in what was not found', { timeout: 60_000 }, async () => {
    server.tell({
      AuthorizeSecurityGroupIngress: refusal('InvalidParameterValue'),
      AuthorizeSecurityGroupEgress: refusal('Odd'),
    });

    const said = await run(only);

    expect(said.out).toContain('not found: rule-ids (AuthorizeSecurityGroupIngress was answered with 400');
    expectDiscreet(said);
  });

  it.each(['success', 'status 200 and a page', 'status 500'])(
    'in its answers to the requests that are judged, with %s, leaves nothing of it anywhere',
    { timeout: 120_000 },
    async (how) => {
      server.tell({
        RevokeSecurityGroupIngress: (words, { truth }) => {
          const said = `<said>${asXml(words)}</said>`;
          if (how === 'success')
            return framed(
              `${truth.status} Odd`,
              truth.body.replace(/(<\w+ [^>]*>|<Response>)/, `$1${said}`),
              fields(words).slice(0, 20),
            );
          return how === 'status 500'
            ? framed('500 Broken', errorDocument(words, words))
            : framed('200 OK', words, [], 'text/html');
        },
      });

      const said = await run(only);
      const parts = [
        await inProcess(['report', out(), '--to', 'github']),
        await inProcess(['report', out(), '--to', 'ndjson']),
      ];

      expect(said.error).toBe('');
      for (const one of [said, ...parts]) expectDiscreet(one);
    },
  );

  it('in the account id is quoted in one line', { timeout: 60_000 }, async () => {
    server.tell({
      GetCallerIdentity: (words) =>
        framed(
          '200 OK',
          `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${asXml(words)}</Account></GetCallerIdentityResult><requestId>1</requestId></GetCallerIdentityResponse>`,
        ),
    });

    const said = await run(['--account', '111122223333', '--quiet']);

    expect([said.code, said.error]).toStrictEqual([2, expect.stringContaining('not to 111122223333')]);
    expectOneLine(said.error);
    expectDiscreet(said);
  });

  it('where groups are named is quoted in one line', { timeout: 60_000 }, async () => {
    server.tell({ DescribeSecurityGroups: refusal('InvalidGroup.Malformed') });

    const said = await run(['--use-group', 'sg-0123456789abcdef0', '--quiet']);

    expect([said.code, said.error]).toStrictEqual([2, expect.stringContaining('cannot be read')]);
    expectOneLine(said.error);
    expectDiscreet(said);
  });

  it('in the names and VPCs of named groups is not heard', { timeout: 60_000 }, async () => {
    const group = (id: string, words: string) =>
      `<item><ownerId>${asXml(words)}</ownerId><groupId>${id}</groupId><groupName>${asXml(words)}</groupName><vpcId>${asXml(id + words)}</vpcId><ipPermissions/><ipPermissionsEgress/></item>`;
    server.tell({
      DescribeSecurityGroups: (words) =>
        framed(
          '200 OK',
          `<DescribeSecurityGroupsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1</requestId><securityGroupInfo>${group('sg-0123456789abcdef0', words)}${group('sg-0123456789abcdef1', words)}</securityGroupInfo></DescribeSecurityGroupsResponse>`,
        ),
    });

    const two = await run(['--use-group', 'sg-0123456789abcdef0', '--use-group', 'sg-0123456789abcdef1', '--quiet']);
    const one = await run(['--use-group', 'sg-0123456789abcdef0', ...only]);

    for (const said of [two, one]) expectDiscreet(said);
    expectOneLine(two.error);
  });

  it('in the ids that it gives is asked for none of them, and what it made is named', { timeout: 60_000 }, async () => {
    const lying =
      (element: string): EchoedPart =>
      (words, { truth }) =>
        framed('200 OK', truth.body.replace(new RegExp(`<${element}>[^<]*`), `<${element}>${asXml(words)}`));
    server.tell({
      DescribeVpcs: lying('vpcId'),
      CreateVpc: lying('vpcId'),
      CreateSecurityGroup: lying('groupId'),
      CreateManagedPrefixList: lying('prefixListId'),
      AuthorizeSecurityGroupIngress: lying('securityGroupRuleId'),
    });

    const said = await run(only);

    expectDiscreet(said);
  });

  it('when it is tidied up is quoted in one line for each thing that is left', { timeout: 60_000 }, async () => {
    server.tell({ DeleteVpc: refusal('DependencyViolation'), DeleteSecurityGroup: refusal('DependencyViolation') });

    const said = await run(only);
    const swept = await inProcess(['sweep', ...at(), '--out', out(), '--yes']);

    expect([said.code, swept.code]).toStrictEqual([5, 5]);
    expect(swept.out).toMatch(/^ {2}still there: vpc vpc-\w+: DeleteVpc was answered with 400 DependencyViolation/m);
    for (const one of [said, swept]) expectDiscreet(one);
  });

  it('in names of what a sweep finds is shown in one line for each', async () => {
    server.tell({
      DescribeSecurityGroups: (words) =>
        framed(
          '200 OK',
          `<DescribeSecurityGroupsResponse><requestId>1</requestId><securityGroupInfo><item><groupId>${asXml(words)}</groupId><groupName>ec2-conformance-1-x</groupName></item><item><groupId>sg-1</groupId><groupName>${asXml(words)}</groupName><tagSet><item><key>ec2-conformance:run</key><value>${asXml(words)}</value></item></tagSet></item></securityGroupInfo></DescribeSecurityGroupsResponse>`,
        ),
      DeleteSecurityGroup: refusal('DependencyViolation'),
    });

    const said = await inProcess(['sweep', ...at(), '--out', out(), '--yes']);

    expect(said.out).toMatch(/^ {2}group sg-1 /m);
    expectDiscreet(said);
    for (const line of said.out.split('\n')) expect(line.length).toBeLessThan(900);
  });

  it('in answer to a case that is sent again is quoted in lines of ours', { timeout: 60_000 }, async () => {
    const file = join(directory, 'case.json');
    const sends = {
      ...caseFile.case,
      send: { params: { GroupId: '{main}' } },
      expect: [{ answer: 'x', status: ['200'], after: [] }],
    };
    writeFileSync(file, JSON.stringify({ ...caseFile, case: sends }));
    server.tell({ RevokeSecurityGroupIngress: (words) => framed('400 Bad', errorDocument(words, words)) });

    const said = await inProcess(['replay', file, ...at(), '--out', out()]);

    expect(said.out).toMatch(/^STILL FAILS/);
    expect(said.out.trimEnd().split('\n')).toHaveLength(3);
    expect(said.out.length).toBeLessThan(1_500);
    expectDiscreet(said);
  });
});

/** Everything at once, and what a terminal would obey. */
const words = [
  ...Object.values(toldSecrets),
  'f'.repeat(64),
  '\u001b[31m\u009b2J\u202e',
  '::error::forged',
  'x'.repeat(9_000),
].join('\r\n');

describe('a client that tells the keys of whoever tests it', () => {
  /** A driver in JavaScript: `answer` makes the answer to one message. */
  function driver(answer: string): readonly string[] {
    const file = join(directory, 'driver.mjs');
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
    const said = await inProcess([
      ...[
        'client',
        '--out',
        out(),
        '--only',
        'encoding/*',
        '--runs',
        '1',
        '--timeout',
        '2000',
        '--',
        ...driver(answer),
      ],
    ]);

    expect(said.out + said.error).not.toBe('');
    expectDiscreet(said);
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
    const file = join(directory, 'command.mjs');
    writeFileSync(
      file,
      `const words = ${JSON.stringify(words)};
if (process.env.AWS_ENDPOINT_URL_EC2) await fetch(process.env.AWS_ENDPOINT_URL_EC2, { method: 'POST', body: words }).then((one) => one.text());
${end}`,
    );
    const said = await inProcess([
      ...['client', '--out', out(), '--only', 'encoding/*', '--runs', '1', '--', process.execPath, file, '{json}'],
    ]);

    expectDiscreet(said);
    for (const line of said.error.split('\n')) expect(line.length).toBeLessThan(900);
  });
});

describe('a request that is verified', () => {
  const told = words.replaceAll('\r\n', ' ');
  const url = encodeURIComponent(words);
  const signed = (authorization: string, more = '') =>
    `POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Date: 20260101T000000Z\r\n${more}Authorization: ${authorization}\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: 12\r\n\r\nAction=A&B=C`;
  const scope = `${toldSecrets.AWS_ACCESS_KEY_ID}/20260101/us-east-1/ec2/aws4_request`;
  const good = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
  const requests: Readonly<Record<string, string>> = {
    'its request line': `${told} HTTP/1.1\r\nHost: h\r\n\r\n`,
    'its path and query': `POST /${url}?${url}=${url} HTTP/1.1\r\nHost: h\r\n\r\n`,
    'its body': `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${Buffer.byteLength(words)}\r\n\r\n${words}`,
    'its Action and Version': `GET /?Action=${url}&Version=${url} HTTP/1.1\r\nHost: h\r\n\r\n`,
    'another scheme': signed(told),
    'its scope': signed(`AWS4-HMAC-SHA256 Credential=${told}, SignedHeaders=host, Signature=${told}`),
    'its signed headers': signed(`AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${url}, Signature=1`),
    'a signed field': signed(good.replace('host;', 'host;x-amz-said;'), `X-Amz-Said: ${told}\r\n`),
    'a presigned query': `GET /?X-Amz-Algorithm=${url}&X-Amz-Date=${url}&X-Amz-Credential=${url}&X-Amz-Signature=${url} HTTP/1.1\r\nHost: h\r\n\r\n`,
    'its declared hash': signed(
      good.replace('host;', 'host;x-amz-content-sha256;'),
      `X-Amz-Content-Sha256: ${told}\r\n`,
    ),
  };

  it.each(Object.entries(requests))('with the keys in %s is judged without showing them', async (_, request) => {
    const file = join(directory, 'request.http');
    writeFileSync(file, request);

    const text = await inProcess(['verify', file]);
    const json = await inProcess(['verify', '--json', file]);
    rmSync(file);

    expect([text.code, json.code]).toStrictEqual([1, 1]);
    for (const said of [text, json]) expectDiscreet(said);
    expect(() => JSON.parse(json.out)).not.toThrow();
    const sentences = text.out.split('\n  canonical request:')[0]?.split('\n') ?? [];
    for (const line of sentences) expect(line.length).toBeLessThan(1_300);
  });
});

describe('a mistake of ours', () => {
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
      const environment = { ...toldSecrets, EC2_CONFORMANCE_DEBUG: debug };
      await runProgram(
        ['fail'],
        { commands: [failing], version: '0' },
        { ...context, environment, catalogue, interrupted: () => new Promise(() => undefined) },
      );
    }

    expect(error).toMatch(/^ec2-conformance: a mistake of this program, not of the target: <redacted>/);
    expectDiscreet({ code: 3, out: '', error });
  });
});
