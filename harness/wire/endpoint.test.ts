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
    ['', undefined, 'empty'],
    ['127.0.0.1:4566', undefined, 'write http://127.0.0.1:4566'],
    ['localhost:4566', undefined, 'write http://localhost:4566'],
    ['ftp://x', undefined, '"ftp"'],
    ['http://', undefined, 'no URL'],
    ['http://x:99999', undefined, 'no URL'],
    ['http://a b', undefined, 'no URL'],
    ['http://x:0', undefined, 'port is 0'],
    ['http://key:hidden@x/', undefined, 'AWS_ACCESS_KEY_ID'],
    ['http://x/?a=1', undefined, 'query'],
    ['http://x/#a', undefined, 'fragment'],
    ['https://ec2.{region}.amazonaws.com', undefined, '--region'],
    ['http://x', 'US EAST', 'lower-case'],
    ['https://ec2.us-west-2.amazonaws.com', 'us-east-1', 'us-west-2, not us-east-1'],
  ])('refuses %j with region %j, and says what to do', (text, region, words) => {
    const resolved = resolveEndpoint(text, region);

    expect(resolved).toEqual({ problem: expect.stringContaining(words) });
    expect(JSON.stringify(resolved)).not.toContain('hidden');
  });
});
