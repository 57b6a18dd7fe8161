/** Correct clients that differ from the reference client as real SDKs do: all must stay green. */

import type { ReferenceClientBehaviour } from '../../client/reference-client/behaviour.ts';
import { readMembers } from '../../client/reference-client/decode.ts';
import { output } from '../../client/reference-client/model.ts';
import type { HeaderFields, HttpRequest } from '../../wire/message.ts';
import { headerValue } from '../../wire/message.ts';
import { percentEncode } from '../../wire/query.ts';
import { changingOutput } from './client-decoding.ts';
import type { ClientChange, ClientVariant } from './client-fault.ts';
import { signsWith } from './client-signing.ts';
import { interfaceVariants } from './client-variants-interface.ts';
import { wireVariants } from './client-variants-wire.ts';

/** The request before it is signed. */
function unsigned(change: (request: HttpRequest) => HttpRequest): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    request: (form, settings) => change(behaviour.request(form, settings)),
  });
}

function fields(change: (headers: HeaderFields) => HeaderFields) {
  return (request: HttpRequest): HttpRequest => ({ ...request, headers: change(request.headers) });
}

function encodes(encode: (text: string) => string): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    form: (pairs) => pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'),
  });
}

/** Everything in the query of a GET without a body. */
function asGet(behaviour: ReferenceClientBehaviour): ReferenceClientBehaviour {
  return unsigned((request) => ({
    method: 'GET',
    target: `/?${request.body.toString()}`,
    headers: request.headers.filter(([name]) => name === 'Host'),
    body: Buffer.alloc(0),
  }))(behaviour);
}

