/** What a requirement looks like on the wire, shown on the embedded target. */

import type { Case } from '../../cases/case.ts';
import type { CaseResult, ExchangeRecord } from '../../checks/case-result.ts';
import type { TestedOperation } from '../../engine/engine.ts';
import { runInProcess } from '../../engine/run/in-process.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { SecretKeeper } from '../../transcript/secret-keeper.ts';
import { openReference } from '../connection/open-reference.ts';

/**
 * The first request of the case and its response. Undefined for what is no single case, as generated requests are: those
 * expect nothing of a request that is written down.
 */
export async function exampleExchange(one: Case, operation: TestedOperation): Promise<ExchangeRecord | undefined> {
  const [result] = await played([one], operation);
  return result?.exchanges[0];
}

/** An exchange on which the requirement, one that is judged over the responses to all cases, has something to say. */
export async function exampleOfGeneralCheck(
  requirement: string,
  suite: OperationSuite,
): Promise<ExchangeRecord | undefined> {
  const statuses = (wanted: RegExp) => (one: Case) =>
    one.expect[0]?.status.some((status) => wanted.test(status)) === true;
  const tried = [suite.cases.find(statuses(/^2/)), suite.cases.find(statuses(/^4/))].filter((one) => one !== undefined);
  for (const { exchanges, findings } of await played(tried, suite)) {
    const finding = findings.find((one) => one.requirement === requirement);
    if (finding !== undefined) return exchanges[finding.exchange];
  }
  return undefined;
}

async function played(cases: readonly Case[], operation: TestedOperation): Promise<readonly CaseResult[]> {
  const written = cases.filter(({ send }) => send.params !== undefined || send.raw !== undefined);
  if (written.length === 0) return [];
  const { settings, close } = await openReference({ timeoutMs: 10_000, concurrency: 1 }, new SecretKeeper());
  try {
    return (await runInProcess(settings, written, operation)).results;
  } finally {
    await close();
  }
}
