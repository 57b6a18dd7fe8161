/** What each domain does around its own preparation: is there an EC2 endpoint that takes our requests, and what did they show. */
import type { Caller } from '../endpoint/caller.ts';
import { firstContact } from '../endpoint/endpoint-check.ts';
import { TargetProblem, TransportProblem } from '../endpoint/problem.ts';
import type { TargetSettings } from '../endpoint/target-settings.ts';
import type { Domain, TargetFindings } from './domain.ts';
import type { SceneAccess } from './scene.ts';

/**
 * The findings of a domain, with what its requests showed of the target. Throws TargetProblem when there is nothing to test.
 * `beforeCreating`: as of {@link Domain.prepare}.
 */
export async function afterContact<Findings extends TargetFindings>(
  settings: TargetSettings,
  { caller }: Pick<SceneAccess, 'caller'>,
  beforeCreating: (() => Promise<void>) | undefined,
  find: () => Promise<Findings>,
): Promise<Findings> {
  await firstContact(caller);
  try {
    await beforeCreating?.();
    return { ...(await find()), ...lessonsOf(caller) };
  } catch (problem) {
    if (problem instanceof TransportProblem) {
      throw new TargetProblem(
        'unreachable',
        `${settings.endpoint} answered the first request, then failed: ${problem.message}`,
      );
    }
    throw problem;
  }
}

function lessonsOf(caller: Caller): Partial<TargetFindings> {
  const { clock, clockAheadMs, consistency, transportStats, responseMs, tagsAccepted } = caller;
  const { visibleAfterMs } = transportStats;
  // What was adopted at first contact is known better now; where signatures are checked by another clock it was not adopted.
  const aheadMs = clockAheadMs === 0 ? 0 : clock.aheadMs;
  return {
    ...(aheadMs === 0 ? {} : { clockAheadMs: aheadMs }),
    ...(visibleAfterMs === 0 ? {} : { visibleAfterMs }),
    consistency: consistency.findings,
    responseMs,
    tagsAccepted,
  };
}
