/** Keys that a server echoes, on whatever path, are neither printed nor written. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { EchoingTarget, expectOneLine, inProcess } from '../../test-support/cli/echoing-target.ts';
import {
  asXml,
  type EchoedPart,
  echoedSecrets,
  errorDocument,
  framed,
} from '../../test-support/hostile/echoing-server.ts';

const echoing = new EchoingTarget();

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
      `<x${Buffer.from(echoedSecrets.AWS_SECRET_ACCESS_KEY).toString('hex')}>no</x>`.replace(
        /<\/x>/,
        (_) => `</x${Buffer.from(echoedSecrets.AWS_SECRET_ACCESS_KEY).toString('hex')}>`,
      ),
    ),
  'the name of an element that is the key': () => framed('200 OK', `<${echoedSecrets.AWS_ACCESS_KEY_ID}/>`),
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
  'a server that refuses the first request and echoes the keys in %s',
  (_, echoed) => {
    beforeEach(() => echoing.server.echo({ '*': echoed }));

    it('is quoted in one line by run, sweep and replay', { timeout: 60_000 }, async () => {
      const file = join(echoing.directory, 'case.json');
      writeFileSync(file, JSON.stringify(caseFile));

      for (const said of [
        await echoing.run(['--quiet']),
        await inProcess(['sweep', ...echoing.at, '--out', echoing.out, '--yes']),
        await inProcess(['replay', file, ...echoing.at, '--out', echoing.out]),
      ]) {
        expect([2, 4]).toContain(said.code);
        expectOneLine(said.error);
        echoing.expectDiscreet(said);
      }
    });

    it('is shown by send, and its verdict is in lines of ours', async () => {
      const said = await inProcess(['send', ...echoing.at, 'GroupId=sg-1']);
      const json = await inProcess(['send', ...echoing.at, '--json', 'GroupId=sg-1']);

      for (const one of [said, json]) echoing.expectDiscreet(one);
      const judged = said.out.split('\n').filter((line) => /^(response|mismatch|observed|judged| {10}) /.test(line));
      for (const line of judged) expect(line.length).toBeLessThan(1_200);
      if (json.code !== 4) expect(() => JSON.parse(json.out)).not.toThrow();
    });
  },
);

describe('a server that echoes the keys', () => {
  // Each kind of case: one that is carried out, a dry run, one that is refused, an open question.
  const only = [
    '--only',
    'dry-run/permitted,dry-run/false,dry-run/session,dry-run/denied,dry-run/empty-value',
    '--verbose',
  ];

  it('when it is set up, as it refuses every creation, is not heard in what was not found', {
    timeout: 60_000,
  }, async () => {
    const refuse = refusal('OperationNotPermitted');
    echoing.server.echo({ CreateVpc: refuse, CreateSecurityGroup: refuse, CreateManagedPrefixList: refuse });

    const said = await echoing.run(only);

    expect(said.out).toContain('not available: nondefault-vpc (CreateVpc got 400 OperationNotPermitted');
    echoing.expectDiscreet(said);
    for (const line of said.out.split('\n').filter((one) => one.includes('not found:'))) {
      expect(line.length).toBeLessThan(600);
    }
  });

  it('when rules are tried is not heard in what was not found', { timeout: 60_000 }, async () => {
    echoing.server.echo({
      AuthorizeSecurityGroupIngress: refusal('InvalidParameterValue'),
      AuthorizeSecurityGroupEgress: refusal('Odd'),
    });

    const said = await echoing.run(only);

    expect(said.out).toContain('not available: rule-ids (AuthorizeSecurityGroupIngress got 400');
    echoing.expectDiscreet(said);
  });

  it.each(['success', 'status 200 and a page', 'status 500'])(
    'in its responses to the requests that are judged, with %s, leaves nothing of it anywhere',
    { timeout: 120_000 },
    async (how) => {
      echoing.server.echo({
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

      const said = await echoing.run(only);
      const parts = [
        await inProcess(['report', echoing.out, '--to', 'github']),
        await inProcess(['report', echoing.out, '--to', 'ndjson']),
      ];

      expect(said.error).toBe('');
      for (const one of [said, ...parts]) echoing.expectDiscreet(one);
    },
  );

  it('in the account id is quoted in one line', { timeout: 60_000 }, async () => {
    echoing.server.echo({
      GetCallerIdentity: (words) =>
        framed(
          '200 OK',
          `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${asXml(words)}</Account></GetCallerIdentityResult><requestId>1</requestId></GetCallerIdentityResponse>`,
        ),
    });

    const said = await echoing.run(['--account', '111122223333', '--quiet']);

    expect([said.code, said.error]).toStrictEqual([2, expect.stringContaining('not to 111122223333')]);
    expectOneLine(said.error);
    echoing.expectDiscreet(said);
  });

  it('where groups are named is quoted in one line', { timeout: 60_000 }, async () => {
    echoing.server.echo({ DescribeSecurityGroups: refusal('InvalidGroup.Malformed') });

    const said = await echoing.run(['--use-group', 'sg-0123456789abcdef0', '--quiet']);

    expect([said.code, said.error]).toStrictEqual([2, expect.stringContaining('cannot be read')]);
    expectOneLine(said.error);
    echoing.expectDiscreet(said);
  });

  it('in the names and VPCs of named groups is not heard', { timeout: 60_000 }, async () => {
    const group = (id: string, words: string) =>
      `<item><ownerId>${asXml(words)}</ownerId><groupId>${id}</groupId><groupName>${asXml(words)}</groupName><vpcId>${asXml(id + words)}</vpcId><ipPermissions/><ipPermissionsEgress/></item>`;
    echoing.server.echo({
      DescribeSecurityGroups: (words) =>
        framed(
          '200 OK',
          `<DescribeSecurityGroupsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1</requestId><securityGroupInfo>${group('sg-0123456789abcdef0', words)}${group('sg-0123456789abcdef1', words)}</securityGroupInfo></DescribeSecurityGroupsResponse>`,
        ),
    });

    const two = await echoing.run([
      '--use-group',
      'sg-0123456789abcdef0',
      '--use-group',
      'sg-0123456789abcdef1',
      '--quiet',
    ]);
    const one = await echoing.run(['--use-group', 'sg-0123456789abcdef0', ...only]);

    for (const said of [two, one]) echoing.expectDiscreet(said);
    expectOneLine(two.error);
  });

  it('in the ids that it gives is asked for none of them, and what it made is named', { timeout: 60_000 }, async () => {
    const lying =
      (element: string): EchoedPart =>
      (words, { truth }) =>
        framed('200 OK', truth.body.replace(new RegExp(`<${element}>[^<]*`), `<${element}>${asXml(words)}`));
    echoing.server.echo({
      DescribeVpcs: lying('vpcId'),
      CreateVpc: lying('vpcId'),
      CreateSecurityGroup: lying('groupId'),
      CreateManagedPrefixList: lying('prefixListId'),
      AuthorizeSecurityGroupIngress: lying('securityGroupRuleId'),
    });

    const said = await echoing.run(only);

    echoing.expectDiscreet(said);
  });

  it('when it is tidied up is quoted in one line for each thing that is left', { timeout: 60_000 }, async () => {
    echoing.server.echo({
      DeleteVpc: refusal('DependencyViolation'),
      DeleteSecurityGroup: refusal('DependencyViolation'),
    });

    const said = await echoing.run(only);
    const swept = await inProcess(['sweep', ...echoing.at, '--out', echoing.out, '--yes']);

    expect([said.code, swept.code]).toStrictEqual([5, 5]);
    expect(swept.out).toMatch(/^ {2}still there: vpc vpc-\w+: DeleteVpc got 400 DependencyViolation/m);
    for (const one of [said, swept]) echoing.expectDiscreet(one);
  });

  it('in names of what a sweep finds is shown in one line for each', async () => {
    echoing.server.echo({
      DescribeSecurityGroups: (words) =>
        framed(
          '200 OK',
          `<DescribeSecurityGroupsResponse><requestId>1</requestId><securityGroupInfo><item><groupId>${asXml(words)}</groupId><groupName>ec2-conformance-1-x</groupName></item><item><groupId>sg-1</groupId><groupName>${asXml(words)}</groupName><tagSet><item><key>ec2-conformance:run</key><value>${asXml(words)}</value></item></tagSet></item></securityGroupInfo></DescribeSecurityGroupsResponse>`,
        ),
      DeleteSecurityGroup: refusal('DependencyViolation'),
    });

    const said = await inProcess(['sweep', ...echoing.at, '--out', echoing.out, '--yes']);

    expect(said.out).toMatch(/^ {2}group sg-1 /m);
    echoing.expectDiscreet(said);
    for (const line of said.out.split('\n')) expect(line.length).toBeLessThan(900);
  });

  it('in response to a case that is sent again is quoted in lines of ours', { timeout: 60_000 }, async () => {
    const file = join(echoing.directory, 'case.json');
    const sends = {
      ...caseFile.case,
      send: { params: { GroupId: '{main}' } },
      expect: [{ answer: 'x', status: ['200'], after: [] }],
    };
    writeFileSync(file, JSON.stringify({ ...caseFile, case: sends }));
    echoing.server.echo({ RevokeSecurityGroupIngress: (words) => framed('400 Bad', errorDocument(words, words)) });

    const said = await inProcess(['replay', file, ...echoing.at, '--out', echoing.out]);

    expect(said.out).toMatch(/^STILL FAILS/);
    expect(said.out.trimEnd().split('\n')).toHaveLength(3);
    expect(said.out.length).toBeLessThan(1_500);
    echoing.expectDiscreet(said);
  });
});
