/** Judges one request from its bytes alone: the signature stage by stage, and what it says. Pure. */
import type { Mismatch } from '../../checks/finding.ts';
import { loadServiceModel } from '../../service-model/load-model.ts';
import type { ModelObject, ServiceModel } from '../../service-model/model.ts';
import { InvalidValue } from '../../service-model/value-problems.ts';
import { type HttpRequest, headerValue } from '../../wire/message.ts';
import { nearestExplanation } from '../../wire/nearest.ts';
import { parseRawRequest } from '../../wire/raw-request.ts';
import { readClaim } from '../../wire/signing/authorization.ts';
import { type KnownSecret, type VerifyContext, verifySignature } from '../../wire/signing/verify.ts';
import type { Json, JsonObject } from '../fixture.ts';
import * as judge from './judge-request.ts';
import { differencesFromInput } from './model-comparison.ts';
import { parameter, requestParameters } from './request-parameters.ts';
import type { RequestSubject } from './request-subject.ts';

/** What a request is verified against: secrets, region, service model and input. */
export interface VerifyOptions {
  readonly secretFor: (accessKeyId: string) => KnownSecret | undefined;
  /** The region that the scope must name. Default: that of an AWS host, else any. */
  readonly region?: string;
  /** The input that the request was made from, by SDK member names. */
  readonly params?: JsonObject;
  /** The model of EC2 that gives the names on the wire; default: the packaged one. */
  readonly model?: ServiceModel;
}

/** `unsigned`: no signature at all; `legacy`: Signature Version 2, which is recognised and not checked. */
export interface SignatureVerdict {
  readonly verdict: 'pass' | 'fail' | 'legacy' | 'unsigned';
  readonly scheme: 'SigV4' | 'SigV4 presigned' | 'SigV2' | 'none';
  /** Where the first thing wrong was found; `request` for bytes that are no HTTP request. */
  readonly stage?: string;
  readonly explanation?: string;
}

/** `legacy`: an old Version, whose names are others; `not-judged`: sound as a form, with nothing to compare it with. */
export interface EncodingVerdict {
  readonly verdict: 'pass' | 'fail' | 'legacy' | 'not-judged';
  readonly problems: readonly string[];
}

/** The verdicts on the signature and the encoding of one request. */
export interface Verified {
  readonly signature: SignatureVerdict;
  readonly encoding: EncodingVerdict;
  /** The parts of the right signature, as text for people; never a key. */
  readonly workings?: { readonly canonicalRequest: string; readonly stringToSign: string };
}

/** Verifies the signature without regard to the date, since the request may have been recorded long ago. */
export function verifyRequest(bytes: Buffer, options: VerifyOptions): Verified {
  const request = parseRawRequest(bytes);
  if ('problem' in request) {
    const explanation = `no HTTP request: ${request.explanation}`;
    return {
      signature: { verdict: 'fail', scheme: 'none', stage: 'request', explanation },
      encoding: { verdict: 'fail', problems: [explanation] },
    };
  }
  return { ...verifySigning(request, options), encoding: verifyEncoding(request, options) };
}

function verifySigning(request: HttpRequest, options: VerifyOptions): Pick<Verified, 'signature' | 'workings'> {
  const region = options.region ?? regionOfHost(request);
  const context: VerifyContext = {
    secretFor: options.secretFor,
    service: 'ec2',
    mayLackExpires: true,
    ...(region === undefined ? {} : { region }),
  };
  const report = verifySignature(request, context);
  const scheme = schemeOf(request);
  switch (report.verdict) {
    case 'valid':
      return { signature: { verdict: 'pass', scheme }, workings: report.workings };
    case 'unsigned':
      return { signature: { verdict: 'unsigned', scheme: 'none', explanation: report.explanation } };
    case 'legacy':
      return { signature: { verdict: 'legacy', scheme: 'SigV2', explanation: report.explanation } };
    case 'invalid': {
      const nearest = nearestExplanation(request, context);
      const explanation = nearest === undefined ? report.explanation : `${report.explanation}; ${nearest}`;
      return {
        signature: { verdict: 'fail', scheme, stage: report.stage, explanation },
        ...(report.workings === undefined ? {} : { workings: report.workings }),
      };
    }
  }
}

