/**
 * The cases of the topic signing, without a server: each differs from a correct signature at one stage only.
 *
 * The stages below were written by hand from what each case is about; harness/wire/signing/verify.ts has to find the same.
 */
import { describe, expect, test } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import { prepareSend } from '../harness/engine/build-request.ts';
import { type HttpRequest, headerValue } from '../harness/wire/message.ts';
import { buildRequest } from '../harness/wire/request.ts';
import { type SignOptions, sign } from '../harness/wire/signing/sign.ts';
import {
  type KnownSecret,
  type SignatureFlaw,
  type VerifyContext,
  verifySignature,
} from '../harness/wire/signing/verify.ts';
import { casesOf } from './revoke-ingress/cases.ts';
import { otherSecret } from './revoke-ingress/signing/signing-build.ts';
import { withoutSignature } from './revoke-ingress/signing/signing-edits.ts';

type Found = 'valid' | 'unsigned' | 'legacy' | SignatureFlaw;

const now = new Date('2015-08-30T12:36:00Z');
const region = 'us-east-1';
const main = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const session = { ...main, accessKeyId: 'ASIAEXAMPLE', sessionToken: 'FwoGZXIvYXdzEOjExampleTokenOfASession' };

const accepted = [
  'header get presigned post-query unsigned-fields session session-presigned content-sha256 signed-field folded-spaces',
  'authorization-spacing field-order field-case query-order date-past date-ahead',
];

const expected: Readonly<Record<string, Found>> = {
  ...all('valid', ...accepted),
  ...all('unsigned', 'enforced enforced-get unsigned-code'),
  ...all(
    'mismatch',
    'post-query-added',
    'verified wrong-signature-code other-secret body-value body-parameter-added body-parameter-removed body-order',
    'body-encoding query-value query-parameter-added query-parameter-removed post-query-value method path host date',
    'content-type signed-field-value content-sha256-value security-token-value signed-headers-shortened',
    'signed-headers-extended presigned-verified presigned-other-secret presigned-value presigned-parameter-added',
    'presigned-parameter-removed presigned-method presigned-host presigned-lifetime presigned-date',
  ),
  ...all('malformed', 'signature-truncated signature-extended'),
  ...all('incomplete', 'signature-empty without-credential without-signed-headers without-signature'),
  ...all(
    'incomplete',
    'presigned-without-algorithm presigned-without-credential presigned-without-signed-headers presigned-without-signature',
  ),
  ...all('header-missing', 'signed-field-removed'),
  ...all('unknown-key', 'unknown-key unknown-key-code presigned-unknown-key'),
  ...all('scope-region', 'scope-region scope-region-case presigned-scope-region'),
  ...all('scope-service', 'scope-service presigned-scope-service'),
  ...all('scope-date', 'scope-date'),
  ...all('scope-malformed', 'scope-terminator scope-terminator-unsigned'),
  ...all('unknown-algorithm', 'algorithm algorithm-unsigned other-scheme'),
  ...all('expired', 'expired expired-code presigned-expired presigned-just-expired'),
  ...all('in-future', 'future future-code presigned-future'),
  ...all('date-missing', 'presigned-without-date'),
  ...all('token-missing', 'token-missing'),
  ...all('token-wrong', 'token-altered'),
  // Open questions: the result of our own verifier is no requirement on a target.
  ...all('valid', 'date-between-windows date-field content-type-unsigned repeated-field'),
  ...all('valid', 'unsigned-payload authorization-order authorization-unknown-part'),
  ...all('valid', 'presigned-post presigned-outlives-window'),
  ...all('date-malformed', 'date-malformed'),
  ...all('date-missing', 'header-and-query'),
  ...all('host-unsigned', 'host-unsigned'),
  ...all('amz-header-unsigned', 'date-unsigned amz-field-unsigned content-sha256-unsigned'),
  ...all('signed-headers-form', 'signed-headers-reordered signed-headers-upper-case'),
  ...all('header-missing', 'signed-headers-absent'),
  ...all('mismatch', 'signature-upper-case'),
  ...all('payload-differs', 'content-sha256-mismatch body-under-old-hash'),
  ...all('unknown-algorithm', 'algorithm-of-another-scheme'),
  ...all('malformed', 'authorization-part-twice authorization-twice'),
  ...all('incomplete', 'authorization-empty presigned-expires-absent'),
  ...all('token-unexpected', 'token-with-permanent-key'),
  ...all('expires-malformed', 'presigned-expires-zero presigned-expires-negative presigned-expires-long'),
  ...all('legacy', 'version-2'),
};

const cases = casesOf('signing');

test('knows what every case is about', () => {
  expect(cases.map(({ id }) => id).sort()).toEqual(Object.keys(expected).sort());
});

describe('each case differs from a correct signature where it says', () => {
  test.each(cases.map((one) => [one.id, one] as const))('%s', (id, one) => {
    expect(foundIn(sentBy(one))).toBe(expected[id]);
  });
});

const refused = cases.filter(({ expect: responses }) =>
  responses.some(({ code }) => code !== undefined && !isSession(code)),
);

/** These are signed as they should be, and changed afterwards. */
const changedLater = ['signing/body-under-old-hash', 'signing/post-query-added'];

describe('a refused request is what its control sends but for the signature', () => {
  test.each(refused.filter(({ id }) => !changedLater.includes(id)).map((one) => [one.id, one] as const))(
    '%s',
    (_, one) => {
      const control = cases.find(({ id }) => id === one.control);
      if (control === undefined) throw new Error(`${one.id} has no control`);

      expect(content(sentBy(one), one.id)).toEqual(content(sentBy(control), one.id));
      expect(expected[control.id]).toBe('valid');
      expect(control.given).toEqual(one.given);
      const needs = (one.needs ?? []).filter((need) => need !== 'signature-verification');
      expect(control.needs ?? []).toEqual(needs);
    },
  );
});

