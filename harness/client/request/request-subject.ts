/** A captured request, read for every check of it. */
import type { Mismatch } from '../../checks/finding.ts';
import type { HttpRequest } from '../../wire/message.ts';
import { nearestExplanation } from '../../wire/nearest.ts';
import { type SignatureReport, type VerifyContext, verifySignature } from '../../wire/signing/verify.ts';
import { readStrictly } from '../../wire/xml/xml-strict.ts';
import type { CapturedRequest } from '../capture.ts';
import { clientCredentials, clientRegions } from '../driver/environment.ts';
import type { ClientIdentity, JsonObject, ScriptedResponse } from '../fixture.ts';
import { type RequestParameters, requestParameters } from './request-parameters.ts';

/** A captured request, decoded and with its signature verified, and the input it was made from. */
export interface RequestSubject {
  readonly request: HttpRequest;
  readonly operation: string;
  /** What the client was asked for. */
  readonly input: JsonObject;
  readonly parameters: RequestParameters;
  readonly signature: SignatureReport;
  /** The usual mistake under which a wrong signature fits. */
  readonly nearest?: string;
  /** Host and port that the request was sent to: `127.0.0.1:40123`. Absent where nothing was listening. */
  readonly host?: string;
  /** The parameters of the first request of the call, for one that is sent again. */
  readonly first?: RequestParameters;
  /** How many requests of the call followed, where the response to this one was a success. */
  readonly afterSuccess?: number;
}

/** The call that a request belongs to. */
export interface SubjectCall {
  readonly operation: string;
  readonly input: JsonObject;
  /** Default: main. */
  readonly as?: ClientIdentity;
  readonly host?: string;
}

/** The requests of one call, in their order; undefined for bytes that are no HTTP request. */
export function requestSubjects(
  captured: readonly CapturedRequest[],
  call: SubjectCall,
): readonly (RequestSubject | undefined)[] {
  const alone = captured.map((one) => requestSubject(one, call));
  const first = alone[0]?.parameters;
  return alone.map((subject, index) => {
    const response = captured[index]?.response;
    if (subject === undefined || response === undefined) return subject;
    return {
      ...subject,
      ...(index === 0 || first === undefined ? {} : { first }),
      ...(isSuccess(response, call.operation) ? { afterSuccess: captured.length - index - 1 } : {}),
    };
  });
}

/** One request by itself; undefined for bytes that are no HTTP request. */
export function requestSubject(captured: CapturedRequest, call: SubjectCall): RequestSubject | undefined {
  const { request, arrivedAt } = captured;
  if ('problem' in request) return undefined;
  const context = verifyContext(arrivedAt, call.as ?? 'main');
  const signature = verifySignature(request, context);
  const nearest = signature.verdict === 'invalid' ? nearestExplanation(request, context) : undefined;
  const { operation, input, host } = call;
  return {
    request,
    operation,
    input,
    parameters: requestParameters(request),
    signature,
    ...(nearest === undefined ? {} : { nearest }),
    ...(host === undefined ? {} : { host }),
  };
}

/** What the endpoint knows of the keys that the client was given. */
function verifyContext(now: Date, as: ClientIdentity): VerifyContext {
  const known = new Map(Object.values(clientCredentials).map((one) => [one.accessKeyId, one]));
  return {
    secretFor: (accessKeyId) => known.get(accessKeyId),
    now,
    region: clientRegions[as],
    service: 'ec2',
    mayLackExpires: true,
  };
}

/** Whether this is a whole response with the document of a success. */
function isSuccess({ status, body, headers = {}, missingBytes }: ScriptedResponse, operation: string): boolean {
  if (status !== 200 || missingBytes !== undefined) return false;
  const reading = readStrictly(Buffer.from(body), headers['Content-Type']);
  return reading.kind !== 'ill-formed' && reading.root.localName === `${operation}Response`;
}

/** A predicate over every request of a run, whatever the case was about. */
export interface RequestCheck {
  /** The requirement that fails when a request does not meet it. */
  readonly requirement: string;
  /** Whether the request says anything about it. */
  applies(subject: RequestSubject): boolean;
  /** Whether parameters of a request that fails it are others than expected because of that. */
  readonly explains?: true;
  /** Empty when it holds. */
  judge(subject: RequestSubject): readonly Mismatch[];
}
