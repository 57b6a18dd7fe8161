import { createRequire } from 'node:module';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SignerDisagreement } from '../wire/aws-signer.ts';
import { endServers, scripted } from '../wire/scripted-server.ts';
import { Caller } from './caller.ts';
import type { TargetSettings } from './settings.ts';

// The copy that the caller's signer loads.
const { SignatureV4 } = createRequire(import.meta.url)(
  '@aws-sdk/signature-v4',
) as typeof import('@aws-sdk/signature-v4');

afterEach(endServers);

const body = '<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"></DescribeVpcsResponse>';

async function callerOn(): Promise<Caller> {
  const endpoint = await scripted((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  });
  const main = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
  const settings: TargetSettings = {
    endpoint: endpoint.href,
    region: 'us-east-1',
    identities: { main },
    timeoutMs: 5000,
    maxAnswerBytes: 10_000,
    concurrency: 1,
    declared: {},
    runId: 'caller01',
  };
  return new Caller(settings);
}

describe('a call', () => {
  it('comes to nothing when the two signers disagree about it', async () => {
    const caller = await callerOn();
    const theirs = vi
      .spyOn(SignatureV4.prototype, 'sign')
      .mockResolvedValue({ headers: { authorization: 'AWS4-HMAC-SHA256 Signature=00' } } as never);

    await expect(caller.call('DescribeVpcs', [])).rejects.toThrow(SignerDisagreement);

    theirs.mockRestore();
    expect((await caller.call('DescribeVpcs', [])).outcome.kind).toBe('success');
    caller.close();
  });
});
