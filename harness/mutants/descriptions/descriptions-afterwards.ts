/** Mutants that lose what a described rule has besides, or go on with the text that it had. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';

/** A revoke compares with the description that a rule had at first. */
const comparesFirst: Apply = (b: Behaviour) => {
  const first = new Map<string, string | undefined>();
  return changed(b, {
    describing: {
      commit: (changes, group, call) => {
        for (const { rule } of changes) if (!first.has(rule.id)) first.set(rule.id, rule.description);
        b.describing.commit(changes, group, call);
      },
    },
    matching: {
      description: (wanted, existing, call) => {
        if (!call.action.startsWith('Revoke') || !first.has(existing.id)) {
          return b.matching.description(wanted, existing, call);
        }
        return wanted.description === undefined || wanted.description === first.get(existing.id);
      },
    },
  });
};

const rows: readonly FaultRow[] = [
  ['revocable', 'describe-revoke-by-first-text', 'compares a revoke with the description before', comparesFirst],
  [
    'keeps-tags',
    'describe-untags-rule',
    'removes the tags of the rule',
    (b) =>
      changed(b, {
        describing: {
          afterwards: (changes, _, { store }) => {
            for (const { rule } of changes) store.tags.delete(rule.id);
          },
        },
      }),
  ],
  [
    'longest',
    'describe-shown-short',
    'shows 128 characters of a description in DescribeSecurityGroupRules',
    (b) =>
      changed(b, { responses: { describedRule: { description: ({ description }) => description?.slice(0, 128) } } }),
  ],
];

/** Servers that lose what a described rule has besides, or go on with the text that it had. */
export const descriptionAfterwardsFaults: readonly Fault[] = faultsOf('description-update', rows);
