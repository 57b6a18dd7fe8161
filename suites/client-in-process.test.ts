/** How an SDK in TypeScript is judged in process, and how a request that nock intercepts is. */
import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import type { CapturedRequest } from '../harness/client/capture.ts';
import { clientCredentials } from '../harness/client/driver/environment.ts';
import type { InProcessClient } from '../harness/client/driver/in-process-adapter.ts';
import { plainResponse } from '../harness/client/fixture.ts';
import { correctBehaviour, referenceClient } from '../harness/client/reference-client/client.ts';
import { judgeParameters } from '../harness/client/request/judge-request.ts';
import { requestSubject } from '../harness/client/request/request-subject.ts';
import type { HttpRequest } from '../harness/wire/message.ts';
import { requestChecks } from './client/general-checks.ts';

const input = { GroupId: 'sg-0123456789abcdef0', DryRun: true };

afterEach(() => {
  nock.cleanAll();
  nock.restore();
});

/** Calls the client against an intercepted host; returns what would have gone out. */
async function intercepted(client: InProcessClient): Promise<CapturedRequest> {
  if (!nock.isActive()) nock.activate();
  let request: HttpRequest | undefined;
  nock('http://ec2.us-east-1.amazonaws.com')
    .post('/')
    .reply(function (uri, body) {
      const headers = Object.entries(this.req.headers).map(([name, value]) => [name, String(value)] as const);
      request = { method: 'POST', target: uri, headers, body: Buffer.from(String(body)) };
      return [200, plainResponse('RevokeSecurityGroupIngress').body];
    });
  await client.call({
    endpoint: 'http://ec2.us-east-1.amazonaws.com',
    operation: 'RevokeSecurityGroupIngress',
    input,
    as: 'main',
    timeoutMs: 1000,
    credentials: clientCredentials.main,
    region: 'us-east-1',
  });
  if (request === undefined) throw new Error('nothing was intercepted');
  return {
    bytes: Buffer.alloc(0),
    request,
    arrivedAt: new Date(),
    response: plainResponse('RevokeSecurityGroupIngress'),
  };
}

describe('a request that nock intercepts', () => {
  test('is judged like a captured one', async () => {
    const subject = requestSubject(await intercepted(referenceClient()), {
      operation: 'RevokeSecurityGroupIngress',
      input,
    });
    if (subject === undefined) throw new Error('it is a request');
    const mismatches = requestChecks.flatMap((one) => (one.applies(subject) ? one.judge(subject) : []));

    expect(mismatches).toEqual([]);
    expect(judgeParameters(subject, { GroupId: 'sg-0123456789abcdef0', DryRun: 'true' })).toEqual([]);
  });

  test('fails when its client is wrong', async () => {
    const wrong = referenceClient({ ...correctBehaviour, pairs: (operation) => [['Action', operation]] });
    const subject = requestSubject(await intercepted(wrong), { operation: 'RevokeSecurityGroupIngress', input });
    if (subject === undefined) throw new Error('it is a request');
    const failed = requestChecks.filter((one) => one.applies(subject) && one.judge(subject).length > 0);

    expect(failed.map(({ requirement }) => requirement)).toEqual(['encoding/version-sent', 'client-encoding/dry-run']);
    expect(judgeParameters(subject, { GroupId: 'sg-0123456789abcdef0', DryRun: 'true' })).toEqual([
      { kind: 'parameters', at: 'GroupId', expected: '"sg-0123456789abcdef0"', observed: 'no such parameter' },
      { kind: 'parameters', at: 'DryRun', expected: '"true"', observed: 'no such parameter' },
    ]);
  });
});
