import { describe, expect, it } from 'vitest';
import { canonicalPath, canonicalQuery } from './canonical-request.ts';
import { type HttpRequest, headerValue } from './message.ts';
import { prepare, type SignOptions, sign, stagesOf } from './sign.ts';
import { signingKey } from './sigv4.ts';

const options: SignOptions = {
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
  region: 'us-east-1',
  service: 'service',
  date: new Date('2015-08-30T12:36:00Z'),
  place: 'header',
};

type Field = readonly [string, string];

function request(method: string, target: string, fields: readonly Field[] = [], body = ''): HttpRequest {
  return { method, target, headers: [['Host', 'example.amazonaws.com'], ...fields], body: Buffer.from(body) };
}

function signatureOf(signed: HttpRequest): string | undefined {
  return /Signature=([0-9a-f]{64})$/.exec(headerValue(signed.headers, 'authorization') ?? signed.target)?.[1];
}

// Requests and signatures of AWS's published SigV4 test suite (aws-sig-v4-test-suite), each by its name there.
const form = ['Content-Type', 'application/x-www-form-urlencoded'] as const;
const published: readonly (readonly [
  name: string,
  given: HttpRequest,
  signature: string,
  signed?: readonly string[],
])[] = [
  [
    'get-header-key-duplicate',
    request('GET', '/', [['my-header1', 'value2,value2,value1']]),
    'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
    ['my-header1'],
  ],
  [
    'get-header-value-multiline',
    request('GET', '/', [['my-header1', 'value1,value2,value3']]),
    'ba17b383a53190154eb5fa66a1b836cc297cc0a3d70a5d00705980573d8ff790',
    ['my-header1'],
  ],
  [
    'get-header-value-order',
    request('GET', '/', [['my-header1', 'value4,value1,value3,value2']]),
    '08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01',
    ['my-header1'],
  ],
  [
    'get-header-value-trim',
    request('GET', '/', [
      ['my-header1', 'value1'],
      ['my-header2', '"a   b   c"'],
    ]),
    'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ['my-header1', 'my-header2'],
  ],
  [
    'get-unreserved',
    request('GET', '/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', []),
    '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
  ],
  ['get-utf8', request('GET', '/ሴ', []), '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85'],
  ['get-vanilla', request('GET', '/', []), '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-empty-query-key',
    request('GET', '/?Param1=value1', []),
    'a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb',
  ],
  ['get-vanilla-query', request('GET', '/', []), '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    request('GET', '/?Param2=value2&Param1=value1', []),
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  [
    'get-vanilla-query-unreserved',
    request(
      'GET',
      '/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
      [],
    ),
    '9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197',
  ],
  [
    'get-vanilla-utf8-query',
    request('GET', '/?%E1%88%B4=bar', []),
    '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04',
  ],
  [
    'post-header-key-case',
    request('POST', '/', []),
    '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  ],
  [
    'post-header-key-sort',
    request('POST', '/', [['my-header1', 'value1']]),
    'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c',
    ['my-header1'],
  ],
  [
    'post-header-value-case',
    request('POST', '/', [['my-header1', 'VALUE1']]),
    'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
    ['my-header1'],
  ],
  [
    'post-sts-header-after',
    request('POST', '/', []),
    '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  ],
  [
    'post-sts-header-before',
    request('POST', '/', [
      [
        'x-amz-security-token',
        'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==',
      ],
    ]),
    '85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead',
  ],
  ['post-vanilla', request('POST', '/', []), '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'post-vanilla-empty-query-value',
    request('POST', '/?Param1=value1', []),
    '28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11',
  ],
  [
    'post-vanilla-query',
    request('POST', '/?Param1=value1', []),
    '28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11',
  ],
  [
    'post-vanilla-query-nonunreserved',
    request('POST', '/?%40%23%24%25%5E=&%2B=%2F%2C%3F%3E%3C%60%22%3B%3A%5C%7C%5D%5B%7B%7D', []),
    '66c82657c86e26fb25238d0e69f011edc4c6df5ae71119d7cb98ed9b87393c1e',
  ],
  [
    'post-vanilla-query-space',
    request('POST', '/?p=', []),
    'e71688addb58a26418614085fb730ba3faa623b461c17f48f2fbdb9361b94a9b',
  ],
  [
    'post-x-www-form-urlencoded',
    request('POST', '/', [['content-type', 'application/x-www-form-urlencoded']], 'Param1=value1'),
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
  [
    'post-x-www-form-urlencoded-parameters',
    request('POST', '/', [['content-type', 'application/x-www-form-urlencoded; charset=utf8']], 'Param1=value1'),
    '1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe',
  ],
];

describe('sign', () => {
  it.each(published.map(([name, ...rest]) => ({ name, rest })))('signs $name as AWS publishes it', ({ rest }) => {
    const [given, expected, signedHeaders] = rest;

    const signed = sign(given, signedHeaders === undefined ? options : { ...options, signedHeaders });

    expect(signatureOf(signed)).toBe(expected);
  });

  it('builds the canonical request and the string to sign of get-vanilla-query-order-key-case', () => {
    const stages = stagesOf(prepare(request('GET', '/?Param2=value2&Param1=value1'), options));

    expect(stages.canonicalRequest).toBe(
      'GET\n/\nParam1=value1&Param2=value2\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n' +
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(stages.stringToSign).toBe(
      'AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n' +
        '816cd5b414d056048ba4f7c5386d6e0533120fb1fcfa93762cf0fc39e2cf19e0',
    );
  });

  it("derives the signing key of AWS's documentation", () => {
    const key = signingKey(options.credentials.secretAccessKey, {
      day: '20150830',
      region: 'us-east-1',
      service: 'iam',
    });

    expect(key.toString('hex')).toBe('c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9');
  });

  it("presigns the GET request of AWS's documentation", () => {
    const given: HttpRequest = {
      method: 'GET',
      target: '/test.txt',
      headers: [
        ['Host', 'examplebucket.s3.amazonaws.com'],
        ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD'],
      ],
      body: Buffer.alloc(0),
    };
    const signed = sign(given, {
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      region: 'us-east-1',
      service: 's3',
      date: new Date('2013-05-24T00:00:00Z'),
      place: 'query',
      expiresSeconds: 86_400,
      signedHeaders: [],
    });

    expect(signed.target).toBe(
      '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
        '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
        '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
  });

  it('appends its fields behind those of the request and leaves these as they are', () => {
    const credentials = { ...options.credentials, sessionToken: 'token' };
    const signed = sign(request('POST', '/', [['x-Odd', ' a  b '], form], 'Action=A'), { ...options, credentials });

    expect(signed.headers.map(([name]) => name)).toEqual([
      'Host',
      'x-Odd',
      'Content-Type',
      'X-Amz-Date',
      'X-Amz-Security-Token',
      'Authorization',
    ]);
    expect(headerValue(signed.headers, 'x-odd')).toBe(' a  b ');
    expect(headerValue(signed.headers, 'authorization')).toContain(
      'SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, ',
    );
  });

  it('replaces an earlier signature and date', () => {
    const once = sign(request('POST', '/', [], 'Action=A'), { ...options, date: new Date('2014-01-01T00:00:00Z') });

    expect(sign(once, options)).toEqual(sign(request('POST', '/', [], 'Action=A'), options));
  });

  it('hashes the body into a signed X-Amz-Content-Sha256 where that is asked for', () => {
    const signed = sign(request('POST', '/', [], 'Action=A'), { ...options, contentSha256: true });

    // printf 'Action=A' | sha256sum
    expect(headerValue(signed.headers, 'x-amz-content-sha256')).toBe(
      'e7fe3a930899e0f2fa547a852385ab2c61ce81c83d912a750d41b9f0219dbf69',
    );
    expect(headerValue(signed.headers, 'authorization')).toContain('host;x-amz-content-sha256;x-amz-date');
  });

  it('puts the token of temporary credentials into a presigned query', () => {
    const credentials = { ...options.credentials, sessionToken: 'a/b+c=' };
    const signed = sign(request('GET', '/?Action=A'), { ...options, credentials, place: 'query' });

    expect(signed.target).toContain('/?Action=A&X-Amz-Algorithm=');
    expect(signed.target).toContain('&X-Amz-Expires=3600&X-Amz-Security-Token=a%2Fb%2Bc%3D&X-Amz-SignedHeaders=host&');
    expect(signed.headers).toEqual([['Host', 'example.amazonaws.com']]);
  });
});

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
