/** Bytes at random as responses: nothing that judges them throws or hangs, and none of them is a success. */
import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOutcome } from '../harness/checks/outcome.ts';
import type { RuleSubject } from '../harness/security-groups/checks/rule-subject.ts';
import { recordExchange } from '../harness/transcript/exchange-text.ts';
import { createSender } from '../harness/wire/http.ts';
import type { Exchange, HttpRequest } from '../harness/wire/message.ts';
import { generalChecks } from './revoke-ingress/general-checks.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

const seed = 20_261_122;

const request: HttpRequest = {
  method: 'POST',
  target: '/',
  headers: [
    ['Host', '127.0.0.1'],
    ['Content-Length', '0'],
  ],
  body: Buffer.alloc(0),
};

const pieces = [
  '<',
  '>',
  '</',
  '/>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a [',
  ']>',
  '<!ENTITY a "',
  '&a;',
  '&#x0;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<RevokeSecurityGroupIngressResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">',
  '</RevokeSecurityGroupIngressResponse>',
  '<return>true</return>',
  '<revokedSecurityGroupRuleSet><item>',
  '</item></revokedSecurityGroupRuleSet>',
  '<Response><Errors><Error><Code>',
  '</Code></Error></Errors></Response>',
  '\0',
  '\ufeff',
  '=""',
  'xmlns:a="',
];

/** Any bytes, and bytes that look like documents from afar. */
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 30 })
    .map((parts) => Buffer.from(parts.join(''))),
);

const answers = fc.record({
  status: fc.constantFrom(100, 200, 204, 301, 400, 401, 500, 501, 503, 599, 999),
  reason: fc.string({ maxLength: 10 }),
  type: fc.constantFrom('text/xml', 'text/xml;charset=utf-16', 'application/json', '', ';;;charset="', '\u0000'),
  body,
});

describe('ten thousand answers at random', () => {
  it('are each read, judged and written down', () => {
    const kinds = new Set<string>();
    const asked = fc.property(answers, ({ status, reason, type, body: bytes }) => {
      const exchange: Exchange = {
        request,
        response: { status, reason, httpVersion: '1.1', headers: [['Content-Type', type]], body: bytes },
        durationMs: 1,
      };
      const outcome = readOutcome(exchange);
      kinds.add(outcome.kind);
      const subject: RuleSubject = {
        exchange,
        action: 'RevokeSecurityGroupIngress',
        params: [['GroupId', 'sg-0123456789abcdef0']],
        operation: revokeIngressOperation,
        direction: 'ingress',
        outcome,
        stored: [],
        removed: [],
      };
      const mismatches = generalChecks
        .filter((invariant) => invariant.applies(subject))
        .flatMap((invariant) => invariant.judge(subject));
      const record = recordExchange(exchange, ['a-secret-of-some-length']);

      return mismatches.every(({ observed }) => observed.length < 5000) && record.response.length < 100_000;
    });

    fc.assert(asked, { seed, numRuns: 10_000 });

    expect([...kinds].sort()).toStrictEqual(['error', 'success', 'unreadable']);
  });
});

describe('bytes at random on the wire', () => {
  let written = Buffer.alloc(0);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => socket.end(written));
  });

  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));

  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const lines = fc.constantFrom(
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 ',
    'Content-Length: 5\r\n',
    'a: b\r\n',
    '\r\n',
    ':',
    '\n',
  );
  const bytes = fc.array(
    fc.oneof(
      lines.map((line) => Buffer.from(line)),
      body,
    ),
    { maxLength: 8 },
  );

  it('are a response or a failure with a name, and never an exception', async () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const endpoint = new URL(`http://127.0.0.1:${port}/`);
    const sender = createSender({ endpoint, timeoutMs: 2000, maxResponseBytes: 10_000, maxSockets: 1 });
    const kinds = new Set<string>();
    const asked = fc.asyncProperty(bytes, async (parts) => {
      written = Buffer.concat(parts);
      const exchange = await sender.send(request);
      kinds.add(exchange.failure?.kind ?? 'answer');
      return (exchange.response === undefined) !== (exchange.failure === undefined) && exchange.durationMs < 2500;
    });

    await fc.assert(asked, { seed, numRuns: 400 });
    sender.close();

    expect([...kinds].sort()).toContain('protocol');
    expect(kinds.has('answer')).toBe(true);
    expect(kinds.has('timeout')).toBe(false);
  });
});
