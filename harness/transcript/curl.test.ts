import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../wire/message.ts';
import { curlFor, quoted } from './curl.ts';

const target = { endpoint: 'http://127.0.0.1:8000', region: 'us-east-1' };

const post: HttpRequest = {
  method: 'POST',
  target: '/',
  headers: [
    ['host', '127.0.0.1:8000'],
    ['content-type', 'application/x-www-form-urlencoded; charset=utf-8'],
    ['x-amz-date', '20150830T123600Z'],
    [
      'authorization',
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request, Signature=0123abcd',
    ],
  ],
  body: Buffer.from("Action=A&Name=it's"),
};

describe('curlFor', () => {
  it('signs afresh, quotes for the shell and holds no secret', () => {
    expect(curlFor(post, target)).toBe(
      `curl --silent --show-error --include --globoff --aws-sigv4 'aws:amz:us-east-1:ec2' ` +
        `--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" ` +
        `--header 'content-type: application/x-www-form-urlencoded; charset=utf-8' ` +
        `--data-raw 'Action=A&Name=it'\\''s' 'http://127.0.0.1:8000/'`,
    );
  });

  it('has no line for a presigned request, which curl cannot make', () => {
    const request = {
      ...post,
      method: 'GET',
      target:
        '/?Action=A&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2Fx&X-Amz-Security-Token=t&X-Amz-Signature=abc&GroupId=sg-1',
      headers: [],
      body: Buffer.alloc(0),
    };

    expect(curlFor(request, target)).toBe('');
  });

  it('names the variables of another identity, with its session token', () => {
    const request = { ...post, headers: [...post.headers, ['x-amz-security-token', 't'] as const] };

    const line = curlFor(request, { ...target, as: 'session' });

    expect(line).toContain(
      '--user "$EC2_CONFORMANCE_SESSION_ACCESS_KEY_ID:$EC2_CONFORMANCE_SESSION_SECRET_ACCESS_KEY"',
    );
    expect(line).toContain('--header "x-amz-security-token: $EC2_CONFORMANCE_SESSION_TOKEN"');
    expect(line).not.toContain('AKIDEXAMPLE');
  });

  it('leaves an unsigned request unsigned', () => {
    expect(curlFor({ ...post, headers: post.headers.slice(0, 2) }, target)).not.toContain('sigv4');
  });

  it('keeps a method, a host and a missing content type that curl would change', () => {
    const line = curlFor({ ...post, method: 'PUT', headers: [['host', 'ec2.example.com']] }, target);

    expect(line).toContain(`--request 'PUT'`);
    expect(line).toContain(`--header 'host: ec2.example.com'`);
    expect(line).toContain(`--header 'content-type:'`);
  });

  it('sends bytes that do not survive a terminal through base64', () => {
    expect(curlFor({ ...post, body: Buffer.from([0x41, 0x00, 0xff]) }, target)).toMatch(
      /^echo QQD\/ \| base64 -d \| curl .* --data-binary @- 'http/,
    );
  });

  it('is empty for a request that curl cannot make', () => {
    expect(curlFor({ ...post, target: '/a b' }, target)).toBe('');
    expect(curlFor({ ...post, headers: [['x', '\u001b[2J']] }, target)).toBe('');
  });
});

describe('quoted', () => {
  it('is one word to a shell, whatever it holds', () => {
    for (const text of ["it's", '$(id)', '`id`', '"', '\\', '!', '*', '']) {
      expect(execFileSync('/bin/sh', ['-c', `printf %s ${quoted(text)}`], { encoding: 'utf8' })).toBe(text);
    }
  });
});
