import { describe, expect, test } from 'vitest';
import { refusalXml, sampleResponse, signedForEc2 } from '../../test-support/wire/response-sample.ts';
import type { HttpRequest } from '../wire/message.ts';
import { isProperlyAsked } from './response-request.ts';

const form = 'Action=RevokeSecurityGroupIngress&Version=2016-11-15';

function isProper(request: Partial<HttpRequest>, signature = signedForEc2): boolean {
  const subject = sampleResponse({ xml: refusalXml, status: 400 });
  const { headers = [['Content-Type', 'application/x-www-form-urlencoded']] } = request;
  const signed = { ...subject.exchange.request, ...request, headers: [...headers, signature] };
  const exchange = { ...subject.exchange, request: signed };
  return isProperlyAsked({ ...subject, exchange });
}

describe('a proper request', () => {
  test.each<readonly [string, Partial<HttpRequest>]>([
    ['a form', { body: Buffer.from(form) }],
    [
      'a form with a charset, spelt freely',
      { body: Buffer.from(form), headers: [['content-type', 'Application/X-WWW-Form-Urlencoded ; charset=utf-8']] },
    ],
    ['a form that begins with its version', { body: Buffer.from('Version=2016-11-15&Action=DescribeVpcs') }],
    ['a query without a body', { target: `/?${form}`, headers: [], body: Buffer.alloc(0) }],
    [
      'a query that begins with its version',
      { target: '/?Version=2016-11-15&Action=DescribeVpcs', headers: [], body: Buffer.alloc(0) },
    ],
    ['a form with percent-encoding', { body: Buffer.from(`${form}&GroupName=a%20b%C3%A9`) }],
  ])('is %s', (_, request) => {
    expect(isProper(request)).toBe(true);
  });

  test.each<readonly [string, Partial<HttpRequest>]>([
    ['JSON', { body: Buffer.from('{"Version=2016-11-15&":1}'), headers: [['Content-Type', 'application/json']] }],
    ['a form that does not say that it is one', { body: Buffer.from(form), headers: [] }],
    ['a form of another version', { body: Buffer.from(form.replace('2016-11-15', '2014-10-01')) }],
    ['a form of no version', { body: Buffer.from('Action=RevokeSecurityGroupIngress') }],
    ['a form whose version goes on', { body: Buffer.from(`${form}a`) }],
    ['a form in which another name ends with Version', { body: Buffer.from(form.replace('Version', 'ApiVersion')) }],
    ['a version in the path', { target: `/${form}`, body: Buffer.alloc(0) }],
    ['a stray percent sign', { body: Buffer.from(`${form}&GroupName=100%`) }],
    ['a percent sign before one digit', { body: Buffer.from(`${form}&GroupName=%4z`) }],
    ['a percent sign before letters', { target: `/?${form}&GroupName=%zz`, headers: [], body: Buffer.alloc(0) }],
  ])('is not %s', (_, request) => {
    expect(isProper(request)).toBe(false);
  });

  test('is not one that is signed for another service, or not at all', () => {
    const [name, value] = signedForEc2;
    const body = Buffer.from(form);

    expect(isProper({ body }, [name, value.replace('/ec2/', '/sts/')])).toBe(false);
    expect(isProper({ body }, ['X-Nothing', ''])).toBe(false);
    expect(
      isProper(
        {
          target: `/?${form}&X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fec2%2Faws4_request`,
          headers: [],
          body: Buffer.alloc(0),
        },
        ['X-Nothing', ''],
      ),
    ).toBe(true);
  });
});
