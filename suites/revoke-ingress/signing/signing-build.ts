/** What all cases of the topic signing share: the rules that exist, the request, and the three kinds of outcome. */
import type { Case, CodeSend } from '../../../harness/cases/case.ts';
import type { ExpectedResponse } from '../../../harness/cases/fixture.ts';
import type { Given } from '../../../harness/cases/given.ts';
import { revokeCarrier } from '../../general/carrier.ts';

/**
 * The same for every case, so that a group can go from one refused request to the next as it is. The sibling differs from
 * `named` in every value: what a target matches loosely is no matter of signing.
 */
export const signingGroups: Given = {
  main: {
    ingress: {
      named: { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' },
      sibling: { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' },
    },
  },
};

/** Revokes `named`. */
const { params } = revokeCarrier;

/** Keys that no account has, made after those in AWS’s documentation. */
export const unknownKey = 'AKIAIOSFODNN7EXAMPLE';
/** A secret key that belongs to no identity of a run. */
export const otherSecret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY';

const carriedOut: ExpectedResponse = {
  answer: 'carried-out',
  status: ['200'],
  after: ['sibling'],
};

const refusal: ExpectedResponse = refusedWith('refused', ['4xx'], ['*']);

/** A refusal that is judged by its code; nothing is removed. */
export function refusedWith(name: string, status: readonly string[], code: readonly string[]): ExpectedResponse {
  return { answer: name, status, code, after: ['named', 'sibling'] };
}

/** What a case may say besides its request. `requirement`: the slug, where it is not that of the case. */
interface Details {
  readonly requirement?: string;
  readonly control?: string;
  readonly expect?: readonly ExpectedResponse[];
  readonly needs?: readonly string[];
  readonly note?: string;
}

/** A signature that has to be taken: the rule is gone. */
export function acceptedCase(slug: string, title: string, send: CodeSend, details: Details = {}): Case {
  return build(slug, title, send, { expect: [carriedOut], ...details });
}

/** A signature that has to be refused, with all rules kept; the control is the same request signed as it should be. */
export function refusedCase(slug: string, title: string, send: CodeSend, details: Details = {}): Case {
  const needs = [...(details.needs ?? []), 'signature-verification'];
  return build(slug, title, send, { expect: [refusal], control: controlOf(send), ...details, needs });
}

/** An open question. */
export function observedCase(slug: string, title: string, send: CodeSend, details: Details = {}): Case {
  return build(slug, title, send, { expect: [], ...details });
}

function controlOf(send: CodeSend): string {
  if (send.as === 'session') return send.sign === 'query' ? 'session-presigned' : 'session';
  if (send.sign === 'query') return 'presigned';
  return send.method === 'GET' ? 'get' : 'header';
}

function build(slug: string, title: string, send: CodeSend, details: Details): Case {
  const { requirement = slug, control, expect = [], needs, note } = details;
  return {
    id: `signing/${slug}`,
    title,
    requirements: [`signing/${requirement}`],
    ...(needs === undefined ? {} : { needs }),
    ...(control === undefined ? {} : { control: `signing/${control}` }),
    given: signingGroups,
    send: { params, ...send },
    expect,
    ...(note === undefined ? {} : { note }),
  };
}
