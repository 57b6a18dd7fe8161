import { describe, expect, test } from 'vitest';
import { answered, refusal, success, webItem } from './answer-sample.ts';
import { readOutcome } from './outcome.ts';

describe('readOutcome', () => {
  test('reads the members of a success', () => {
    const { outcome } = answered({ xml: success(webItem, '<unknownIpPermissionSet><item/></unknownIpPermissionSet>') });

    expect(outcome).toMatchObject({
      kind: 'success',
      status: 200,
      return: 'true',
      requestId: '59dbff89-35bd-4eac-99ed-be587ed81825',
      revoked: [{ securityGroupRuleId: 'sgr-0aaaaaaaaaaaaaaa1', isEgress: 'false', cidrIpv4: '192.0.2.0/24' }],
      unknown: 1,
    });
  });

  test('leaves out what a success does not have', () => {
    const { outcome } = answered({
      xml: '<RevokeSecurityGroupIngressResponse><return>true</return></RevokeSecurityGroupIngressResponse>',
    });

    expect(outcome).not.toHaveProperty('revoked');
    expect(outcome).not.toHaveProperty('unknown');
    expect(outcome).not.toHaveProperty('requestId');
  });

  test('reads an error whatever its status', () => {
    expect(answered({ xml: refusal, status: 200 }).outcome).toMatchObject({
      kind: 'error',
      status: 200,
      code: 'InvalidPermission.NotFound',
      requestId: '59dbff89-35bd-4eac-99ed-be587ed81825',
    });
  });

  test('reads the code of envelopes that EC2 does not send, and drops a Client. before it', () => {
    const xml =
      '<ErrorResponse><Error><Code>Client.InvalidAction</Code></Error><RequestId>1</RequestId></ErrorResponse>';

    expect(answered({ xml, status: 400 }).outcome).toMatchObject({
      kind: 'error',
      code: 'InvalidAction',
      requestId: '1',
    });
  });

  test('reads names behind a prefix', () => {
    const xml = '<e:AnyResponse xmlns:e="urn:x"><e:return>true</e:return></e:AnyResponse>';

    expect(answered({ xml }).outcome).toMatchObject({ kind: 'success', return: 'true' });
  });

  test.each([
    ['no body', '', 'the body is empty'],
    ['JSON', '{"return":true}', 'the body is no XML'],
    ['a page', '<html><body><h1>It works</h1></body></html>', '<html> is neither an answer nor an error of EC2'],
    ['an empty Response', '<Response/>', '<Response> is neither an answer nor an error of EC2'],
  ])('calls %s unreadable', (_, xml, why) => {
    expect(answered({ xml }).outcome).toMatchObject({ kind: 'unreadable', status: 200, why });
  });

  test('takes deep nesting and a long name for what they are', () => {
    const deep = '<a>'.repeat(5000) + '</a>'.repeat(5000);
    const long = `<${'n'.repeat(100_000)}/>`;

    expect(answered({ xml: deep }).outcome.kind).toBe('unreadable');
    expect(JSON.stringify(answered({ xml: long }).outcome).length).toBeGreaterThan(0);
    expect(answered({ xml: long }).outcome).toMatchObject({ why: expect.stringMatching(/^.{0,120}$/) });
  });

  test('passes on why no answer came', () => {
    const request = { method: 'POST', target: '/', headers: [], body: Buffer.alloc(0) };
    const failure = { kind: 'timeout', explanation: 'no answer within 5 s' } as const;

    expect(readOutcome({ request, failure, durationMs: 5000 })).toEqual({ kind: 'no-answer', failure });
  });
});
