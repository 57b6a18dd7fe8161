import { describe, expect, it } from 'vitest';
import { resolveEndpoint, serverTemplates } from './endpoint.ts';

describe('resolveEndpoint', () => {
  it.each([
    [serverTemplates[0], 'eu-west-1', 'https://ec2.eu-west-1.amazonaws.com/', 'eu-west-1', 'aws'],
    [serverTemplates[0], 'us-gov-west-1', 'https://ec2.us-gov-west-1.amazonaws.com/', 'us-gov-west-1', 'aws-us-gov'],
    [serverTemplates[1], undefined, 'https://ec2.amazonaws.com/', 'us-east-1', 'aws'],
    [serverTemplates[2], 'cn-north-1', 'https://ec2.cn-north-1.amazonaws.com.cn/', 'cn-north-1', 'aws-cn'],
    ['https://ec2.ap-south-1.amazonaws.com', undefined, 'https://ec2.ap-south-1.amazonaws.com/', 'ap-south-1', 'aws'],
    [
      'https://ec2-fips.us-west-2.amazonaws.com',
      undefined,
      'https://ec2-fips.us-west-2.amazonaws.com/',
      'us-west-2',
      'aws',
    ],
    ['https://ec2.us-west-2.api.aws', undefined, 'https://ec2.us-west-2.api.aws/', 'us-west-2', 'aws'],
    [
      'https://vpce-1.ec2.us-west-2.vpce.amazonaws.com',
      undefined,
      'https://vpce-1.ec2.us-west-2.vpce.amazonaws.com/',
      'us-west-2',
      'aws',
    ],
    ['https://ec2.example.com', 'mars-1', 'https://ec2.example.com/', 'mars-1', undefined],
    [
      'https://ec2.us-west-2.amazonaws.com.example.com',
      undefined,
      'https://ec2.us-west-2.amazonaws.com.example.com/',
      'us-east-1',
      undefined,
    ],
    ['https://x.example/{region}/ec2', 'mars-1', 'https://x.example/mars-1/ec2', 'mars-1', undefined],
    [' http://127.0.0.1:4566/services/ec2/ ', undefined, 'http://127.0.0.1:4566/services/ec2/', 'us-east-1', undefined],
  ])('resolves %s', (text, region, url, resolvedRegion, partition) => {
    const resolved = resolveEndpoint(text, region);

    expect(resolved).toMatchObject({ region: resolvedRegion, url: new URL(url) });
    expect('partition' in resolved ? resolved.partition : undefined).toBe(partition);
  });

  it.each([
    ['http://localhost:1', true],
    ['http://localhost.:1', true],
    ['http://ec2.localhost', true],
    ['http://127.0.0.1', true],
    ['http://127.9.9.9', true],
    ['http://127.10.200.30', true],
    ['http://[::ffff:127.10.200.30]', true],
    ['http://2130706433', true],
    ['http://[::1]:1', true],
    ['http://[::ffff:127.0.0.1]', true],
    ['http://localhost.example.com', false],
    ['http://127.0.0.1.example.com', false],
    ['http://192.0.2.1', false],
    ['http://0.0.0.0', false],
  ])('knows whether %s is this machine', (text, loopback) => {
    expect(resolveEndpoint(text, undefined)).toMatchObject({ loopback });
  });

  it.each([
    ['', undefined, 'the endpoint is empty; write it like http://127.0.0.1:4566'],
    [' \n', undefined, 'the endpoint is empty; write it like http://127.0.0.1:4566'],
    [
      '127.0.0.1:4566',
      undefined,
      'the endpoint "127.0.0.1:4566" has no scheme; write http://127.0.0.1:4566 or https://127.0.0.1:4566',
    ],
    [
      'localhost:4566',
      undefined,
      'the endpoint "localhost:4566" has no scheme; write http://localhost:4566 or https://localhost:4566',
    ],
    ['ftp://x', undefined, 'the endpoint "ftp://x" has the scheme "ftp"; write http://x or https://x'],
    ['s3+a-1.b://x', undefined, 'the endpoint "s3+a-1.b://x" has the scheme "s3+a-1.b"; write http://x or https://x'],
    ['xhttp://y', undefined, 'the endpoint "xhttp://y" has the scheme "xhttp"; write http://y or https://y'],
    [
      'http://',
      undefined,
      'the endpoint "http://" is no URL: check its host and port; write it like http://127.0.0.1:4566',
    ],
    [
      'http://x:99999',
      undefined,
      'the endpoint "http://x:99999" is no URL: check its host and port; write it like http://127.0.0.1:4566',
    ],
    [
      'http://key:hidden@a b',
      undefined,
      'the endpoint "http://…@a b" is no URL: check its host and port; write it like http://127.0.0.1:4566',
    ],
    [
      `ftp://${'x'.repeat(200)}`,
      undefined,
      `the endpoint "ftp://${'x'.repeat(94)}…" has the scheme "ftp"; write http://${'x'.repeat(100)}… or https://${'x'.repeat(100)}…`,
    ],
    [
      `ftp://${'x'.repeat(94)}`,
      undefined,
      `the endpoint "ftp://${'x'.repeat(94)}" has the scheme "ftp"; write http://${'x'.repeat(94)} or https://${'x'.repeat(94)}`,
    ],
    [
      'http://x:0',
      undefined,
      "the endpoint's port is 0, where nothing can listen; write the port that the target listens on",
    ],
    [
      'http://key:hidden@x:1/y',
      undefined,
      'the endpoint holds a user name or password; write http://x:1/y and give the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    ],
    [
      'http://key@x/',
      undefined,
      'the endpoint holds a user name or password; write http://x/ and give the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    ],
    [
      'http://:hidden@x/',
      undefined,
      'the endpoint holds a user name or password; write http://x/ and give the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    ],
    ['http://x/y?a=1', undefined, 'the endpoint holds a query; write http://x/y'],
    ['http://x/?', undefined, 'the endpoint holds a query; write http://x/'],
    ['http://x/#a', undefined, 'the endpoint holds a fragment; write http://x/'],
    ['http://x/#', undefined, 'the endpoint holds a fragment; write http://x/'],
    [
      'https://ec2.{region}.amazonaws.com',
      undefined,
      'the endpoint "https://ec2.{region}.amazonaws.com" needs a region; give one with --region',
    ],
    [
      'http://x',
      'US EAST',
      'the region "US EAST" is not lower-case letters, digits and hyphens; write it like us-east-1',
    ],
    ['http://x', '-a', 'the region "-a" is not lower-case letters, digits and hyphens; write it like us-east-1'],
    ['http://x', 'a.b', 'the region "a.b" is not lower-case letters, digits and hyphens; write it like us-east-1'],
    ['http://x', '', 'the region "" is not lower-case letters, digits and hyphens; write it like us-east-1'],
    [
      'http://x',
      'a'.repeat(64),
      `the region "${'a'.repeat(64)}" is not lower-case letters, digits and hyphens; write it like us-east-1`,
    ],
    [
      'https://ec2.us-west-2.amazonaws.com',
      'us-east-1',
      'the endpoint ec2.us-west-2.amazonaws.com belongs to region us-west-2, not us-east-1; change --region or the endpoint',
    ],
  ])('refuses %j with region %j, and says what to do', (text, region, problem) => {
    expect(resolveEndpoint(text, region)).toEqual({ problem });
  });

  it.each(['a', '1', 'a'.repeat(63), 'us-east-1'])('takes %s for a region', (region) => {
    expect(resolveEndpoint('http://x', region)).toMatchObject({ region });
  });

  it.each([
    ['https://ec2.amazonaws.com.', 'us-east-1', 'aws'],
    ['https://ec2.mars-1.amazonaws.com.cn', 'mars-1', 'aws-cn'],
    ['https://ec2.us-iso-east-1.api.aws', 'us-iso-east-1', 'aws'],
    ['https://ec2.cn-north-1.api.aws', 'cn-north-1', 'aws-cn'],
    ['https://a.b.ec2.us-gov-west-1.vpce.amazonaws.com', 'us-gov-west-1', 'aws-us-gov'],
    ['https://s3.us-west-2.amazonaws.com', 'us-east-1', undefined],
    ['https://ec2.us-west-2.amazonaws.org', 'us-east-1', undefined],
    ['https://ec2.us-west-2.api.aws.example', 'us-east-1', undefined],
    ['https://my-ec2.us-west-2.api.aws', 'us-east-1', undefined],
    ['https://myec2.us-west-2.amazonaws.com', 'us-east-1', undefined],
    ['https://ec2.amazonaws.com.example', 'us-east-1', undefined],
  ])('finds region and partition in %s', (text, region, partition) => {
    const resolved = resolveEndpoint(text, undefined);

    expect(resolved).toMatchObject({ region });
    expect('partition' in resolved ? resolved.partition : undefined).toBe(partition);
  });

  it.each([
    ['http://xlocalhost', false],
    ['http://.localhost', false],
    ['http://localhost.x', false],
    ['http://1.127.0.0.1.example', false],
    ['http://[::ffff:7e00:1]', false],
    ['http://[1::1]', false],
    ['http://127.0.0.1.', true],
  ])('is not misled by a name like that of this machine: %s', (text, loopback) => {
    expect(resolveEndpoint(text, undefined)).toMatchObject({ loopback });
  });
});
