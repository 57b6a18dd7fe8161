/** Signatures that are right for what they claim, where the claim itself is wrong; and those that claim too little. */
import type { Case } from '../../../harness/cases/case.ts';
import { type Claim, claiming, editAuthorization, signedAgain } from './signing-alterations.ts';
import { otherSecret, refusedCase, refusedWith, unknownKey } from './signing-build.ts';
import { token } from './signing-edits.ts';

const hour = 3_600_000;
const unknown = { accessKeyId: unknownKey, secretAccessKey: otherSecret };
const session = { needs: ['session-identity'] };

/** Codes of an expired request: the documented ones, and those of a signature that is not current. */
const notCurrent = [
  refusedWith('RequestExpired', ['400'], ['RequestExpired']),
  refusedWith('InvalidSecurity.RequestHasExpired', ['4xx'], ['InvalidSecurity.RequestHasExpired']),
  refusedWith('AuthFailure', ['4xx'], ['AuthFailure']),
  refusedWith('SignatureDoesNotMatch', ['403'], ['SignatureDoesNotMatch']),
];

const keys: readonly Case[] = [
  refusedCase('unknown-key', 'refuses an access key that it does not know', { signing: unknown }),
  refusedCase(
    'unknown-key-code',
    'says of an unknown access key that it cannot be validated',
    { signing: unknown },
    {
      expect: [
        refusedWith('AuthFailure', ['401'], ['AuthFailure']),
        refusedWith('InvalidClientTokenId', ['4xx'], ['InvalidClientTokenId']),
      ],
    },
  ),
];

const scopes: readonly Case[] = [
  refusedCase('scope-region', 'refuses a signature for another region', {
    alter: claiming((claim) => ({ ...claim, region: otherRegion(claim.region) })),
  }),
  refusedCase('scope-region-case', 'refuses a signature for the region in upper case', {
    alter: claiming((claim) => ({ ...claim, region: claim.region.toUpperCase() })),
  }),
  refusedCase('scope-service', 'refuses a signature for another service', {
    alter: claiming((claim) => ({ ...claim, service: 'sts' })),
  }),
  refusedCase('scope-date', 'refuses a signature for the day after its date', {
    alter: claiming((claim) => ({ ...claim, day: dayAfter(claim) })),
  }),
  refusedCase('scope-terminator', 'refuses a signature whose scope ends in aws5_request', {
    alter: claiming((claim) => ({ ...claim, terminator: 'aws5_request' })),
  }),
  refusedCase(
    'scope-terminator-unsigned',
    'refuses a scope whose last word was changed after signing',
    { alter: editAuthorization((value) => value.replace('aws4_request', 'aws5_request')) },
    { requirement: 'scope-terminator' },
  ),
  refusedCase('algorithm', 'refuses a signature under the name of another algorithm', {
    alter: claiming((claim) => ({ ...claim, algorithm: 'AWS4-HMAC-SHA512' })),
  }),
  refusedCase(
    'algorithm-unsigned',
    'refuses a signature whose algorithm was renamed after signing',
    { alter: editAuthorization((value) => value.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512')) },
    { requirement: 'algorithm' },
  ),
];

const dates: readonly Case[] = [
  refusedCase('expired', 'refuses a request dated an hour ago', { signing: { dateOffsetMs: -hour } }),
  refusedCase(
    'expired-code',
    'says of a request dated an hour ago that it has expired',
    { signing: { dateOffsetMs: -hour } },
    { expect: notCurrent },
  ),
  refusedCase('future', 'refuses a request dated an hour ahead', { signing: { dateOffsetMs: hour } }),
  refusedCase(
    'future-code',
    'says of a request dated an hour ahead that it is not current',
    { signing: { dateOffsetMs: hour } },
    { expect: notCurrent },
  ),
];

const incomplete: readonly Case[] = [
  refusedCase('without-credential', 'refuses an Authorization field without a credential', {
    alter: editAuthorization((value) => value.replace(/Credential=[^,]*, /, '')),
  }),
  refusedCase('without-signed-headers', 'refuses an Authorization field without the list of signed fields', {
    alter: editAuthorization((value) => value.replace(/SignedHeaders=[^,]*, /, '')),
  }),
  refusedCase('without-signature', 'refuses an Authorization field without a signature', {
    alter: editAuthorization((value) => value.replace(/, Signature=.*$/, '')),
  }),
  refusedCase('other-scheme', 'refuses a name and a password in place of a signature', {
    // user:password, the example of every textbook
    alter: editAuthorization(() => 'Basic dXNlcjpwYXNzd29yZA=='),
  }),
];

const tokens: readonly Case[] = [
  refusedCase(
    'token-missing',
    'refuses temporary credentials without their token',
    { as: 'session', alter: signedAgain(token(() => undefined)) },
    session,
  ),
  refusedCase(
    'token-altered',
    'refuses temporary credentials with a token in which one character is another',
    { as: 'session', alter: signedAgain(token(middleChanged)) },
    session,
  ),
];

/** Cases of consistent signatures with a wrong key, scope, date or token. */
export const wrongClaims: readonly Case[] = [...keys, ...scopes, ...dates, ...incomplete, ...tokens];

/** A region that exists and is not the target's. */
export function otherRegion(region: string): string {
  return region === 'eu-west-1' ? 'us-west-2' : 'eu-west-1';
}

function dayAfter({ day }: Claim): string {
  const date = new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10).replaceAll('-', '');
}

/** The last characters of a token may be padding that nobody reads. */
function middleChanged(text: string): string {
  const middle = text.length >> 1;
  return `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
}
