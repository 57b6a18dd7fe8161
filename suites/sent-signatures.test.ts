/**
 * Every signature that EC2 would take, of all that the cases send, is the one that AWS's own signer makes.
 *
 * Our signer makes them and our verifier finds them right; both could be wrong alike.
 */
import { expect, test } from 'vitest';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import type { HttpRequest } from '../harness/wire/message.ts';
import { readClaim, type SignatureClaim } from '../harness/wire/signing/authorization.ts';
import { splitTarget } from '../harness/wire/signing/canonical-request.ts';
import type { SignOptions } from '../harness/wire/signing/sign.ts';
import type { KnownSecret } from '../harness/wire/signing/verify.ts';
import { MutantCases } from '../test-support/mutant-cases.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { awsSign, beyondLibrary } from '../test-support/wire/aws-signer.ts';
import { operations } from './operations.ts';

interface Received {
  readonly request: HttpRequest;
  readonly claim: SignatureClaim;
  readonly known: KnownSecret;
}

/** All that the embedded target receives, of the cases of one operation, with a signature that it finds right. */
async function receivedWithRightSignature(load: (typeof operations)[string]): Promise<readonly Received[]> {
  const suite = await load();
  const received: Received[] = [];
  const behaviour = changed(referenceBehaviour, {
    signing: {
      verify: (request, context) => {
        const report = referenceBehaviour.signing.verify(request, context);
        const known = report.verdict === 'valid' ? context.secretFor(report.claim.accessKeyId) : undefined;
        if (report.verdict === 'valid' && known !== undefined) received.push({ request, claim: report.claim, known });
        return report;
      },
    },
  });
  const { troubles } = await runMutant(behaviour, { cases: new MutantCases(suite).all, operation: suite });
  expect(troubles).toEqual([]);
  return received;
}

/** The request without its signature, and what it was signed with. */
function asGiven({ request, claim, known }: Received): {
  readonly request: HttpRequest;
  readonly options: SignOptions;
} {
  const { place, region, service, signedAt: date, signedHeaders, accessKeyId, expiresSeconds, securityToken } = claim;
  const { path, query } = splitTarget(request.target);
  const kept = query.split('&').filter((pair) => !/^X-Amz-/i.test(pair));
  const replaced = /^(authorization|x-amz-date|x-amz-security-token)$/i;
  return {
    request:
      place === 'query'
        ? { ...request, target: `${path}?${kept.join('&')}` }
        : { ...request, headers: request.headers.filter(([name]) => !replaced.test(name)) },
    options: {
      place,
      region,
      service,
      date,
      signedHeaders,
      credentials: {
        accessKeyId,
        secretAccessKey: known.secretAccessKey,
        ...(securityToken === undefined ? {} : { sessionToken: securityToken }),
      },
      ...(expiresSeconds === undefined ? {} : { expiresSeconds }),
    },
  };
}

function signatureOf(request: HttpRequest): string {
  const read = readClaim(request);
  return read.kind === 'claim' ? read.claim.signature : read.kind;
}

test.each(Object.entries(operations))(
  "%s sends signatures that are those of AWS's signer",
  { timeout: 120_000 },
  async (_name, load) => {
    const received = await receivedWithRightSignature(load);

    const given = received.map((one) => ({ ...asGiven(one), signature: one.claim.signature }));
    const comparable = given.filter(({ request, options }) => !beyondLibrary(request, options));
    const theirs = await Promise.all(comparable.map(({ request, options }) => awsSign(request, options)));
    expect(theirs.map(signatureOf)).toEqual(comparable.map(({ signature }) => signature));
    // Hardly any is beyond the library.
    expect(comparable.length).toBeGreaterThan(given.length * 0.95);
    const kinds = comparable.map(({ request: { method }, options }) =>
      [method, options.place, ...(options.credentials.sessionToken === undefined ? [] : ['token'])].join(' '),
    );
    // Operations without cases of signing send what their other cases need.
    const isSigningTested = (await load()).cases.some(({ requirements }) => requirements.includes('signing/presigned'));
    const all = ['GET header', 'GET query', 'GET query token', 'POST header', 'POST header token'];
    expect([...new Set(kinds)].sort()).toEqual(expect.arrayContaining(isSigningTested ? all : ['POST header']));
  },
);
