import { describe, expect, it } from 'vitest';
import { parseRawRequest } from './raw-request.ts';

const parse = (text: string) => parseRawRequest(Buffer.from(text, 'latin1'));

describe('parseRawRequest', () => {
  it('reads request line, fields in order and spelling, and body', () => {
    expect(
      parse('POST /?a=%2f HTTP/1.1\r\nHost: h\r\nx-ODD:  a  b \r\nX-Odd:\r\nContent-Length: 3\r\n\r\na\xffb'),
    ).toEqual({
      method: 'POST',
      target: '/?a=%2f',
      headers: [
        ['Host', 'h'],
        ['x-ODD', 'a  b'],
        ['X-Odd', ''],
        ['Content-Length', '3'],
      ],
      body: Buffer.from([0x61, 0xff, 0x62]),
    });
  });

  it.each([
    ['bare line feeds', 'POST / HTTP/1.1\nHost: h\nContent-Length: 2\n\nhi'],
    ['a line end that an editor left', 'POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi\r\n'],
    ['no Content-Length', 'POST / HTTP/1.1\r\nHost: h\r\n\r\nhi'],
    ['a repeated equal Content-Length', 'POST / HTTP/1.1\r\nContent-Length: 2, 2\r\n\r\nhi'],
    [
      'a chunked body',
      'POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n1;x=y\r\nh\r\n1\r\ni\r\n0\r\nT: 1\r\n\r\n',
    ],
    ['HTTP/1.0', 'POST / HTTP/1.0\r\n\r\nhi'],
  ])('reads a body with %s', (_what, text) => {
    const request = parse(text);

    expect('body' in request && request.body.toString()).toBe('hi');
  });

  it('reads a request without a body and without its empty line', () => {
    expect(parse('GET / HTTP/1.1\nHost:example.amazonaws.com\n')).toEqual({
      method: 'GET',
      target: '/',
      headers: [['Host', 'example.amazonaws.com']],
      body: Buffer.alloc(0),
    });
  });

  it('joins a folded field', () => {
    expect(parse('GET / HTTP/1.1\r\nA: 1\r\n  2\r\n\t3\r\n\r\n')).toMatchObject({ headers: [['A', '1 2 3']] });
  });

  it.each([
    ['request-line', ''],
    ['request-line', 'hello'],
    ['request-line', 'GET /a b HTTP/1.1\r\n\r\n'],
    ['request-line', 'GET / HTTP/2\r\n\r\n'],
    ['request-line', 'GET /\r\n\r\n'],
    ['request-line', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['header', 'GET / HTTP/1.1\r\nno colon\r\n\r\n'],
    ['header', 'GET / HTTP/1.1\r\nHost : h\r\n\r\n'],
    ['header', 'GET / HTTP/1.1\r\n: h\r\n\r\n'],
    ['header', 'GET / HTTP/1.1\r\n folded: h\r\n\r\n'],
    ['framing', 'POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nhi'],
    ['framing', 'POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\nhi'],
    ['framing', 'POST / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['framing', 'POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nhi'],
    ['framing', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi'],
    ['framing', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhi\r\n0\r\n\r\n'],
    ['truncated', 'POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nhi'],
    ['truncated', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n'],
    ['surplus', 'POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nhi'],
  ])('names a problem of the %s: %j', (problem, text) => {
    expect(parse(text)).toEqual({ problem, explanation: expect.stringMatching(/^[^\n]{10,}$/) });
  });

  it.each([
    ['hello', '"hello" is no request line such as "POST / HTTP/1.1"'],
    ['n'.repeat(100), `"${'n'.repeat(80)}" is no request line such as "POST / HTTP/1.1"`],
    ['GET / HTTP/1.1x\r\n\r\n', '"GET / HTTP/1.1x" is no request line such as "POST / HTTP/1.1"'],
    ['x GET / HTTP/1.1\r\n\r\n', '"x GET / HTTP/1.1" is no request line such as "POST / HTTP/1.1"'],
    ['GE(T / HTTP/1.1\r\n\r\n', '"GE(T / HTTP/1.1" is no request line such as "POST / HTTP/1.1"'],
    ['POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nhi', 'Content-Length is 3, but only 2 bytes of body are there'],
    ['POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n', 'the last chunk of the body is missing'],
    ['POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nhi', '1 bytes follow the end of the body'],
    ['POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n\nx', '2 bytes follow the end of the body'],
    ['POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nhi', '2 bytes follow the end of the body'],
  ])('says what is wrong with %j', (text, explanation) => {
    expect(parse(text)).toHaveProperty('explanation', explanation);
  });

  it('reads no body where the length is 0, and takes line ends behind it for nothing', () => {
    expect(parse('POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n\r\n\n')).toMatchObject({ body: Buffer.alloc(0) });
  });

  it('reads every character that a method may have', () => {
    expect(parse("!#$%&'*+-.^_`|~aZ09 * HTTP/1.1\r\n\r\n")).toMatchObject({ method: "!#$%&'*+-.^_`|~aZ09" });
  });
});
