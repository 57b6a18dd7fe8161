/** Faults of the description of the first outbound rule of a group. */
import { changed } from '../../reference/behaviour.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isAllIpv4Traffic } from '../rule-likeness.ts';
import { recommitting } from './descriptions-changes.ts';

const rows: readonly FaultRow[] = [
  [
    'default-rule',
    'describe-default-rule-not-found',
    'finds no rule for all outbound traffic',
    (b) =>
      changed(b, {
        describing: {
          matches: (wanted, existing, call) =>
            !isAllIpv4Traffic(existing) && b.describing.matches(wanted, existing, call),
        },
      }),
  ],
  [
    'default-rule',
    'describe-default-rule-kept',
    'responds with success and keeps the rule for all outbound traffic as it was',
    recommitting((changes) => changes.filter(({ rule }) => !isAllIpv4Traffic(rule))),
  ],
];

/** Faults of the description of the first outbound rule of a group. */
export const descriptionOutboundFaults: readonly Fault[] = faultsOf('description-outbound', rows);
