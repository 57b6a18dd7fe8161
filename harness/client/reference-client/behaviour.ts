/** How a client of EC2's Query API behaves, in steps that can be exchanged one by one: what a mutant is made of. */

import type { HttpRequest, HttpResponse } from '../../wire/message.ts';
import type { Pair } from '../../wire/query.ts';
import type { Credentials } from '../../wire/signing/credentials.ts';
import type { XmlElement } from '../../wire/xml/xml-read.ts';
import type { JsonObject } from '../fixture.ts';
import type { ClientOutcome } from '../outcome.ts';

/** Endpoint, region and credentials of a reference client. */
export interface ReferenceClientSettings {
  readonly endpoint: URL;
  readonly region: string;
  readonly credentials: Credentials;
}

/** The steps of a reference client: encode, sign, send, decode, retry. */
export interface ReferenceClientBehaviour {
  /** Input to parameters, Action and Version among them. */
  readonly pairs: (operation: string, input: JsonObject) => readonly Pair[];
  /** Parameters to form text. */
  readonly form: (pairs: readonly Pair[]) => string;
  /** Form text to a request without signature. */
  readonly request: (form: string, settings: ReferenceClientSettings) => HttpRequest;
  readonly sign: (request: HttpRequest, settings: ReferenceClientSettings, now: Date) => HttpRequest;
  /** What the wire does to a signed request before it leaves. */
  readonly leave: (request: HttpRequest) => HttpRequest;
  /** Whether a response is a success by its status. */
  readonly isSuccess: (response: HttpResponse) => boolean;
  /** A body to its document. Throws for what is no document of this operation. */
  readonly document: (response: HttpResponse, operation: string) => XmlElement;
  /** A success to its outcome. */
  readonly result: (document: XmlElement, response: HttpResponse) => ClientOutcome;
  /** A failure to its outcome; no document when the body could not be read. */
  readonly refusal: (response: HttpResponse, document: XmlElement | undefined) => ClientOutcome;
  /** Whether to send again after this response, having sent this often. */
  readonly tryAgain: (response: HttpResponse, outcome: ClientOutcome, tries: number) => boolean;
  /** The request of a further try: signed anew. */
  readonly again: (former: HttpRequest, fresh: HttpRequest) => HttpRequest;
  /** Whether a response that broke off is taken for a whole one. */
  readonly keepsBroken: boolean;
}
