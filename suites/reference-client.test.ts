import { expect, test } from 'vitest';
import { runClient } from '../harness/client/client-run.ts';
import { InProcessAdapter } from '../harness/client/driver/in-process-adapter.ts';
import { referenceClient } from '../harness/client/reference-client/client.ts';
import { areOpen, clientCases, clientProperties } from './client/cases.ts';
import { requestChecks } from './client/general-checks.ts';
import { owners } from './client/parameter-owners.ts';

test('a correct client passes every case and property', async () => {
  const run = await runClient({
    operation: 'RevokeSecurityGroupIngress',
    adapter: new InProcessAdapter(referenceClient()),
    cases: clientCases(),
    properties: clientProperties(1, 30),
    invariants: requestChecks,
    isOpen: areOpen,
    owners,
    timeoutMs: 5000,
    concurrency: 1,
    reproduce: () => '',
  });

  const bad = run.results.filter(({ verdict }) => !['pass', 'observed', 'not-applicable'].includes(verdict));
  expect(run.problem?.message).toBeUndefined();
  expect(
    bad.map(({ id, verdict, mismatches, reason, observed }) => ({
      id,
      verdict,
      mismatches,
      reason,
      observed,
    })),
  ).toEqual([]);
  const failing = run.results.flatMap(({ id, findings }) =>
    findings.filter(({ mismatches }) => mismatches.length > 0).map((finding) => ({ id, ...finding })),
  );
  expect(failing).toEqual([]);
});
