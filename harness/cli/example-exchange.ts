/** What a case looks like on the wire, shown on the embedded target. */
import type { ExchangeRecord } from '../judgement/case-result.ts';
import type { Case } from '../suite/case.ts';
import { runInProcess } from '../suite/in-process.ts';
import { openReference } from './open-reference.ts';

/**
 * The first request of the case and its answer. Undefined for what is no single case, as generated requests are: those
 * expect nothing of a request that is written down.
 */
export async function exampleExchange(one: Case): Promise<ExchangeRecord | undefined> {
  if (one.send.params === undefined && one.send.raw === undefined) return undefined;
  const { settings, close } = await openReference({ timeoutMs: 10_000, concurrency: 1 });
  try {
    const { results } = await runInProcess(settings, [one], []);
    return results[0]?.exchanges[0];
  } finally {
    await close();
  }
}
