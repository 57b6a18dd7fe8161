/** Mutants that lose what a described rule has besides, or go on with the text that it had. */
import { changed } from '../../reference/behaviour.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { remembering } from '../histories/rule-past.ts';

/** A revoke compares with the description that a rule had at first. */
const comparesFirst: Apply = remembering((b, { described, first }) =>
  changed(b, {
    matching: {
      description: (wanted, existing, call) =>
        call.action.startsWith('Revoke') && described.has(existing.id)
          ? wanted.description === undefined || wanted.description === first.get(existing.id)
          : b.matching.description(wanted, existing, call),
    },
  }),
);

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
