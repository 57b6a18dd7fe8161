import { describe, expect, it } from 'vitest';
import { framingOf, readChunked, readHead } from './http-syntax.ts';
import type { HeaderFields } from './message.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('readHead', () => {
  it('reads the start line, the fields and where the body begins', () => {
    expect(readHead(bytes('GET / HTTP/1.1\r\nHost: h\r\nx-ODD:\t a  b \t\r\nX-Odd:\r\n\r\nbody'))).toEqual({
      startLine: 'GET / HTTP/1.1',
      headers: [
        ['Host', 'h'],
        ['x-ODD', 'a  b'],
        ['X-Odd', ''],
      ],
      bodyAt: 51,
    });
  });

  it.each([
    ['GET / HTTP/1.1\nA: 1\n\nx', 21],
    ['GET / HTTP/1.1\r\nA: 1\n\r\nx', 23],
    ['GET / HTTP/1.1\nA: 1\r\n\nx', 22],
  ])('takes a bare line feed for a line end: %j', (text, bodyAt) => {
    expect(readHead(bytes(text))).toEqual({ startLine: 'GET / HTTP/1.1', headers: [['A', '1']], bodyAt });
  });

  it('ends at the first empty line', () => {
    expect(readHead(bytes('GET / HTTP/1.1\r\n\r\nA: 1\r\n\r\n'))).toEqual({
      startLine: 'GET / HTTP/1.1',
      headers: [],
      bodyAt: 18,
    });
  });

  it.each(['', 'GET / HTTP/1.1', 'GET / HTTP/1.1\r\nHost: h\r\n'])('waits for the empty line: %j', (text) => {
    expect(readHead(bytes(text))).toBeUndefined();
  });

  it('joins folded lines to their field by one space each', () => {
    expect(readHead(bytes('x\r\nA: 1\r\n  2 \r\n\t: 3\r\nB: 4\r\n\r\n'))).toMatchObject({
      headers: [
        ['A', '1 2 : 3'],
        ['B', '4'],
      ],
    });
  });

  it.each([
    ['no colon', '"no colon"'],
    [': h', '": h"'],
    ['Ho st: h', '"Ho st: h"'],
    ['Host : h', '"Host : h"'],
    ['(x): h', '"(x): h"'],
    [' folded: h', '" folded: h"'],
    [`${'n'.repeat(90)}`, `"${'n'.repeat(80)}"`],
  ])('refuses the line %j', (line, shown) => {
    expect(readHead(bytes(`GET / HTTP/1.1\r\n${line}\r\n\r\n`))).toEqual({
      part: 'header',
      explanation: `the line ${shown} is no header field`,
    });
  });
});

describe('framingOf', () => {
  it.each<readonly [HeaderFields, ReturnType<typeof framingOf>]>([
    [[], { kind: 'none' }],
    [[['Content-Length', '12']], { kind: 'length', length: 12 }],
    [[['content-LENGTH', ' 12 , 12']], { kind: 'length', length: 12 }],
    [
      [
        ['Content-Length', '0'],
        ['Content-Length', '0'],
      ],
      { kind: 'length', length: 0 },
    ],
    [[['Transfer-Encoding', ' Chunked ']], { kind: 'chunked' }],
  ])('finds it in %j', (headers, framing) => {
    expect(framingOf(headers)).toEqual(framing);
  });

  it.each<readonly [HeaderFields, string]>([
    [
      [
        ['Transfer-Encoding', 'chunked'],
        ['Content-Length', '1'],
      ],
      'both Transfer-Encoding and Content-Length are there',
    ],
    [[['Transfer-Encoding', 'gzip']], 'the transfer coding "gzip" is not chunked'],
    [
      [
        ['Transfer-Encoding', 'gzip'],
        ['Transfer-Encoding', 'chunked'],
      ],
      'the transfer coding "gzip,chunked" is not chunked',
    ],
    [[['Content-Length', '1, 2']], 'Content-Length is "1, 2", not one number'],
    [[['Content-Length', '-1']], 'Content-Length is "-1", not one number'],
    [[['Content-Length', '1x']], 'Content-Length is "1x", not one number'],
    [[['Content-Length', '']], 'Content-Length is "", not one number'],
    [[['Content-Length', '1234567890123456']], 'Content-Length is "1234567890123456", not one number'],
  ])('refuses %j', (headers, explanation) => {
    expect(framingOf(headers)).toEqual({ part: 'framing', explanation });
  });
});

describe('readChunked', () => {
  it.each([
    ['0\r\n\r\nmore', '', 5],
    ['2\r\nhi\r\n0\r\n\r\nmore', 'hi', 12],
    ['1\r\nh\r\n1\r\ni\r\n0\r\n\r\n', 'hi', 17],
    ['A ;x=y\r\n0123456789\r\n0\r\nT: 1\r\nU: 2\r\n\r\n', '0123456789', 37],
    ['02\nhi\n0\n\n', 'hi', 9],
    ['2\t\r\n\r\n\r\n0\r\n\r\n', '\r\n', 13],
  ])('joins %j', (text, body, length) => {
    expect(readChunked(bytes(text))).toEqual({ body: bytes(body), length });
  });

  it.each(['', '2', '2\r\n', '2\r\nhi', '2\r\nhi\r', '2\r\nhi\r\n', '2\r\nhi\r\n0\r\n', '2\r\nhi\r\n0\r\nT: 1\r\n'])(
    'waits for the last chunk: %j',
    (text) => {
      expect(readChunked(bytes(text))).toBeUndefined();
    },
  );

  it.each([
    ['zz\r\n', 'the chunk size "zz\\r" is no hex number'],
    ['\r\n', 'the chunk size "\\r" is no hex number'],
    ['0x2\r\nhi', 'the chunk size "0x2\\r" is no hex number'],
    ['2 2\r\nhi', 'the chunk size "2 2\\r" is no hex number'],
    ['1234567890123\r\n', 'the chunk size "1234567890123\\r" is no hex number'],
    [`${'z'.repeat(50)}\r\n`, `the chunk size "${'z'.repeat(40)}" is no hex number`],
    ['1\r\nhi\r\n0\r\n\r\n', 'a chunk is longer than its size says'],
  ])('refuses %j', (text, explanation) => {
    expect(readChunked(bytes(text))).toEqual({ part: 'framing', explanation });
  });
});
