/** A history for each requirement on histories, or two. Its last request decides it; with values of another series, every request does. */
import type { Case } from '../../../harness/cases/case.ts';
import { stepsOf } from '../../../harness/cases/case-text.ts';
import type { ExpectedResponse } from '../../../harness/cases/fixture.ts';
import {
  type ChangeHistory,
  type ChangeKind,
  caseOfChanges,
  type RuleChange,
  type StepKind,
} from '../../../harness/security-groups/histories/rule-changes.ts';
import type { ValueSeries } from '../../../harness/security-groups/histories/rule-series.ts';

interface Row {
  readonly slug: string;
  /** The requirement that it decides. Default: that of its slug. */
  readonly of?: string;
  readonly title: string;
  /** Of the rule `a`, in order. */
  readonly changes: readonly ChangeKind[];
  /** What the rule `a` goes through. Default: ports. */
  readonly series?: ValueSeries;
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
    slug: 'modify-described',
    of: 'modify',
    title: 'modifies a rule that was described',
    changes: ['describe-by-values', 'modify'],
    decides: 'modify',
  },
  {
    slug: 'describe-modified',
    of: 'describe',
    title: 'updates the description of a rule that was modified',
    changes: ['modify', 'describe-by-values'],
    decides: 'describe-by-values',
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
  {
    slug: 'protocols',
    title: 'revokes a rule by its values that was for all traffic, was described and modified to ICMP',
    changes: ['describe-by-values', 'modify', 'revoke-by-values'],
    series: 'protocols',
    decides: 'revoke-by-values',
  },
  ofSource('ipv6-range', 'an IPv6 range', 'ipv6'),
  ofSource('group', 'a group', 'other-group'),
  ofSource('prefix-list', 'a prefix list', 'prefix-list'),
];

function ofSource(slug: string, source: string, series: ValueSeries): Row {
  return {
    slug,
    title: `revokes a rule of ${source} by its values that was described and modified`,
    changes: ['describe-by-values', 'modify', 'revoke-by-values'],
    series,
    decides: 'revoke-by-values',
  };
}

/** A case for each of those requirements, in their order. */
export const historyCases: readonly Case[] = rows.map(
  ({ slug, of = slug, title, changes, series = 'ports', decides }): Case => {
    const isOfPorts = series === 'ports';
    const history: ChangeHistory = {
      vpc: 'nondefault',
      direction: 'ingress',
      subjects: isOfPorts ? ['a', 'b'] : ['a'],
      tagged: false,
      series,
      // From all traffic to ICMP.
      turn: series === 'protocols' ? 1 : 0,
      changes: changes.map((kind): RuleChange => ({ kind, subject: 'a' })),
    };
    const { testCase, steps: all } = caseOfChanges(history, true);
    const kinds = all.map(({ kind }) => kind);
    const last = decides === 'described' ? kinds.indexOf(decides) : kinds.lastIndexOf(decides);
    const steps = stepsOf({ ...testCase, id: '', title: '', requirements: [] }).slice(0, last + 1);
    const [first, ...then] = steps.map(({ send, expect }, index) => {
      // Whether ids stay is for the last request of one case to show: it costs a call each time.
      if (slug === 'ids-kept' && index === last) return { send, expect };
      const step = { send, expect: expect.map(withoutIds) };
      return isOfPorts && index < last ? { ...step, prepares: true as const } : step;
    });
    if (first === undefined) throw new RangeError('a history has a step');
    const { then: _, send: __, expect: ___, ...rest } = testCase;
    const id = `rule-history/${slug}`;
    return {
      ...rest,
      id,
      title,
      requirements: [`rule-history/${of}`],
      ...first,
      ...(then.length === 0 ? {} : { then }),
    };
  },
);

function withoutIds({ sameId: _, ...answer }: ExpectedResponse): ExpectedResponse {
  return answer;
}
