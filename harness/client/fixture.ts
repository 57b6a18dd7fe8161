/**
 * The shape of a file under fixtures/client: what a client is given, what it has to put on the wire, what it is answered
 * and what it has to report. A case judges the request (`wire`) or the report (`report`), so that one fault turns one red.
 */

/** A JSON value of a client's input or output, by the SDK's member names. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** Array.isArray, for lists that are read-only. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is an object: neither null nor a list. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isJsonList(value);
}

/** Whose keys a call is made with: long-term or temporary ones, or the long-term ones in another region. */
export type ClientIdentity = 'main' | 'session' | 'elsewhere';

/** One response of the capture endpoint. Date and Content-Length are added; nothing else is. */
export interface ScriptedResponse {
  readonly status: number;
  /** Header fields by name, sent in this order. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Announce this many bytes more than are sent, then close: a connection that breaks in the middle. */
  readonly missingBytes?: number;
  /** Send the body in chunks of this many bytes instead of announcing its length. */
  readonly chunkBytes?: number;
}

/** What a client has to make of the responses. Members that are left out are not judged. */
export type ExpectedReport =
  | {
      readonly outcome: 'result';
      /** Members of the output and their values; a list or structure without a value may be missing, null or empty. */
      readonly output?: JsonObject;
      readonly requestId?: string;
    }
  | {
      readonly outcome: 'serviceError';
      readonly code?: string;
      readonly message?: string;
      readonly status?: number;
      readonly requestId?: string;
    }
  /** Any failure, the service's or the client's own, as long as it is no success. */
  | { readonly outcome: 'anyError' }
  /** Any failure that shows the HTTP status of the response. */
  | { readonly outcome: 'failureWithStatus'; readonly status: number }
  /** A failure, or a success whose output has these members: what must not be lost. */
  | { readonly outcome: 'errorOrOutput'; readonly output: JsonObject }
  /** An open question: whatever the client reports is recorded. */
  | { readonly outcome: 'open' };

/** How many requests the responses may cause, where the case is about that. */
export interface ExpectedRequests {
  readonly least: number;
  readonly most: number;
  /** Milliseconds to wait for a request that is sent after the client reported its outcome. */
  readonly waitMs?: number;
}

/** One way to express a case: what the client is asked for and what it then has to send. */
export interface CaseForm {
  /** By the SDK's member names and types: SecurityGroupRuleIds, UserIdGroupPairs, numbers, booleans. */
  readonly input: JsonObject;
  /** The parameters of the request, decoded, besides Action, Version and those of the signature. */
  readonly wire?: Readonly<Record<string, string>>;
}

/** A client case as data: input, scripted responses, and the required request or report. */
export interface ClientCase {
  /** `topic/slug`, unique over all client fixtures; stable. */
  readonly id: string;
  /** A statement in the present tense, true of a conforming client. */
  readonly title: string;
  /** Requirements that fail with this case. */
  readonly requirements: readonly string[];
  readonly operation: string;
  /** See {@link CaseForm}. Absent where the case is about the response alone: any input that the client can express. */
  readonly input?: JsonObject;
  /** Members to send besides, where `input` is absent. */
  readonly adds?: JsonObject;
  /** See {@link CaseForm}. Holds for each request of the call. */
  readonly wire?: Readonly<Record<string, string>>;
  /** Other forms of the same case, tried in this order where the client cannot express the ones before. */
  readonly alternatives?: readonly CaseForm[];
  /** A boolean may have letters in upper case: of generated calls, since a SHOULD asks for lower case and has cases of its own. */
  readonly anyCase?: true;
  /** Whose keys the client is given, and for which region. Default: main. */
  readonly as?: ClientIdentity;
  /** The client may refuse this input itself, without a request: EC2 could not make sense of it. */
  readonly mayRefuse?: true;
  /** In order, the last one for all further requests. Default: a plain success. */
  readonly answers?: readonly ScriptedResponse[];
  readonly report?: ExpectedReport;
  readonly requests?: ExpectedRequests;
  /** What an open question records. Default: the outcome. */
  readonly observes?: 'requests' | 'version';
  /** What of the client's interface the case looks at; a client that declares to lack it is not judged. */
  readonly needs?: readonly string[];
  /** Why the case is there, where the title does not say it. */
  readonly note?: string;
}

/** The content of a file under fixtures/client. */
export interface ClientFixtureFile {
  readonly $schema: string;
  readonly about: string;
  readonly cases: readonly ClientCase[];
}

/** The plain success of a revoke, for cases whose response does not matter. */
export function plainResponse(operation: string): ScriptedResponse {
  const root = `${operation}Response`;
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\n    <requestId>3f5b0b1e-0d0c-4c43-8d1e-6a2a1c6f0a01</requestId>\n    <return>true</return>\n</${root}>`,
  };
}
