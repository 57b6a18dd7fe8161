/** The places at which a fault takes hold of the verification of a signature. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import { type HttpRequest, headerValue } from '../../wire/message.ts';
import type { SignatureClaim } from '../../wire/signing/authorization.ts';
import { signature, signingKey } from '../../wire/signing/sigv4.ts';
import type { InvalidSignature, SignatureReport, VerifyContext } from '../../wire/signing/verify.ts';
import type { Apply } from '../fault.ts';

/** Whether an invalid signature is taken all the same. */
export type Overlooked = (report: InvalidSignature, request: HttpRequest) => boolean;

/** Requests whose signature this one may bear instead of its own. */
export type Others = (request: HttpRequest) => readonly HttpRequest[];

/** Takes some invalid signatures for valid ones. */
export function overlooking(isOverlooked: Overlooked): Apply {
  return verifying((report, request) =>
    report.verdict === 'invalid' && isOverlooked(report, request) ? taken(report) : report,
  );
}

/**
 * Takes the signature of another request, too. A signature does not show what was signed: a server that leaves a part
 * of the request out of account is one that tries out other values of that part.
 */
export function accepting(others: Others): Apply {
  return verifying((report, request, verify) =>
    report.verdict === 'invalid' && report.flaw !== 'expired' && report.flaw !== 'in-future'
      ? (others(request)
          .map((other) => verify(other))
          .find(({ verdict }) => verdict === 'valid') ?? report)
      : report,
  );
}

/** Takes signatures made with another secret as well, in one place. */
export function alsoKnowing(secretAccessKey: string, place: 'header' | 'query'): Apply {
  return (b) =>
    changed(b, {
      signing: {
        verify: (request, context) => {
          const report = b.signing.verify(request, context);
          if (report.verdict !== 'invalid' || report.flaw !== 'mismatch' || report.claim?.place !== place)
            return report;
          return b.signing.verify(request, { ...context, secretFor: () => ({ secretAccessKey }) });
        },
      },
    });
}

/** Refuses signatures of some requests as wrong, whether they are right or not. */
export function misjudging(isRefused: (request: HttpRequest) => boolean): Apply {
  return verifying((report, request) =>
    report.verdict !== 'unsigned' && isRefused(request)
      ? { verdict: 'invalid', stage: 'signature', flaw: 'mismatch', explanation: 'the signature is not understood' }
      : report,
  );
}

/** Compares the signature in Authorization otherwise than digit by digit. */
export function comparingSignatures(isEqual: (given: string, right: string) => boolean): Apply {
  return (b) =>
    verifying((report, request, verify, context) => {
      const given = /Signature=([^,\s]*)/.exec(authorizationOf(request))?.[1];
      if (given === undefined) return report;
      const other = verify(
        onAuthorization(request, (value) => value.replace(/Signature=[^,\s]*/, `Signature=${zeros}`)),
      );
      const right =
        other.verdict === 'invalid' && other.flaw === 'mismatch' ? rightSignature(other, context) : undefined;
      return right !== undefined && isEqual(given, right) ? taken(other) : report;
    })(b);
}

const zeros = '0'.repeat(64);

function rightSignature({ claim, workings }: InvalidSignature, context: VerifyContext): string | undefined {
  const known = claim === undefined ? undefined : context.secretFor(claim.accessKeyId);
  return claim === undefined || workings === undefined || known === undefined
    ? undefined
    : signature(signingKey(known, claim), workings.stringToSign);
}

type Verify = (request: HttpRequest) => SignatureReport;

function verifying(
  judge: (report: SignatureReport, request: HttpRequest, verify: Verify, context: VerifyContext) => SignatureReport,
): Apply {
  return (b: Behaviour) =>
    changed(b, {
      signing: {
        verify: (request, context) => {
          const verify: Verify = (other) => b.signing.verify(other, context);
          return judge(verify(request), request, verify, context);
        },
      },
    });
}

/** A valid report; where nothing is known of the claim, of the target's main identity. */
function taken(report: SignatureReport): SignatureReport {
  const claim = 'claim' in report ? report.claim : undefined;
  return { verdict: 'valid', claim: claim ?? nobodys, workings: { canonicalRequest: '', stringToSign: '' } };
}

const nobodys: SignatureClaim = {
  ...{ place: 'header', accessKeyId: '', signedHeaders: [], signature: zeros },
  ...{ date: '19700101T000000Z', signedAt: new Date(0), day: '19700101', region: '', service: '' },
};

/** The Authorization field; empty where there is none. */
export function authorizationOf({ headers }: HttpRequest): string {
  return headerValue(headers, 'authorization') ?? '';
}

/** The request with another Authorization. */
export function onAuthorization(request: HttpRequest, edit: (value: string) => string): HttpRequest {
  return onField(request, 'authorization', edit);
}

/** The request with another value of a field that is there; undefined takes it away. */
export function onField(request: HttpRequest, name: string, edit: (value: string) => string | undefined): HttpRequest {
  return {
    ...request,
    headers: request.headers.flatMap(([found, value]) => {
      const other = found.toLowerCase() === name ? edit(value) : value;
      return other === undefined ? [] : [[found, other] as const];
    }),
  };
}

/** The request with another query. */
export function onQuery(request: HttpRequest, edit: (query: string) => string): HttpRequest {
  const [path = '/', query = ''] = request.target.split('?');
  return { ...request, target: `${path}?${edit(query)}` };
}

/** The request with another body. */
export function onBody(request: HttpRequest, edit: (form: string) => string): HttpRequest {
  return { ...request, body: Buffer.from(edit(request.body.toString())) };
}
