import { describe, expect, it, test } from 'vitest';
import type { HeaderFields, HttpRequest } from '../message.ts';
import {
  byNameThenValue,
  canonicalHeader,
  canonicalPath,
  canonicalQuery,
  canonicalRequest,
  declaredPayloadHash,
  payloadHash,
  splitTarget,
} from './canonical-request.ts';

describe('canonicalQuery', () => {
  it.each([
    ['', ''],
    ['a', 'a='],
    ['a&b=', 'a=&b='],
    ['b=1&a=2', 'a=2&b=1'],
    ['a=2&a=1', 'a=1&a=2'],
    ['a-=1&a=2', 'a=2&a-=1'],
    ['a=x+y', 'a=x%20y'],
    ['a=%2b%7E%41', 'a=%2B~A'],
    ['a=*!', 'a=%2A%21'],
    ['a=ü', 'a=%C3%BC'],
    ['a=%ff&b=%', 'a=%FF&b=%25'],
    ['a=b=c', 'a=b%3Dc'],
    ['&a=1&&b=2&', 'a=1&b=2'],
    ['=1', '=1'],
    ['a=%4&b=%zz', 'a=%254&b=%25zz'],
    ['a=x++y&b=%2d%5f', 'a=x%20%20y&b=-_'],
    ['a=x+++y', 'a=x%20%20%20y'],
    // Raw, `[` is above `Z` and below `a`; encoded, `%5B` is below both.
    ['Z=1&%5B=2&a=3', '%5B=2&Z=1&a=3'],
    ['A=1&X-Amz-Signature=00', 'A=1'],
  ])('writes %j as %j', (query, canonical) => {
    expect(canonicalQuery(query)).toBe(canonical);
  });
});

describe('canonicalPath', () => {
  it.each([
    ['', '/'],
    ['/', '/'],
    ['//', '/'],
    ['/./', '/'],
    ['/a/../b', '/b'],
    ['/a/b/c', '/a/b/c'],
    ['/../../a/', '/a/'],
    ['//example//', '/example/'],
    ['/a%20b', '/a%2520b'],
    ['/ሴ', '/%E1%88%B4'],
    ["/a(b)'*!", '/a%28b%29%27%2A%21'],
  ])('writes %j as %j', (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });
});

describe('canonicalRequest', () => {
  it('joins its six parts, a field that is not there with an empty value', () => {
    const request: HttpRequest = {
      method: 'PUT',
      target: '/a b?c=d',
      headers: [['HOST', ' h ']],
      body: Buffer.from('Action=A'),
    };

    expect(canonicalRequest(request, ['host', 'x-absent'])).toBe(
      // printf 'Action=A' | sha256sum
      'PUT\n/a%20b\nc=d\nhost:h\nx-absent:\n\nhost;x-absent\ne7fe3a930899e0f2fa547a852385ab2c61ce81c83d912a750d41b9f0219dbf69',
    );
  });
});

describe('canonicalHeader', () => {
  it.each<readonly [HeaderFields, string]>([
    [[], ''],
    [[['X-A', '  a \t\n b  ']], 'a b'],
    [
      [
        ['X-A', 'b'],
        ['X-B', 'c'],
        ['x-a', ' a '],
      ],
      'b,a',
    ],
    [[['X-A-B', 'a']], ''],
  ])('folds %j', (headers, value) => {
    expect(canonicalHeader(headers, 'x-a')).toBe(value);
  });
});

describe('splitTarget', () => {
  it.each([
    ['/', '/', ''],
    ['/a?b=c?d', '/a', 'b=c?d'],
    ['/?', '/', ''],
    ['HTTP://h:1/a?b', '/a', 'b'],
    ['http://h?b', '', 'b'],
    ['/http://h/a', '/http://h/a', ''],
    ['*', '*', ''],
    ['x+y-1.z://h/a', '/a', ''],
    ['1http://h/a', '1http://h/a', ''],
  ])('splits %s', (target, path, query) => {
    expect(splitTarget(target)).toEqual({ path, query });
  });
});

describe('the payload hash', () => {
  const request = (target: string, ...headers: HeaderFields): HttpRequest => ({
    method: 'POST',
    target,
    headers,
    body: Buffer.from('Action=A'),
  });

  it.each<readonly [HttpRequest, string | undefined]>([
    [request('/'), undefined],
    [request('/?X-Amz-Content-Sha256='), undefined],
    [request('/?Name=X-Amz-Content-Sha256=no'), undefined],
    [request('/', ['X-AMZ-Content-SHA256', 'UNSIGNED-PAYLOAD']), 'UNSIGNED-PAYLOAD'],
    [request('/?x-amz-content-sha256=aa&b=c'), 'aa'],
    [request('/?a=b&X-Amz-Content-Sha256=aa'), 'aa'],
    [request('/?X-Amz-Content-Sha256=aa', ['X-Amz-Content-Sha256', 'bb']), 'bb'],
  ])('is declared in %j', (given, declared) => {
    expect(declaredPayloadHash(given)).toBe(declared);
  });

  it('is that of the body where none is declared', () => {
    // printf 'Action=A' | sha256sum
    expect(payloadHash(request('/'))).toBe('e7fe3a930899e0f2fa547a852385ab2c61ce81c83d912a750d41b9f0219dbf69');
    expect(payloadHash(request('/?X-Amz-Content-Sha256=aa'))).toBe('aa');
  });
});

test.each([
  [['a', 'x'], ['b', 'a'], -1],
  [['b', 'a'], ['a', 'x'], 1],
  [['a', 'x'], ['a', 'y'], -1],
  [['a', 'y'], ['a', 'x'], 1],
  [['a', 'x'], ['a', 'x'], 0],
  [['B', 'x'], ['a', 'x'], -1],
] as const)('%j and %j are in the order of their code units', (one, other, order) => {
  expect(byNameThenValue(one, other)).toBe(order);
});
