/** What a requirement looks like on the wire, shown on the embedded target. */
import { everyAnswer } from '../../suites/server/every-answer.ts';
import type { CaseResult, ExchangeRecord } from '../judgement/case-result.ts';
import type { Case } from '../suite/case.ts';
import { runInProcess } from '../suite/in-process.ts';
import { openReference } from './open-reference.ts';

/**
 * The first request of the case and its answer. Undefined for what is no single case, as generated requests are: those
 * expect nothing of a request that is written down.
 */
export async function exampleExchange(one: Case): Promise<ExchangeRecord | undefined> {
  const [result] = await played([one]);
  return result?.exchanges[0];
}

/** An exchange on which the requirement, one that is judged over the answers to all cases, has something to say. */
export async function exampleAnswer(requirement: string, cases: readonly Case[]): Promise<ExchangeRecord | undefined> {
  const statuses = (wanted: RegExp) => (one: Case) =>
    one.expect[0]?.status.some((status) => wanted.test(status)) === true;
  const tried = [cases.find(statuses(/^2/)), cases.find(statuses(/^4/))].filter((one) => one !== undefined);
  for (const { exchanges, findings } of await played(tried)) {
    const finding = findings.find((one) => one.requirement === requirement);
    if (finding !== undefined) return exchanges[finding.exchange];
  }
  return undefined;
}

async function played(cases: readonly Case[]): Promise<readonly CaseResult[]> {
  const written = cases.filter(({ send }) => send.params !== undefined || send.raw !== undefined);
  if (written.length === 0) return [];
  const { settings, close } = await openReference({ timeoutMs: 10_000, concurrency: 1 });
  try {
    return (await runInProcess(settings, written, everyAnswer)).results;
  } finally {
    await close();
  }
}
