/** What identifies things, and when a change becomes visible. */

import { randomBytes, randomUUID } from 'node:crypto';
import type { Direction } from '../security-groups/model/rule.ts';
import type { ReferenceCall } from './call.ts';
import type { Group, StoredRule } from './store.ts';

/** How ids are made, and when changes become visible. */
export interface State {
  /** A new id: the prefix (`sg-`, `sgr-`, `vpc-`, `pl-`) and 17 lower-case hex digits. */
  readonly newId: (prefix: string) => string;
  readonly newRequestId: () => string;
  /** The rules of a group as Describe shows them. Changes are visible at once; EC2 promises less. */
  readonly visibleRules: (group: Group, direction: Direction, call: ReferenceCall) => readonly StoredRule[];
}

/** Random ids, and changes that are visible at once. */
export const referenceState: State = {
  newId: (prefix) => prefix + randomBytes(9).toString('hex').slice(0, 17),
  newRequestId: randomUUID,
  visibleRules: (group, direction, { store }) => store.rules(group, direction),
};
