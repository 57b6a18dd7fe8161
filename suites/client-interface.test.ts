/** Clients whose interface is smaller than the model are judged by what they can express. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runClient } from '../harness/client/client-run.ts';
import { DriverAdapter } from '../harness/client/driver/driver-adapter.ts';
import { ClientWorkspace } from '../harness/client/driver/environment.ts';
import { InProcessAdapter } from '../harness/client/driver/in-process-adapter.ts';
import type { ClientAdapter } from '../harness/client/outcome.ts';
import { correctBehaviour, referenceClient } from '../harness/client/reference-client/client.ts';
import { packageRoot } from '../harness/package/package-root.ts';
import { areOpen, clientCases } from './client/cases.ts';
import { requestChecks } from './client/general-checks.ts';
import { owners } from './client/parameter-owners.ts';

const workspace = new ClientWorkspace();
const driver = join(packageRoot(), 'adapters', 'plain', 'driver.mjs');

afterAll(() => workspace.remove());

function run(adapter: ClientAdapter) {
  return runClient({
    operation: 'RevokeSecurityGroupIngress',
    adapter,
    cases: clientCases(),
    properties: [],
    invariants: requestChecks,
    isOpen: areOpen,
    owners,
    timeoutMs: 10_000,
    concurrency: 4,
    reproduce: () => '',
  });
}

test('a driver of forty lines, which knows no ids of rules, is judged', async () => {
  const command = [process.execPath, driver];
  const { problem, results } = await run(
    new DriverAdapter({ command, workspace, environment: process.env, startTimeoutMs: 10_000 }),
  );
  const verdictOf = (id: string) => results.find((one) => one.id === id)?.verdict;
  const findings = results.flatMap(({ findings: found }) => found);

  expect(readFileSync(driver, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  expect(problem?.message).toBeUndefined();
  expect(results.filter(({ verdict }) => verdict === 'untestable' || verdict === 'error')).toEqual([]);
  expect(verdictOf('client-encoding/rule-ids')).toBe('not-applicable');
  expect(verdictOf('client-encoding/permission-fields')).toBe('not-applicable');
  for (const id of ['client-encoding/flat-fields', 'client-encoding/plus', 'client-encoding/far-text'])
    expect([id, verdictOf(id)]).toEqual([id, 'pass']);
  for (const id of ['client-errors/bad-request', 'client-response/return', 'client-retries/html-403-once'])
    expect([id, verdictOf(id)]).toEqual([id, 'pass']);
  expect(findings.length).toBeGreaterThan(1000);
  expect(findings.filter(({ mismatches }) => mismatches.length > 0)).toEqual([]);
}, 60_000);

test('the report on a client that refuses ids of rules itself names the members that it never sent or read', async () => {
  const { missingMembers, results } = await run(
    new InProcessAdapter(
      referenceClient({
        ...correctBehaviour,
        pairs: (operation, input) => {
          if ('SecurityGroupRuleIds' in input) throw new TypeError('unknown parameter SecurityGroupRuleIds');
          return correctBehaviour.pairs(operation, input);
        },
        result: (document, response) => {
          const outcome = correctBehaviour.result(document, response);
          if (outcome.kind !== 'result') return outcome;
          const { RevokedSecurityGroupRules: _, ...output } = outcome.output;
          return { ...outcome, output };
        },
      }),
    ),
  );
  const failed = results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);

  expect(missingMembers).toEqual(['RevokedSecurityGroupRules', 'SecurityGroupRuleIds']);
  expect(failed).toContain('client-encoding/rule-ids');
  expect(failed).not.toContain('client-encoding/list-of-two');
}, 60_000);
