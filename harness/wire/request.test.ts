import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headerValue } from './message.ts';
import { buildRequest } from './request.ts';

describe('buildRequest', () => {
  it('builds a form POST', () => {
    const request = buildRequest({
      endpoint: new URL('https://ec2.us-east-1.amazonaws.com'),
      method: 'POST',
      body: 'A=ü',
    });

    expect(request).toEqual({
      method: 'POST',
      target: '/',
      headers: [
        ['Host', 'ec2.us-east-1.amazonaws.com'],
        ['User-Agent', expect.stringMatching(/^ec2-conformance\/\d+\.\d+\.\d+/)],
        ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
        ['Content-Length', '4'],
      ],
      body: Buffer.from('A=ü'),
    });
  });

  it('builds a GET with its parameters in the query', () => {
    const request = buildRequest({ endpoint: new URL('http://127.0.0.1:4566/api'), method: 'GET', query: 'A=1' });

    expect(request.target).toBe('/api?A=1');
    expect(request.headers.map(([name]) => name)).toEqual(['Host', 'User-Agent']);
  });

  it('gives a GET with a body its length, and no type', () => {
    const request = buildRequest({ endpoint: new URL('http://h'), method: 'GET', body: 'ü', query: '' });

    expect(request).toMatchObject({ method: 'GET', target: '/', body: Buffer.from('ü') });
    expect(request.headers.map(([name, value]) => `${name}: ${value}`).slice(2)).toEqual(['Content-Length: 2']);
  });

  it('names the version of the package as its user agent', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const { headers } = buildRequest({ endpoint: new URL('http://h'), method: 'GET' });

    expect(headers[1]).toEqual(['User-Agent', `ec2-conformance/${version}`]);
  });

  it.each([
    ['http://127.0.0.1:4566', '127.0.0.1:4566'],
    ['http://example.com:80', 'example.com'],
    ['https://example.com:443', 'example.com'],
    ['http://example.com:443', 'example.com:443'],
    ['http://[::1]:8080', '[::1]:8080'],
  ])('names the host of %s as %s', (endpoint, host) => {
    expect(headerValue(buildRequest({ endpoint: new URL(endpoint), method: 'POST' }).headers, 'host')).toBe(host);
  });

  it('replaces a field in its place, adds others behind, and removes what is empty', () => {
    const headers = { 'content-type': 'text/plain', 'user-agent': '', 'X-Amz-Odd': '1', Absent: '' };
    const request = buildRequest({ endpoint: new URL('http://h'), method: 'POST', headers });

    expect(request.headers).toEqual([
      ['Host', 'h'],
      ['content-type', 'text/plain'],
      ['Content-Length', '0'],
      ['X-Amz-Odd', '1'],
    ]);
  });
});
