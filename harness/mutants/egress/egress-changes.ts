/** The places at which a fault takes hold of an outbound revoke. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply } from '../fault.ts';

/** Whether the call is an outbound revoke. */
export function isOutbound({ action }: ReferenceCall): boolean {
  return action === 'RevokeSecurityGroupEgress';
}

/** Does something besides, after an outbound revoke that removed a rule. */
export function afterOutbound(act: (call: ReferenceCall, removed: readonly StoredRule[]) => void): Apply {
  return (b) =>
    changed(b, {
      revoking: {
        afterwards: ({ removed }, call) => {
          if (isOutbound(call) && removed.length > 0) act(call, removed);
        },
      },
    });
}
