/** Requests of other operations, with the parameters that botocore makes of their inputs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../package/package-root.ts';
import type { ModelObject } from '../../service-model/model.ts';
import { encodeForm, type Pair } from '../../wire/query.ts';
import { type SignOptions, sign } from '../../wire/signing/sign.ts';
import { verifyRequest } from './verify-request.ts';

interface InputPair {
  readonly kind: string;
  readonly action: string;
  readonly input: ModelObject;
  readonly parameters: readonly Pair[];
}

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** Inputs of botocore-pairs.jsonl that have a parameter. */
const pairs = readFileSync(join(packageRoot(), 'fixtures/service-model/botocore-pairs.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as InputPair)
  .filter(({ kind, parameters }) => kind === 'input' && parameters.length > 0);

/** A DryRun of false may be left out. */
function matters([name, value]: Pair): boolean {
  return name !== 'DryRun' || value !== 'false';
}

/** The bytes of a signed request. */
function request(action: string, parameters: readonly Pair[], options: Partial<SignOptions> = {}): Buffer {
  const form = encodeForm([['Action', action], ['Version', '2016-11-15'], ...parameters]);
  const body = Buffer.from(options.place === 'query' ? '' : form);
  const host = ['Host', 'ec2.eu-west-1.amazonaws.com'] as const;
  const fields = [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Content-Length', String(body.length)],
  ] as const;
  const unsigned =
    options.place === 'query'
      ? { method: 'GET', target: `/?${form}`, headers: [host], body }
      : { method: 'POST', target: '/', headers: [host, ...fields], body };
  const date = new Date('2015-08-30T12:36:00Z');
  const { method, target, headers } = sign(unsigned, {
    ...{ credentials, region: 'eu-west-1', service: 'ec2', date, place: 'header' },
    ...options,
  });
  const head = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

function judged(action: string, parameters: readonly Pair[], params: ModelObject) {
  const bytes = request(action, parameters);
  const { signature, encoding } = verifyRequest(bytes, {
    secretFor: (id) => (id === credentials.accessKeyId ? credentials : undefined),
    params: params as Parameters<typeof verifyRequest>[1]['params'] & object,
  });
  return { signature: signature.verdict, encoding: encoding.verdict, problems: encoding.problems };
}

/** Changes to the last parameter, each of which makes the request another one. */
const mistakes: readonly (readonly [string, (last: Pair) => readonly Pair[]])[] = [
  ['left out', () => []],
  ['misspelt', ([name, value]) => [[`${name}s`, value]]],
  ['with another value', ([name, value]) => [[name, `${value}9x`]]],
  ['beside one too many', (last) => [last, ['Surplus', '1']]],
];

test('pass for more than a hundred actions', () => {
  const failed = pairs.flatMap(({ action, input, parameters }) => {
    const result = judged(action, parameters, input);
    return result.signature === 'pass' && result.encoding === 'pass' ? [] : [{ action, ...result }];
  });

  expect(new Set(pairs.map(({ action }) => action)).size).toBeGreaterThan(100);
  expect(failed).toEqual([]);
});

test.each(mistakes)('fail with their last parameter %s', (_, change) => {
  const passed = pairs.filter(({ action, input, parameters }) => {
    const last = parameters.at(-1);
    if (last === undefined || !matters(last)) return false;
    return judged(action, [...parameters.slice(0, -1), ...change(last)], input).encoding !== 'fail';
  });

  expect(passed.map(({ action }) => action)).toEqual([]);
});

test('pass in another spelling of a timestamp or boolean, and with an idempotency token of the client', () => {
  const other = (parameters: readonly Pair[]): readonly Pair[] =>
    parameters.map(([name, value]) => [
      name,
      /^(true|false)$/.test(value) && name.endsWith('DryRun')
        ? value.replace(/^./, (letter) => letter.toUpperCase())
        : value,
    ]);
  const timed = judged('DescribeSpotPriceHistory', [['StartTime', '2026-01-31T13:00:00.000+01:00']], {
    StartTime: '2026-01-31T12:00:00Z',
  });
  const wrong = judged('DescribeSpotPriceHistory', [['StartTime', '2026-01-31T13:00:00Z']], {
    StartTime: '2026-01-31T12:00:00Z',
  });
  const dry = judged('DescribeVpcs', other([['DryRun', 'true']]), { DryRun: true });
  const token = judged(
    'CreateNatGateway',
    [
      ['SubnetId', 'subnet-1'],
      ['ClientToken', 'made-by-the-sdk'],
    ],
    {
      SubnetId: 'subnet-1',
    },
  );

  expect([timed.encoding, wrong.encoding, dry.encoding, token.encoding]).toEqual(['pass', 'fail', 'pass', 'pass']);
});

test('fail for an action that EC2 does not have, and for an input that the action does not have', () => {
  expect(judged('RevokeEverything', [], {}).problems).toEqual([
    'Action: expected an action of EC2, found RevokeEverything',
  ]);
  expect(judged('DescribeVpcs', [], { Vpcs: ['vpc-1'] }).encoding).toBe('fail');
});

test('presigned without X-Amz-Expires, whose meaning is open, pass if the signature is right', () => {
  const presigned = request('DescribeVpcs', [], { place: 'query' }).toString();
  const unlimited = presigned.replace(/&X-Amz-Expires=\d+/, '');
  const verdict = verifyRequest(Buffer.from(unlimited), { secretFor: () => credentials }).signature;

  expect(verdict).toMatchObject({ verdict: 'fail', stage: 'signature' });
});