/** Correct clients that differ from the reference client as real SDKs do: all must stay green. */
export const clientVariants: readonly ClientVariant[] = [
  ...interfaceVariants,
  ...wireVariants,
  {
    id: 'no-charset',
    means: 'names the media type without a charset',
    apply: unsigned(fields((all) => all.map(([name, value]) => [name, value.replace(/; charset.*/, '')]))),
  },
  {
    id: 'two-signed-fields',
    means: 'signs only host, x-amz-date and a session token',
    apply: signsWith(() => ({ signedHeaders: ['x-amz-security-token'] })),
  },
  {
    id: 'eight-signed-fields',
    means: 'signs eight fields, its own among them',
    apply: (behaviour) =>
      signsWith(() => ({
        contentSha256: true,
        signedHeaders: [
          'content-type',
          'content-length',
          'amz-sdk-invocation-id',
          'amz-sdk-request',
          'x-amz-user-agent',
          'x-amz-content-sha256',
          'x-amz-security-token',
        ],
      }))(
        unsigned(
          fields((all) => [
            ...all,
            ['amz-sdk-invocation-id', '3c5cc2dc-4bf2-4120-9831-405c8be6abba'],
            ['amz-sdk-request', 'attempt=1; max=3'],
            ['x-amz-user-agent', 'little/1'],
          ]),
        )(behaviour),
      ),
  },
  { id: 'content-sha256', means: 'sends the hash of the body', apply: signsWith(() => ({ contentSha256: true })) },
  {
    id: 'unsigned-sdk-fields',
    means: 'adds amz-sdk-* fields that it does not sign',
    apply: (behaviour) => ({
      ...behaviour,
      leave: fields((all) => [...all, ['amz-sdk-request', 'attempt=1'], ['amz-sdk-invocation-id', 'a']]),
    }),
  },
  {
    id: 'space-as-plus',
    means: 'writes a space as +',
    apply: encodes((text) => percentEncode(text).replaceAll('%20', '+')),
  },
  {
    id: 'tilde-encoded',
    means: 'encodes the tilde',
    apply: encodes((text) => percentEncode(text).replaceAll('~', '%7E')),
  },
  {
    id: 'marks-raw',
    means: "leaves * ' ( ) ! as they are",
    apply: encodes((text) => encodeURIComponent(text)),
  },
  {
    id: 'slashes-raw',
    means: 'leaves slashes and colons as they are',
    apply: encodes((text) => percentEncode(text).replaceAll('%2F', '/').replaceAll('%3A', ':')),
  },
  {
    id: 'hex-in-lower-case',
    means: 'writes hex digits in lower case',
    apply: encodes((text) => percentEncode(text).replace(/%../g, (hex) => hex.toLowerCase())),
  },
  {
    id: 'sorted-as-text',
    means: 'sorts parameters as text: .1, .10, .11, .2',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => [...behaviour.pairs(operation, input)].sort(([a], [b]) => (a < b ? -1 : 1)),
    }),
  },
  {
    id: 'reverse-order',
    means: 'sends parameters in reverse order',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => [...behaviour.pairs(operation, input)].reverse(),
    }),
  },
  { id: 'get', means: 'sends a GET', apply: asGet },
  {
    id: 'presigned-get',
    means: 'sends a presigned GET',
    apply: (behaviour) => signsWith(() => ({ place: 'query', expiresSeconds: 900 }))(asGet(behaviour)),
  },
  {
    id: 'post-with-action-in-url',
    means: 'sends Action and Version in the URL of its POST',
    apply: unsigned((request) => {
      const [action = '', version = '', ...rest] = request.body.toString().split('&');
      const body = Buffer.from(rest.join('&'));
      const headers = request.headers.map(
        ([name, value]) => [name, name === 'Content-Length' ? String(body.length) : value] as const,
      );
      return { ...request, target: `/?${action}&${version}`, body, headers };
    }),
  },
  {
    id: 'user-agent',
    means: 'names itself in User-Agent',
    apply: unsigned(fields((all) => [...all, ['User-Agent', 'little/1 (test; *)']])),
  },
  {
    id: 'field-names-in-lower-case',
    means: 'writes the names of fields in lower case',
    apply: (behaviour) => ({
      ...behaviour,
      leave: fields((all) => all.map(([name, value]) => [name.toLowerCase(), value])),
    }),
  },
  {
    id: 'sets-as-null',
    means: 'gives null for what is not there',
    apply: changingOutput((given) => ({ UnknownIpPermissions: null, RevokedSecurityGroupRules: null, ...given })),
  },
  {
    id: 'sets-as-empty-lists',
    means: 'gives an empty list for what is not there, and null for every other member',
    apply: changingOutput((given) => ({
      UnknownIpPermissions: [],
      RevokedSecurityGroupRules: [],
      NextToken: null,
      ...given,
    })),
  },
  {
    id: 'request-id-of-header',
    means: 'takes the request id from the header',
    apply: (behaviour) => ({
      ...behaviour,
      result: (document, response) => {
        const requestId = headerValue(response.headers, 'x-amzn-requestid');
        const read = readMembers(document, output);
        if (behaviour.result(document, response).kind !== 'result') return behaviour.result(document, response);
        return {
          kind: 'result',
          output: read,
          status: response.status,
          ...(requestId === undefined ? {} : { requestId }),
        };
      },
    }),
  },
  {
    id: 'older-model',
    means: 'has a model without the list of revoked rules',
    lacks: ['RevokedSecurityGroupRules'],
    apply: changingOutput(({ RevokedSecurityGroupRules: _, ...given }) => given),
  },
  {
    id: 'failure-for-return-false',
    means: 'fails when return is false',
    apply: changingOutput((given) => {
      if (given['Return'] === false) throw new Error('the service says false');
      return given;
    }),
  },
  {
    id: 'five-tries',
    means: 'tries up to five times',
    apply: (behaviour) => ({ ...behaviour, tryAgain: ({ status }, _, tries) => status >= 500 && tries < 5 }),
  },
  {
    id: 'local-refusal',
    means: 'refuses input that the model does not allow',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => {
        if (typeof input['FromPort'] === 'string' || input['Colour'] !== undefined) throw new TypeError('bad input');
        return behaviour.pairs(operation, input);
      },
    }),
  },
];
