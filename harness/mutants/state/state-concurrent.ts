/** Faults in concurrent requests: the target works on a copy of the group, and the last copy wins. */
import { changed } from '../../reference/behaviour.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { testedActions } from '../rewriting.ts';

/** Milliseconds that a response to a revoke takes. */
const workMs = 40;

/** Milliseconds in which another revoke meets it: well before the response, so that the next one in turn never does. */
const meetingMs = 20;

/** A revoke that meets another one of its group brings back what that has removed; `when`: of the meetings, from 1. */
export function undoing(when: (meeting: number) => boolean): Apply {
  return (b) => {
    const latest = new Map<string, { readonly removed: readonly StoredRule[]; readonly until: number }>();
    let meetings = 0;
    return changed(b, {
      revoking: {
        commit: (revoked, call) => {
          const { group, direction, removed } = revoked;
          const other = latest.get(group.id);
          const now = performance.now();
          b.revoking.commit(revoked, call);
          latest.set(group.id, { removed, until: now + meetingMs });
          if (other === undefined || other.until <= now || removed.length === 0) return;
          meetings += 1;
          if (when(meetings)) call.store.addRules(group, direction, other.removed);
        },
      },
      responding: {
        delayMs: (response, arrival) =>
          testedActions.some((action) => textOf(arrival.request).includes(`Action=${action}&`))
            ? workMs
            : b.responding.delayMs(response, arrival),
      },
    });
  };
}

/** Where the action may stand, wherever the request has it. */
function textOf({ target, body }: { readonly target: string; readonly body: Buffer }): string {
  return `${target}&${body.toString('latin1')}&`;
}

/** Faults in concurrent requests: the target works on a copy of the group, and the last copy wins. */
export const concurrentFaults: readonly Fault[] = [
  {
    id: 'concurrent-revoke-undone',
    breaks: 'state/concurrent-revokes',
    means: 'brings back the rules of a revoke when another one of the group comes in before it has responded',
    apply: undoing(() => true),
  },
];