// What a target would have to overlook, and nothing else, for the request to be right.
const overlooked: readonly (readonly [slugs: string, Partial<VerifyContext>])[] = [
  ['scope-region presigned-scope-region', { region: 'eu-west-1' }],
  ['scope-region-case', { region: region.toUpperCase() }],
  ['scope-service presigned-scope-service', { service: 'sts' }],
  ['expired', { windowMs: 60 * 60_000 }],
  ['presigned-expired', { now: new Date(now.getTime() - 50 * 60_000) }],
  ['future presigned-future', { windowMs: 60 * 60_000 }],
  ['unknown-key presigned-unknown-key', { secretFor: () => ({ secretAccessKey: otherSecret }) }],
  ['other-secret presigned-other-secret', { secretFor: () => ({ secretAccessKey: otherSecret }) }],
  ['token-missing', { secretFor: () => main }],
  ['token-altered', { secretFor: () => ({ ...main, sessionToken: 'FwoGZXIvYXdzEOjExaApleTokenOfASession' }) }],
];

describe('a wrong claim is signed as it should be', () => {
  test.each(overlooked)('%s', (slugs, looks) => {
    const found = slugs.split(' ').map((slug) => foundIn(sent(slug), looks));

    expect(found).toEqual(found.map(() => 'valid'));
  });
});

test('refuses nothing that the verifier takes, and removes nothing that is refused', () => {
  const everything = ['named', 'sibling'];

  expect(refused.filter(({ id }) => expected[id] === 'valid')).toEqual([]);
  expect(refused.flatMap(({ expect: responses }) => responses.map(({ after }) => after))).toSatisfy(
    (states: string[][]) => states.every((after) => after.join() === everything.join()),
  );
});

test('signs for another region wherever the target is', () => {
  const abroad = cases.filter(({ id }) => /\/(presigned-)?scope-region$/.test(id));

  const found = ['eu-west-1', 'us-west-2', 'ap-south-1'].flatMap((home) =>
    abroad.map((one) => foundIn(sentBy(one, { region: home }), { region: home })),
  );

  expect(found).toEqual(Array(6).fill('scope-region'));
});

test('differs in the same places when the main credentials are temporary', () => {
  const different = cases
    .filter(({ send }) => (send.as ?? 'main') === 'main')
    .map((one) => [one.id, foundIn(sentBy(one, { credentials: session }))] as const)
    .filter(([id, found]) => found !== expected[id]);

  // The token is then the altered one of temporary keys.
  expect(different).toEqual([['signing/token-with-permanent-key', 'token-wrong']]);
});

function all(found: Found, ...lists: readonly string[]): Readonly<Record<string, Found>> {
  return Object.fromEntries(lists.flatMap((list) => list.split(' ')).map((slug) => [`signing/${slug}`, found]));
}

/** Temporary credentials that may not revoke are recognised, which is no refusal of the signature. */
function isSession(code: readonly string[]): boolean {
  return code.includes('UnauthorizedOperation');
}

function sent(slug: string): HttpRequest {
  const found = cases.find(({ id }) => id === `signing/${slug}`);
  if (found === undefined) throw new Error(`no case is called ${slug}`);
  return sentBy(found);
}

/** What the case puts on the wire, as the caller does it, at a time of our own. */
function sentBy({ send }: Case, other: Partial<SignOptions> = {}): HttpRequest {
  const { draft } = prepareSend(send, new Map([['main', 'sg-0123456789abcdef0']]), 'RevokeSecurityGroupIngress');
  const request = buildRequest({ endpoint: new URL('https://ec2.us-east-1.amazonaws.com/'), ...draft });
  const options = optionsOf(send, other);
  const signed = draft.sign === 'none' ? request : sign(request, options);
  return draft.alter === undefined ? signed : draft.alter(signed, options);
}

function optionsOf(send: Case['send'], other: Partial<SignOptions>): SignOptions {
  const identity = other.credentials ?? (send.as === 'session' ? session : main);
  const { dateOffsetMs = 0, accessKeyId, secretAccessKey, sessionToken, ...rest } = send.signing ?? {};
  return {
    region,
    service: 'ec2',
    place: send.sign === 'query' ? 'query' : 'header',
    date: new Date(now.getTime() + dateOffsetMs),
    ...other,
    ...rest,
    credentials: {
      ...identity,
      ...(accessKeyId === undefined ? {} : { accessKeyId }),
      ...(secretAccessKey === undefined ? {} : { secretAccessKey }),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  };
}

function foundIn(request: HttpRequest, looks: Partial<VerifyContext> = {}): Found {
  const known: Readonly<Record<string, KnownSecret>> = { [main.accessKeyId]: main, [session.accessKeyId]: session };
  const strict: VerifyContext = { secretFor: (key) => known[key], now, region, service: 'ec2' };
  const report = verifySignature(request, { ...strict, ...looks });
  return report.verdict === 'invalid' ? report.flaw : report.verdict;
}

/** All of a request but its signature; a field that a case takes away is taken from both. */
function content(request: HttpRequest, id: string): unknown {
  const bare = withoutSignature(request);
  const compared = bare.headers.filter(([name]) => id !== 'signing/signed-field-removed' || name !== 'X-Conformance');
  return { ...bare, headers: compared, host: headerValue(request.headers, 'host'), body: bare.body.toString() };
}
