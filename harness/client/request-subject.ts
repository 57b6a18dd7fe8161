/** A captured request, read for every judgement that looks at it. */
import type { Mismatch } from '../checks/finding.ts';
import type { HttpRequest } from '../wire/message.ts';
import { nearestExplanation } from '../wire/nearest.ts';
import { type SignatureReport, type VerifyContext, verifySignature } from '../wire/signing/verify.ts';
import type { CapturedRequest } from './capture.ts';
import { clientCredentials, clientRegion } from './driver/environment.ts';
import type { JsonObject } from './fixture.ts';
import { type RequestParameters, requestParameters } from './request-parameters.ts';

export interface RequestSubject {
  readonly request: HttpRequest;
  readonly operation: string;
  /** What the client was asked for. */
  readonly input: JsonObject;
  readonly parameters: RequestParameters;
  readonly signature: SignatureReport;
  /** The usual mistake under which a wrong signature fits. */
  readonly nearest?: string;
}

/** Undefined for bytes that are no HTTP request. */
export function requestSubject(
  captured: CapturedRequest,
  operation: string,
  input: JsonObject,
): RequestSubject | undefined {
  const { request, arrivedAt } = captured;
  if ('problem' in request) return undefined;
  const context = verifyContext(arrivedAt);
  const signature = verifySignature(request, context);
  const nearest = signature.verdict === 'invalid' ? nearestExplanation(request, context) : undefined;
  const parameters = requestParameters(request);
  return { request, operation, input, parameters, signature, ...(nearest === undefined ? {} : { nearest }) };
}

/** What the endpoint knows of the keys that the client was given. */
function verifyContext(now: Date): VerifyContext {
  const known = new Map(Object.values(clientCredentials).map((one) => [one.accessKeyId, one]));
  return { secretFor: (accessKeyId) => known.get(accessKeyId), now, region: clientRegion, service: 'ec2' };
}

/** A predicate over every request of a run, whatever the case was about. */
export interface RequestCheck {
  /** The requirement that fails when a request does not meet it. */
  readonly requirement: string;
  /** Whether the request says anything about it. */
  applies(subject: RequestSubject): boolean;
  /** Empty when it holds. */
  judge(subject: RequestSubject): readonly Mismatch[];
}
