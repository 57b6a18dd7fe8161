/** Mutants whose responses are no proper documents, or no proper HTTP responses. */
import { gzipSync } from 'node:zlib';
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Fault } from '../fault.ts';
import { isTested } from '../revoke-changes.ts';
import { isTestedAction, isTestedRequest, rewritingError } from '../rewriting.ts';

const document: readonly Fault[] = [
  {
    id: 'success-compressed-undeclared',
    breaks: 'response/declared-encoding',
    means: 'compresses a success and does not say so',
    apply: (b) =>
      changed(b, {
        responding: {
          finish: (response, arrival) => {
            const done = b.responding.finish(response, arrival);
            const isSuccess = done?.status === 200 && isTestedRequest(arrival);
            return done !== undefined && isSuccess ? { ...done, body: gzipSync(done.body) } : done;
          },
        },
      }),
  },
  {
    id: 'error-text-unescaped',
    breaks: 'response/well-formed',
    means: 'puts what the client wrote into an error message unchanged',
    apply: (b) =>
      changed(b, {
        rendering: {
          error: (refusal, arrival) => b.rendering.error(refusal, { ...arrival, behaviour: unescaped(b) }),
        },
      }),
  },
  {
    id: 'description-unescaped',
    breaks: 'response/well-formed',
    means: 'puts a description into the response unchanged',
    apply: (b) =>
      changed(b, {
        rendering: {
          success: (elements, call) =>
            b.rendering.success(elements, isTested(call) ? { ...call, behaviour: unescaped(b) } : call),
        },
      }),
  },
  {
    id: 'control-character-in-error',
    breaks: 'response/well-formed',
    means: 'escapes markup and leaves characters that XML cannot hold',
    apply: (b) =>
      changed(b, {
        rendering: { escape: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') },
      }),
  },
  {
    id: 'document-type',
    breaks: 'response/well-formed',
    means: 'declares a document type before an error',
    apply: (b) => rewritingError(b, (xml) => xml.replace('<Response>', '<!DOCTYPE Response>\n<Response>')),
  },
  {
    id: 'line-before-declaration',
    breaks: 'response/well-formed',
    means: 'sends an empty line before the XML declaration',
    apply: (b) => rewritingError(b, (xml) => `\n${xml}`),
  },
  {
    id: 'undeclared-prefix',
    breaks: 'response/well-formed',
    means: 'gives an element of an error a prefix that it declares nowhere',
    apply: (b) => rewritingError(b, (xml) => xml.replace('<RequestID>', '<RequestID xsi:type="string">')),
  },
  {
    id: 'html-entity',
    breaks: 'response/well-formed',
    means: 'writes a space of an error message as an entity of HTML',
    apply: (b) => rewritingError(b, (xml) => xml.replace('</Message>', '&nbsp;</Message>')),
  },
  {
    id: 'text-behind-root',
    breaks: 'response/well-formed',
    means: 'sends a line of text behind the document of an error',
    apply: (b) => rewritingError(b, (xml) => `${xml}\nerror`),
  },
  {
    id: 'error-in-latin-1',
    breaks: 'response/declared-encoding',
    means: 'declares UTF-8 and sends ISO 8859-1',
    apply: (b) =>
      changed(b, {
        responding: { finish: (response) => ({ ...response, body: Buffer.from(response.body.toString(), 'latin1') }) },
      }),
  },
  {
    id: 'other-charset-in-header',
    breaks: 'response/declared-encoding',
    means: 'says US-ASCII in the Content-Type of an error that is in UTF-8',
    apply: (b) =>
      changed(b, {
        responding: {
          errorHeaders: (refusal, arrival) =>
            b.responding
              .errorHeaders(refusal, arrival)
              .map(([name, value]) => [name, name === 'Content-Type' ? 'text/xml;charset=us-ascii' : value]),
        },
      }),
  },
  {
    id: 'other-encoding-in-declaration',
    breaks: 'response/declared-encoding',
    means: 'declares UTF-16 in an error that is in UTF-8 and has no Content-Type',
    apply: (b) =>
      changed(
        rewritingError(b, (xml) => xml.replace('encoding="UTF-8"', 'encoding="UTF-16"')),
        { responding: { errorHeaders: () => [] } },
      ),
  },
];

const frame: readonly Fault[] = [
  {
    id: 'success-created',
    breaks: 'response/success-status',
    means: 'answers a revoke with 201',
    apply: (b) => changed(b, { responding: { successStatus: (arrival) => (isTestedRequest(arrival) ? 201 : 200) } }),
  },
  {
    id: 'success-accepted',
    breaks: 'response/success-status',
    means: 'answers a revoke with 202',
    apply: (b) => changed(b, { responding: { successStatus: (arrival) => (isTestedRequest(arrival) ? 202 : 200) } }),
  },
  {
    id: 'root-named-result',
    breaks: 'response/success-root',
    means: 'names the root …Result',
    apply: (b) => changed(b, { rendering: { rootName: ({ action }) => `${action}Result` } }),
  },
  {
    id: 'root-of-egress',
    breaks: 'response/success-root',
    means: 'names the root for the twin of the action',
    apply: (b) =>
      changed(b, {
        rendering: { rootName: ({ action }) => `${isTestedAction(action) ? twinOf(action) : action}Response` },
      }),
  },
  {
    id: 'root-in-lower-case',
    breaks: 'response/success-root',
    means: 'begins the name of the root in lower case',
    apply: (b) =>
      changed(b, {
        rendering: { rootName: ({ action }) => `${action.charAt(0).toLowerCase()}${action.slice(1)}Response` },
      }),
  },
  {
    id: 'no-namespace',
    breaks: 'response/namespace',
    means: 'answers in no namespace',
    apply: (b) => changed(b, { rendering: { namespace: () => undefined } }),
  },
  {
    id: 'old-namespace',
    breaks: 'response/namespace',
    means: 'answers in the namespace of an older version',
    apply: (b) => changed(b, { rendering: { namespace: () => 'http://ec2.amazonaws.com/doc/2013-10-15/' } }),
  },
  {
    id: 'secure-namespace',
    breaks: 'response/namespace',
    means: 'answers in a namespace that begins with https',
    apply: (b) => changed(b, { rendering: { namespace: () => 'https://ec2.amazonaws.com/doc/2016-11-15/' } }),
  },
  ...[
    ['application/xml', 'success-as-application-xml'],
    ['text/html;charset=UTF-8', 'success-as-html'],
    [undefined, 'success-without-type'],
  ].map(
    ([type, id]): Fault => ({
      id: String(id),
      breaks: 'response/content-type',
      means: type === undefined ? 'sends a success without a Content-Type' : `says that a success is ${type}`,
      apply: (b) =>
        changed(b, {
          responding: {
            successHeaders: (arrival) =>
              b.responding
                .successHeaders(arrival)
                .flatMap(([name, value]) =>
                  name !== 'Content-Type' ? [[name, value]] : type === undefined ? [] : [[name, type]],
                ),
          },
        }),
    }),
  ),
  {
    id: 'return-missing',
    breaks: 'response/return',
    means: 'leaves return out',
    apply: (b) => changed(b, { responses: { revoke: { return: undefined } } }),
  },
  {
    id: 'return-false',
    breaks: 'response/return',
    means: 'says return false although the rules were removed',
    apply: (b) => changed(b, { responses: { revoke: { return: () => 'false' } } }),
  },
  {
    id: 'return-empty',
    breaks: 'response/return',
    means: 'sends return without a text',
    apply: (b) => changed(b, { responses: { revoke: { return: () => '' } } }),
    // What is neither true nor false is no boolean.
    alsoBreaks: ['response/booleans'],
  },
  {
    id: 'return-capitalised',
    breaks: 'response/booleans',
    means: 'spells true with a capital letter',
    apply: (b) => changed(b, { responses: { revoke: { return: () => 'True' } } }),
  },
  {
    id: 'return-as-number',
    breaks: 'response/booleans',
    means: 'spells true as 1',
    apply: (b) => changed(b, { responses: { revoke: { return: () => '1' } } }),
  },
  {
    id: 'is-egress-capitalised',
    breaks: 'response/booleans',
    means: 'spells isEgress with a capital letter',
    apply: (b) =>
      changed(b, {
        responses: { revokedRule: { isEgress: ({ direction }) => (direction === 'egress' ? 'True' : 'False') } },
      }),
  },
];

/** Servers whose responses are no proper documents, or no proper HTTP responses. */
export const responseFrameFaults: readonly Fault[] = [...document, ...frame];

function unescaped(behaviour: Behaviour): Behaviour {
  return changed(behaviour, { rendering: { escape: (text) => text } });
}

/** The revoke of the other direction. */
function twinOf(action: string): string {
  return action.endsWith('Ingress') ? action.replace('Ingress', 'Egress') : action.replace('Egress', 'Ingress');
}
