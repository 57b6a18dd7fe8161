import { describe, expect, it } from 'vitest';
import { BoundExceeded, explainFailure } from './transport-failure.ts';

const failing = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('explainFailure', () => {
  it.each([
    ['ECONNREFUSED', 'refused', 'nothing listens at h:1'],
    ['ECONNRESET', 'reset', 'closed the connection'],
    ['EPIPE', 'reset', 'closed the connection'],
    ['ETIMEDOUT', 'timeout', 'could not be reached'],
    ['ENOTFOUND', 'dns', 'cannot be resolved'],
    ['EAI_AGAIN', 'dns', 'cannot be resolved'],
    ['EPROTO', 'tls', 'does not speak TLS'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'AWS_CA_BUNDLE'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'AWS_CA_BUNDLE'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'another host name'],
    ['CERT_HAS_EXPIRED', 'tls', 'expired'],
    ['HPE_INVALID_CONSTANT', 'protocol', 'not HTTP'],
    ['HPE_HEADER_OVERFLOW', 'limit', 'header'],
    ['EHOSTUNREACH', 'other', 'failed: x'],
    ['toString', 'other', 'failed: x'],
  ])('calls %s %s', (code, kind, words) => {
    expect(explainFailure(failing(code), 'h:1')).toEqual({ kind, code, explanation: expect.stringContaining(words) });
  });

  it('knows a hang-up during the TLS handshake', () => {
    const error = failing(
      'ECONNRESET',
      'Client network socket disconnected before secure TLS connection was established',
    );

    expect(explainFailure(error, 'h:1')).toMatchObject({ kind: 'tls' });
  });

  it('passes on the words of a bound', () => {
    expect(explainFailure(new BoundExceeded('limit', 'too long'), 'h:1')).toEqual({
      kind: 'limit',
      explanation: 'too long',
    });
  });

  it('says what it can of anything else, in one line', () => {
    expect(explainFailure('odd', 'h:1')).toEqual({ kind: 'other', explanation: 'the exchange with h:1 failed: odd' });
    expect(explainFailure(new Error('a\nb'), 'h:1').explanation).toBe('the exchange with h:1 failed: a');
  });
});
