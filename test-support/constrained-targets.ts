/** Targets that are right and hard to ask: each is the reference with one thing made difficult, and must stay green. */
import { type Behaviour, changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { Refusal } from '../harness/reference/responses/refusal.ts';

interface Tokens {
  left: number;
  at: number;
}

/** Answers RequestLimitExceeded when a bucket of the action is empty; EC2's own for revokes holds 50 and gets 5 a second. */
function throttling(capacity: number, refillPerSecond: number): Behaviour {
  const buckets = new Map<string, Tokens>();
  const { signature } = referenceBehaviour.checks;
  return changed(referenceBehaviour, {
    checks: {
      signature: (call) => {
        signature(call);
        const now = performance.now();
        const tokens = buckets.get(call.action) ?? { left: capacity, at: now };
        tokens.left = Math.min(capacity, tokens.left + ((now - tokens.at) / 1000) * refillPerSecond);
        tokens.at = now;
        buckets.set(call.action, tokens);
        if (tokens.left < 1) throw new Refusal(503, 'RequestLimitExceeded', 'Request limit exceeded.');
        tokens.left -= 1;
      },
    },
  });
}

/** Shows rules, new and revoked, only after a time, in milliseconds. */
function late(ms: number): Behaviour {
  const madeAt = new Map<string, number>();
  const { newId } = referenceBehaviour.state;
  return changed(referenceBehaviour, {
    state: {
      newId: (prefix) => {
        const id = newId(prefix);
        if (prefix === 'sgr-') madeAt.set(id, Date.now());
        return id;
      },
      visibleRules: (group, direction, { store }) => {
        const then = Date.now() - ms;
        const gone = group.revoked.filter(({ rule, at }) => rule.direction === direction && at.getTime() > then);
        const rules = [...store.rules(group, direction), ...gone.map(({ rule }) => rule)];
        return rules.filter(({ id }) => (madeAt.get(id) ?? 0) <= then);
      },
    },
  });
}

/** Refuses one request in so many by chance, before it has done anything. The same seed gives the same chances. */
function erring(oneIn: number, seed: number, refusal: () => Refusal): Behaviour {
  const { signature } = referenceBehaviour.checks;
  let chance = seed;
  return changed(referenceBehaviour, {
    checks: {
      signature: (call) => {
        signature(call);
        chance = (Math.imul(chance, 1664525) + 1013904223) >>> 0;
        if (chance / 2 ** 32 < 1 / oneIn) throw refusal();
      },
    },
  });
}

/** Writes this time into the Date field of its responses. */
function dated(clock: () => Date): Behaviour {
  return changed(referenceBehaviour, {
    responding: {
      finish: (response) => ({ ...response, headers: [...response.headers, ['Date', clock().toUTCString()]] }),
    },
  });
}

/** Constrained targets by name. */
export const constrainedTargets = { throttling, late, dated, erring } as const;
