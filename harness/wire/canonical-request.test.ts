import { describe, expect, it } from 'vitest';
import { canonicalPath, canonicalQuery } from './canonical-request.ts';

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
    ['/../../a/', '/a/'],
    ['//example//', '/example/'],
    ['/a%20b', '/a%2520b'],
    ['/ሴ', '/%E1%88%B4'],
    ["/a(b)'*!", '/a%28b%29%27%2A%21'],
  ])('writes %j as %j', (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });
});
