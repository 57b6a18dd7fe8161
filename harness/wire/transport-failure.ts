/** Names what went wrong on the way to a response. */
import type { TransportFailure, TransportFailureKind } from './message.ts';

/** A bound of ours that a response exceeded, or a deadline that passed. */
export class BoundExceeded extends Error {
  override readonly name = 'BoundExceeded';
  readonly kind: 'timeout' | 'limit';

  constructor(kind: 'timeout' | 'limit', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** One sentence for a person on an error of node's sockets, TLS or HTTP parser. `peer`: host and port. */
export function explainFailure(error: unknown, peer: string): TransportFailure {
  if (error instanceof BoundExceeded) return { kind: error.kind, explanation: error.message };
  const code = codeOf(error);
  const kind = kindOf(code, error);
  const failure = { kind, explanation: sentence(kind, peer, code, error) };
  return code === undefined ? failure : { ...failure, code };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const kinds: Readonly<Record<string, TransportFailureKind>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  HPE_HEADER_OVERFLOW: 'limit',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  HOSTNAME_MISMATCH: 'tls',
};

function kindOf(code: string | undefined, error: unknown): TransportFailureKind {
  if (code === undefined) return 'other';
  const known = Object.hasOwn(kinds, code) ? kinds[code] : undefined;
  if (known !== undefined) return beforeTls(error) ? 'tls' : known;
  if (/^(ERR_TLS|ERR_SSL|CERT_|CRL_|SELF_SIGNED|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/.test(code))
    return 'tls';
  return code.startsWith('HPE_') ? 'protocol' : 'other';
}

/** Node reports a peer that hangs up during the TLS handshake as a reset. */
function beforeTls(error: unknown): boolean {
  return error instanceof Error && error.message.includes('before secure TLS connection');
}

function sentence(kind: TransportFailureKind, peer: string, code: string | undefined, error: unknown): string {
  const detail = error instanceof Error ? error.message.split('\n')[0] : String(error);
  switch (kind) {
    case 'refused':
      return `nothing listens at ${peer}: the connection was refused`;
    case 'reset':
      return `${peer} closed the connection before its response was complete`;
    case 'timeout':
      return `${peer} could not be reached: the connection attempt timed out`;
    case 'dns':
      return `the host name of ${peer} cannot be resolved`;
    case 'tls':
      return code === 'EPROTO' || beforeTls(error) ? `${peer} does not speak TLS` : certificate(peer, code);
    case 'protocol':
      return `what ${peer} answered is not HTTP (${code})`;
    case 'limit':
      return `the header of ${peer}'s response is longer than allowed`;
    case 'other':
      return `the exchange with ${peer} failed: ${detail}`;
  }
}

function certificate(peer: string, code: string | undefined): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `the TLS certificate of ${peer} is for another host name`;
  if (code === 'CERT_HAS_EXPIRED') return `the TLS certificate of ${peer} has expired`;
  return `the TLS certificate of ${peer} was not accepted (${code})`;
}
