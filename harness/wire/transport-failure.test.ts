import { describe, expect, it } from 'vitest';
import { BoundExceeded, explainFailure } from './transport-failure.ts';

const failing = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('explainFailure', () => {
  const untrusted = (code: string) => `the TLS certificate of h:1 was not accepted (${code})`;

  it.each([
    ['ECONNREFUSED', 'refused', 'nothing listens at h:1: the connection was refused'],
    ['ECONNRESET', 'reset', 'h:1 closed the connection before its response was complete'],
    ['EPIPE', 'reset', 'h:1 closed the connection before its response was complete'],
    ['ECONNABORTED', 'reset', 'h:1 closed the connection before its response was complete'],
    ['ETIMEDOUT', 'timeout', 'h:1 could not be reached: the connection attempt timed out'],
    ['ENOTFOUND', 'dns', 'the host name of h:1 cannot be resolved'],
    ['EAI_AGAIN', 'dns', 'the host name of h:1 cannot be resolved'],
    ['EPROTO', 'tls', 'h:1 does not speak TLS'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', untrusted('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['HOSTNAME_MISMATCH', 'tls', untrusted('HOSTNAME_MISMATCH')],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', untrusted('SELF_SIGNED_CERT_IN_CHAIN')],
    ['CERT_NOT_YET_VALID', 'tls', untrusted('CERT_NOT_YET_VALID')],
    ['CRL_HAS_EXPIRED', 'tls', untrusted('CRL_HAS_EXPIRED')],
    ['INVALID_CA', 'tls', untrusted('INVALID_CA')],
    ['INVALID_PURPOSE', 'tls', untrusted('INVALID_PURPOSE')],
    ['PATH_LENGTH_EXCEEDED', 'tls', untrusted('PATH_LENGTH_EXCEEDED')],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', untrusted('ERR_SSL_WRONG_VERSION_NUMBER')],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'the TLS certificate of h:1 is for another host name'],
    ['CERT_HAS_EXPIRED', 'tls', 'the TLS certificate of h:1 has expired'],
    ['HPE_INVALID_CONSTANT', 'protocol', 'what h:1 answered is not HTTP (HPE_INVALID_CONSTANT)'],
    ['HPE_HEADER_OVERFLOW', 'limit', "the header of h:1's response is longer than allowed"],
    ['EHOSTUNREACH', 'other', 'the exchange with h:1 failed: x'],
    ['MY_CERT_ERROR', 'other', 'the exchange with h:1 failed: x'],
    ['MY_HPE_ERROR', 'other', 'the exchange with h:1 failed: x'],
    ['toString', 'other', 'the exchange with h:1 failed: x'],
  ])('calls %s %s', (code, kind, explanation) => {
    expect(explainFailure(failing(code), 'h:1')).toEqual({ kind, code, explanation });
  });

  it('knows a hang-up during the TLS handshake', () => {
    const error = failing(
      'ECONNRESET',
      'Client network socket disconnected before secure TLS connection was established',
    );

    expect(explainFailure(error, 'h:1')).toEqual({
      kind: 'tls',
      code: 'ECONNRESET',
      explanation: 'h:1 does not speak TLS',
    });
  });

  it('passes on the words of a bound', () => {
    expect(new BoundExceeded('limit', 'too long').name).toBe('BoundExceeded');
    expect(explainFailure(new BoundExceeded('limit', 'too long'), 'h:1')).toEqual({
      kind: 'limit',
      explanation: 'too long',
    });
  });

  it('says what it can of anything else, in one line', () => {
    expect(explainFailure('odd', 'h:1')).toEqual({ kind: 'other', explanation: 'the exchange with h:1 failed: odd' });
    expect(explainFailure(new Error('a\nb'), 'h:1')).toStrictEqual({
      kind: 'other',
      explanation: 'the exchange with h:1 failed: a',
    });
    expect(explainFailure(Object.assign(new Error('a'), { code: 7 }), 'h:1')).not.toHaveProperty('code');
    expect(explainFailure({ code: 'ECONNRESET' }, 'h:1')).toMatchObject({ kind: 'other' });
  });
});
