/** Signatures in the query that have to be refused. */
import type { Case, CodeSend } from '../../../harness/cases/case.ts';
import { type Alter, signatureOf, signedAgain } from './signing-alterations.ts';
import { otherSecret, refusedCase, unknownKey } from './signing-build.ts';
import { otherRegion } from './signing-claims.ts';
import {
  dated,
  editQuery,
  field,
  lifetime,
  method,
  replaceQuery,
  type SigningEdit,
  splitPairs,
} from './signing-edits.ts';
import { digitOff } from './signing-tampered.ts';

const hour = 3_600_000;
const presigned: CodeSend = { method: 'GET', sign: 'query' };

const foreign: readonly Case[] = [
  refusedCase('presigned-verified', 'refuses a signature in the query of which one digit is wrong', {
    ...presigned,
    alter: digitOff,
  }),
  refusedCase('presigned-other-secret', 'refuses a signature in the query made with another secret', {
    ...presigned,
    signing: { secretAccessKey: otherSecret },
  }),
  ofAnother(
    'presigned-value',
    'refuses the signature in the query of a revoke of another rule',
    editQuery((text) => text.replace('192.0.2.0', '198.51.100.0')),
  ),
  ofAnother(
    'presigned-parameter-added',
    'refuses the signature of a presigned query without the last parameter',
    editQuery((text) => splitPairs(text).slice(0, -1).join('&')),
  ),
  ofAnother(
    'presigned-parameter-removed',
    'refuses the signature of the presigned dry run for the revoke itself',
    editQuery((text) => `${text}&DryRun=true`),
  ),
  ofAnother('presigned-method', 'refuses the signature in the query of another method', method('PUT')),
  ofAnother('presigned-host', 'refuses the signature in the query of another host', field('Host', 'ec2.example.com')),
  ofAnother('presigned-lifetime', 'refuses the signature of a query with a shorter lifetime', lifetime(60)),
  ofAnother('presigned-date', 'refuses the signature of a query one second older', dated(-1000)),
];

const claims: readonly Case[] = [
  refusedCase('presigned-unknown-key', 'refuses an unknown access key in the query', {
    ...presigned,
    signing: { accessKeyId: unknownKey, secretAccessKey: otherSecret },
  }),
  refusedCase('presigned-scope-region', 'refuses a signature in the query for another region', {
    ...presigned,
    alter: signedAgain(({ request, options }) => ({
      request,
      options: { ...options, region: otherRegion(options.region) },
    })),
  }),
  refusedCase('presigned-scope-service', 'refuses a signature in the query for another service', {
    ...presigned,
    signing: { service: 'sts' },
  }),
  refusedCase('presigned-expired', 'refuses a query signed an hour ago for ten minutes', {
    ...presigned,
    signing: { dateOffsetMs: -hour, expiresSeconds: 600 },
  }),
  refusedCase('presigned-future', 'refuses a query signed an hour ahead', {
    ...presigned,
    signing: { dateOffsetMs: hour },
  }),
];

const incomplete: readonly Case[] = [
  lacking('algorithm', 'X-Amz-Algorithm'),
  lacking('credential', 'X-Amz-Credential'),
  lacking('date', 'X-Amz-Date'),
  lacking('signed-headers', 'X-Amz-SignedHeaders'),
  lacking('signature', 'X-Amz-Signature'),
];

/** Cases of signatures in a query that have to be refused. */
export const refusedPresignedCases: readonly Case[] = [...foreign, ...claims, ...incomplete];

/** The query as it should be, but for a signature that is another request's. */
function ofAnother(slug: string, title: string, change: SigningEdit): Case {
  return refusedCase(slug, title, { ...presigned, alter: signatureOf(change) });
}

function lacking(slug: string, name: string): Case {
  const alter: Alter = (signed) => replaceQuery(signed, withoutParameter(name));
  return refusedCase(
    `presigned-without-${slug}`,
    `refuses a presigned query from which ${name} was taken`,
    { ...presigned, alter },
    { requirement: 'presigned-incomplete' },
  );
}

/** The query without one of its parameters. */
export function withoutParameter(name: string): (query: string) => string {
  return (text) =>
    splitPairs(text)
      .filter((pair) => !pair.startsWith(`${name}=`))
      .join('&');
}
