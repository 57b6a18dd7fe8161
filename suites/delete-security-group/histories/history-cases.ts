/** A history for each requirement on histories of groups: its last request and what is described then decide it. */
import type { Case } from '../../../harness/cases/case.ts';
import { stepsOf } from '../../../harness/cases/case-text.ts';
import {
  caseOfGroups,
  type GroupChangeKind,
  type GroupStepKind,
  subjectOfChange,
} from '../../../harness/security-groups/histories/group-changes.ts';

interface Row {
  readonly slug: Exclude<GroupStepKind, 'rules'>;
  readonly title: string;
  /** Of a group, and one that refers to it, in order; the last one decides. */
  readonly changes: readonly GroupChangeKind[];
}

const rows: readonly Row[] = [
  {
    slug: 'referred',
    title: 'refuses to delete a group to which a modified rule refers',
    changes: ['authorize-reference', 'modify-reference', 'delete'],
  },
  {
    slug: 'deleted',
    title: 'deletes a group once the rule is revoked by its id that referred to it and was modified',
    changes: ['authorize-reference', 'modify-reference', 'revoke-reference-by-id', 'delete'],
  },
  {
    slug: 'recreated',
    title: 'gives a group that is created again no rule of the deleted one of its name',
    changes: ['authorize-own', 'modify-own', 'delete', 'create'],
  },
  {
    slug: 'former',
    title: 'refuses the id of a deleted group when there is a group of its name again',
    changes: ['delete', 'create', 'delete-former'],
  },
];

/** A case for each of those requirements, in their order. */
export const historyCases: readonly Case[] = rows.map(({ slug, title, changes }): Case => {
  const history = { vpc: 'nondefault', direction: 'ingress', changes, without: [] } as const;
  const { testCase, steps } = caseOfGroups(history, true);
  const id = `group-history/${slug}`;
  const all = stepsOf({ ...testCase, id, title, requirements: [id] });
  const last = changes.length - 1;
  const lastRules = changes.findLastIndex((kind) => {
    const subject = subjectOfChange[kind];
    return subject === 'rule' || subject === 'reference';
  });
  // What prepares is described once, when the rules are as they are to be: it costs a call each time.
  const [first, ...then] = all.flatMap((step, index) => {
    const change = steps[index]?.change ?? last;
    const { action = '' } = step.send;
    const [ofRules, ofGroups] = [action === 'DescribeSecurityGroupRules', action === 'DescribeSecurityGroups'];
    if (change === last) return ofRules && slug !== 'recreated' ? [] : [step];
    return ofRules || (ofGroups && change !== lastRules) ? [] : [{ ...step, prepares: true as const }];
  });
  if (first === undefined) throw new RangeError('a history has a step');
  const { needs = [], given } = testCase;
  return { vpc: history.vpc, needs, given, id, title, requirements: [id], ...first, then };
});
