/** A history for each requirement on histories, whose last request decides it; what is before only prepares. */
import type { Case } from '../../../harness/cases/case.ts';
import { stepsOf } from '../../../harness/cases/case-text.ts';
import type { ExpectedAnswer } from '../../../harness/cases/fixture.ts';
import {
  type Change,
  type ChangeKind,
  caseOfChanges,
  type StepKind,
} from '../../../harness/security-groups/histories/rule-changes.ts';

interface Row {
  readonly slug: string;
  readonly title: string;
  /** Of the rule `a`, in order. */
  readonly changes: readonly ChangeKind[];
  /** The kind of the step that decides, the last of its kind; steps after it are left out. */
  readonly decides: StepKind;
}

const rows: readonly Row[] = [
  {
    slug: 'modify',
    title: 'modifies a rule that was modified, revoked and authorised again',
    changes: ['modify', 'revoke-by-values', 'authorize', 'modify'],
    decides: 'modify',
  },
  {
    slug: 'describe',
    title: 'updates the description of a rule that was modified, revoked and authorised again',
    changes: ['modify', 'revoke-by-id', 'authorize', 'describe-by-values'],
    decides: 'describe-by-values',
  },
  {
    slug: 'describe-by-id',
    title: 'updates the description of a rule by its id that was modified, revoked and authorised again',
    changes: ['modify', 'revoke-by-values', 'authorize', 'modify', 'describe-by-id'],
    decides: 'describe-by-id',
  },
  {
    slug: 'authorize',
    title: 'authorises a rule again that was modified, described and revoked',
    changes: ['modify', 'describe-by-values', 'revoke-by-id', 'authorize'],
    decides: 'authorize',
  },
  {
    slug: 'revoke',
    title: 'revokes a rule by its id that was described and modified',
    changes: ['describe-by-values', 'modify', 'revoke-by-id'],
    decides: 'revoke-by-id',
  },
  {
    slug: 'former',
    title: 'revokes nothing by the values that a rule had before it was modified and described',
    changes: ['modify', 'modify', 'describe-by-values', 'revoke-former-values'],
    decides: 'revoke-former-values',
  },
  {
    slug: 'described',
    title: 'lists what modifications, updates and a revoke have left',
    changes: ['describe-by-values', 'modify', 'describe-by-values', 'modify'],
    decides: 'described',
  },
  {
    slug: 'ids-kept',
    title: 'keeps the id of a rule that is modified twice and described in between',
    changes: ['modify', 'describe-by-values', 'modify'],
    decides: 'modify',
  },
];

/** A case for each of those requirements, in their order. */
export const historyCases: readonly Case[] = rows.map(({ slug, title, changes, decides }): Case => {
  const history = {
    ...({ vpc: 'nondefault', direction: 'ingress', subjects: ['a', 'b'], tagged: false } as const),
    changes: changes.map((kind): Change => ({ kind, subject: 'a' })),
  };
  const { testCase, kinds } = caseOfChanges(history, true);
  const last = decides === 'described' ? kinds.indexOf(decides) : kinds.lastIndexOf(decides);
  const steps = stepsOf({ ...testCase, id: '', title: '', requirements: [] }).slice(0, last + 1);
  const [first, ...then] = steps.map(({ send, expect }, index) =>
    // Whether ids stay is for the last request to show: it costs a call each time.
    index < last ? { send, expect: expect.map(withoutIds), prepares: true as const } : { send, expect },
  );
  if (first === undefined) throw new RangeError('a history has a step');
  const { then: _, send: __, expect: ___, ...rest } = testCase;
  const id = `rule-history/${slug}`;
  return { ...rest, id, title, requirements: [id], ...first, ...(then.length === 0 ? {} : { then }) };
});

function withoutIds({ sameId: _, ...answer }: ExpectedAnswer): ExpectedAnswer {
  return answer;
}
