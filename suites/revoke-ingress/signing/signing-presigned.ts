/** Signatures in the query that have to be refused. */
import type { Case, CodeSend } from '../../../harness/cases/case.ts';
import { type Alter, signatureOf, signedAgain } from './signing-alterations.ts';
import { otherSecret, refused, unknownKey } from './signing-build.ts';
import { otherRegion } from './signing-claims.ts';
import { type Change, dated, field, lifetime, method, onQuery, pairsOf, query } from './signing-edits.ts';
import { digitOff } from './signing-tampered.ts';

const hour = 3_600_000;
const presigned: CodeSend = { method: 'GET', sign: 'query' };

const foreign: readonly Case[] = [
  refused('presigned-verified', 'refuses a signature in the query of which one digit is wrong', {
    ...presigned,
    alter: digitOff,
  }),
  refused('presigned-other-secret', 'refuses a signature in the query made with another secret', {
    ...presigned,
    signing: { secretAccessKey: otherSecret },
  }),
  ofAnother(
    'presigned-value',
    'refuses the signature in the query of a revoke of another rule',
    query((text) => text.replace('192.0.2.0', '198.51.100.0')),
  ),
  ofAnother(
    'presigned-parameter-added',
    'refuses the signature of a presigned query without the last parameter',
    query((text) => pairsOf(text).slice(0, -1).join('&')),
  ),
  ofAnother(
    'presigned-parameter-removed',
    'refuses the signature of the presigned dry run for the revoke itself',
    query((text) => `${text}&DryRun=true`),
  ),
  ofAnother('presigned-method', 'refuses the signature in the query of another method', method('PUT')),
  ofAnother('presigned-host', 'refuses the signature in the query of another host', field('Host', 'ec2.example.com')),
  ofAnother('presigned-lifetime', 'refuses the signature of a query with a shorter lifetime', lifetime(60)),
  ofAnother('presigned-date', 'refuses the signature of a query one second older', dated(-1000)),
];

const claims: readonly Case[] = [
  refused('presigned-unknown-key', 'refuses an unknown access key in the query', {
    ...presigned,
    signing: { accessKeyId: unknownKey, secretAccessKey: otherSecret },
  }),
  refused('presigned-scope-region', 'refuses a signature in the query for another region', {
    ...presigned,
    alter: signedAgain(({ request, options }) => ({
      request,
      options: { ...options, region: otherRegion(options.region) },
    })),
  }),
  refused('presigned-scope-service', 'refuses a signature in the query for another service', {
    ...presigned,
    signing: { service: 'sts' },
  }),
  refused('presigned-expired', 'refuses a query signed an hour ago for ten minutes', {
    ...presigned,
    signing: { dateOffsetMs: -hour, expiresSeconds: 600 },
  }),
  refused('presigned-future', 'refuses a query signed an hour ahead', {
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
export const refusedPresigned: readonly Case[] = [...foreign, ...claims, ...incomplete];

/** The query as it should be, but for a signature that is another request's. */
function ofAnother(slug: string, title: string, change: Change): Case {
  return refused(slug, title, { ...presigned, alter: signatureOf(change) });
}

function lacking(slug: string, name: string): Case {
  const alter: Alter = (signed) => onQuery(signed, without(name));
  return refused(
    `presigned-without-${slug}`,
    `refuses a presigned query from which ${name} was taken`,
    { ...presigned, alter },
    { requirement: 'presigned-incomplete' },
  );
}

/** The query without one of its parameters. */
export function without(name: string): (query: string) => string {
  return (text) =>
    pairsOf(text)
      .filter((pair) => !pair.startsWith(`${name}=`))
      .join('&');
}
