import { describe, expect, it } from 'vitest';
import { exampleOptions as options, exampleRequest as request } from '../../test-support/wire/signed-sample.ts';
import { type HttpRequest, headerValue } from './message.ts';
import { sign } from './signing/sign.ts';

function signatureOf(signed: HttpRequest): string | undefined {
  return /Signature=([0-9a-f]{64})$/.exec(headerValue(signed.headers, 'authorization') ?? signed.target)?.[1];
}

// Requests and signatures of AWS's published SigV4 test suite (aws-sig-v4-test-suite), each by its name there.
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
});
