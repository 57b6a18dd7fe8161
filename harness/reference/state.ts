/** What identifies things, and when a change becomes visible. */

import { randomBytes, randomUUID } from 'node:crypto';
import type { Direction } from '../security-groups/model/rule.ts';
import type { Group, Store, StoredRule } from './store.ts';

/** How ids are made, and when changes become visible. */
export interface State<Call> {
  /** A new id: the prefix (`sg-`, `sgr-`, `vpc-`, `pl-`) and 17 lower-case hex digits. */
  readonly newId: (prefix: string) => string;
  readonly newRequestId: () => string;
  /** The rules of a group as Describe shows them. Changes are visible at once; EC2 promises less. */
  readonly visibleRules: (group: Group, direction: Direction, call: Call) => readonly StoredRule[];
}

/** Random ids, and changes that are visible at once. */
export const referenceState: State<{ readonly store: Store }> = {
  newId: (prefix) => prefix + randomBytes(9).toString('hex').slice(0, 17),
  newRequestId: randomUUID,
  visibleRules: (group, direction, { store }) => store.rules(group, direction),
};