/** The scheme that the request claims, whether or not the signature is right. */
function schemeOf(request: HttpRequest): SignatureVerdict['scheme'] {
  const read = readClaim(request);
  if (read.kind === 'claim') return read.claim.place === 'query' ? 'SigV4 presigned' : 'SigV4';
  return headerValue(request.headers, 'authorization') === undefined ? 'SigV4 presigned' : 'SigV4';
}

/** `ec2.eu-west-1.amazonaws.com` and its like in China; a host of others, or a global one, says nothing of a region. */
function regionOfHost({ headers }: HttpRequest): string | undefined {
  const host = headerValue(headers, 'host')?.toLowerCase() ?? '';
  return /^ec2\.([a-z]{2}(?:-[a-z]+)+-\d+)\.amazonaws\.com(?:\.cn)?(?::\d+)?$/.exec(host)?.[1];
}

function verifyEncoding(request: HttpRequest, { params, model = loadServiceModel() }: VerifyOptions): EncodingVerdict {
  const parameters = requestParameters(request);
  const operation = parameter(parameters, 'Action') ?? '';
  const subject: Pick<RequestSubject, 'request' | 'parameters' | 'operation'> = { request, parameters, operation };
  const version = judge.judgeVersion(subject);
  const mismatches: readonly Mismatch[] = [
    ...judge.judgeMethodAndPath(subject),
    ...judge.judgeRequestContentType(subject),
    ...(operation === '' ? [noAction] : []),
    ...judge.judgeFormEncoding(subject),
    ...(skipsAsInput(subject, params) ? [] : judge.judgeNumbering(subject)),
    ...judge.judgeUniqueNames(subject),
  ];
  const isLegacy = judge.isLegacyVersion(subject);
  const compared = params === undefined || isLegacy ? [] : compareWithInput(subject, params, model);
  const problems = [...version, ...mismatches, ...compared].map(sentence);
  if (isLegacy) return { verdict: 'legacy', problems };
  if (problems.length > 0) return { verdict: 'fail', problems };
  return { verdict: params === undefined ? 'not-judged' : 'pass', problems };
}

/** Whether an empty structure of the input, which has no parameter, explains a number that a list lacks. */
function skipsAsInput({ parameters }: Pick<RequestSubject, 'parameters'>, params: JsonObject | undefined): boolean {
  return params !== undefined && holdsEmptyItem(params) && judge.judgeNumbering({ parameters }).length > 0;
}

function holdsEmptyItem(value: Json): boolean {
  if (Array.isArray(value)) return value.some((item: Json) => isEmptyStructure(item) || holdsEmptyItem(item));
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsEmptyItem);
}

function isEmptyStructure(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every(isEmptyStructure);
}

/** The parameters as the model writes the input; one mismatch where it has no such action, or the action no such input. */
function compareWithInput(
  subject: Pick<RequestSubject, 'parameters' | 'operation'>,
  params: JsonObject,
  model: ServiceModel,
): readonly Mismatch[] {
  const action = model.actions.get(subject.operation);
  if (action === undefined) {
    return [{ kind: 'parameters', at: 'Action', expected: 'an action of EC2', observed: subject.operation || 'none' }];
  }
  try {
    return differencesFromInput(subject, action, params as ModelObject).map(judge.parameterMismatch);
  } catch (problem) {
    if (!(problem instanceof InvalidValue)) throw problem;
    return [{ kind: 'parameters', at: 'input', expected: `input of ${action.name}`, observed: problem.message }];
  }
}

const noAction: Mismatch = { kind: 'parameters', at: 'Action', expected: 'an operation', observed: 'none' };

function sentence({ at, expected, observed }: Mismatch): string {
  return `${at}: expected ${expected}, found ${observed}`;
}
