/** Ways in which a server can be wrong about the description of the first outbound rule of a group. */
import { changed } from '../../reference/behaviour.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';

const isEverything = (rule: { readonly protocol: string; readonly source: object }) =>
  rule.protocol === '-1' && 'cidr' in rule.source && rule.source.cidr === '0.0.0.0/0';

const rows: readonly FaultRow[] = [
  [
    'default-rule',
    'describe-default-rule-not-found',
    'finds no rule for all outbound traffic',
    (b) =>
      changed(b, {
        describing: {
          matches: (wanted, existing, call) => !isEverything(existing) && b.describing.matches(wanted, existing, call),
        },
      }),
  ],
  [
    'default-rule',
    'describe-default-rule-kept',
    'answers success and keeps the rule for all outbound traffic as it was',
    (b) =>
      changed(b, {
        describing: {
          commit: (changes, group, call) =>
            b.describing.commit(
              changes.filter(({ rule }) => !isEverything(rule)),
              group,
              call,
            ),
        },
      }),
  ],
];

export const descriptionOutboundFaults: readonly Fault[] = faultsOf('description-outbound', rows);
