import { describe, expect, test } from 'vitest';
import { refusalXml, sampleResponse, success } from '../../test-support/wire/response-sample.ts';
import { readOutcome } from './outcome.ts';

describe('readOutcome', () => {
  test('reads the members of a success', () => {
    const { outcome } = sampleResponse({ xml: success('') });

    expect(outcome).toMatchObject({
      kind: 'success',
      status: 200,
      return: 'true',
      requestId: '59dbff89-35bd-4eac-99ed-be587ed81825',
    });
  });

  test('leaves out what a success does not have', () => {
    const { outcome } = sampleResponse({
      xml: '<RevokeSecurityGroupIngressResponse><return>true</return></RevokeSecurityGroupIngressResponse>',
    });

    expect(outcome).not.toHaveProperty('requestId');
    expect(sampleResponse({ xml: '<AnyResponse/>' }).outcome).not.toHaveProperty('return');
  });

  test('reads an error whatever its status', () => {
    expect(sampleResponse({ xml: refusalXml, status: 200 }).outcome).toMatchObject({
      kind: 'error',
      status: 200,
      code: 'InvalidPermission.NotFound',
      requestId: '59dbff89-35bd-4eac-99ed-be587ed81825',
    });
  });

  test('reads the code of envelopes that EC2 does not send, and drops a Client. before it', () => {
    const xml =
      '<ErrorResponse><Error><Code>Client.InvalidAction</Code></Error><RequestId>1</RequestId></ErrorResponse>';

    expect(sampleResponse({ xml, status: 400 }).outcome).toMatchObject({
      kind: 'error',
      code: 'InvalidAction',
      requestId: '1',
    });
  });

  test('reads a refusal whole', () => {
    const { exchange } = sampleResponse({ xml: refusalXml, status: 400 });

    expect(readOutcome(exchange)).toStrictEqual({
      kind: 'error',
      status: 400,
      root: expect.objectContaining({ name: 'Response' }),
      code: 'InvalidPermission.NotFound',
      message: 'The specified rule does not exist in this security group.',
      requestId: '59dbff89-35bd-4eac-99ed-be587ed81825',
    });
  });

  test('leaves out what a refusal does not have', () => {
    const xml = '<Response><Errors><Error><Code>My.Client.Error</Code></Error></Errors></Response>';

    expect(sampleResponse({ xml, status: 400 }).outcome).toStrictEqual({
      kind: 'error',
      status: 400,
      root: expect.objectContaining({ name: 'Response' }),
      code: 'My.Client.Error',
      message: '',
    });
  });

  test.each(['RequestID', 'RequestId', 'requestId'])('finds the id of a request under the name %s', (name) => {
    const id = `<${name}> 59dbff89 </${name}>`;

    expect(sampleResponse({ xml: `<Response><Error><Code>Any</Code></Error>${id}</Response>` }).outcome).toMatchObject({
      kind: 'error',
      requestId: '59dbff89',
    });
    expect(sampleResponse({ xml: `<AnyResponse>${id}</AnyResponse>` }).outcome).toMatchObject({
      kind: 'success',
      requestId: '59dbff89',
    });
  });

  test.each([
    ['is named for a response', '<AnyResponse/>'],
    ['returns', '<Any><return>true</return></Any>'],
    ['has the id of a request', '<Any><requestId>1</requestId></Any>'],
    ['returns although it contains an error without a code', '<Any><return>true</return><Error/></Any>'],
    ['returns though it has a code outside an error', '<Any><return>true</return><Code>x</Code></Any>'],
  ])('takes a document for a success that %s', (_, xml) => {
    expect(sampleResponse({ xml }).outcome).toHaveProperty('kind', 'success');
  });

  test('reads names behind a prefix', () => {
    const xml = '<e:AnyResponse xmlns:e="urn:x"><e:return>true</e:return></e:AnyResponse>';

    expect(sampleResponse({ xml }).outcome).toMatchObject({ kind: 'success', return: 'true' });
  });

  test.each([
    ['no body', '', 'the body is empty'],
    ['JSON', '{"return":true}', 'the body is not XML'],
    ['a page', '<html><body><h1>It works</h1></body></html>', '<html> is neither a response nor an error of EC2'],
    ['an empty Response', '<Response/>', '<Response> is neither a response nor an error of EC2'],
    ['an unknown name', '<ResponseOfMine/>', '<ResponseOfMine> is neither a response nor an error of EC2'],
  ])('calls %s unreadable', (_, xml, why) => {
    expect(sampleResponse({ xml }).outcome).toMatchObject({ kind: 'unreadable', status: 200, why });
  });

  test('keeps the root of what it cannot read but as XML', () => {
    expect(sampleResponse({ xml: '<html/>' }).outcome).toHaveProperty('root.name', 'html');
    expect(sampleResponse({ xml: '' }).outcome).not.toHaveProperty('root');
  });

  test('takes deep nesting and a long name for what they are', () => {
    const deep = '<a>'.repeat(5000) + '</a>'.repeat(5000);
    const long = `<${'n'.repeat(100_000)}/>`;

    expect(sampleResponse({ xml: deep }).outcome.kind).toBe('unreadable');
    expect(JSON.stringify(sampleResponse({ xml: long }).outcome).length).toBeGreaterThan(0);
    expect(sampleResponse({ xml: long }).outcome).toMatchObject({ why: expect.stringMatching(/^.{0,120}$/) });
  });

  test('passes on why no response came', () => {
    const request = { method: 'POST', target: '/', headers: [], body: Buffer.alloc(0) };
    const failure = { kind: 'timeout', explanation: 'no response within 5 s' } as const;

    expect(readOutcome({ request, failure, durationMs: 5000 })).toEqual({ kind: 'no-response', failure });
    expect(readOutcome({ request, durationMs: 5000 })).toEqual({
      kind: 'no-response',
      failure: { kind: 'other', explanation: 'no response was read' },
    });
  });
});
