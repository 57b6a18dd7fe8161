/** Requirements counted by verdict, under the same words in every table and line. */
import { decides } from '../lookup.ts';
import type { RequirementReport, RequirementVerdict } from '../report.ts';

/** One verdict, or one kind of failure. */
interface Counted {
  readonly name: string;
  /** The name of a single one, if that is another. */
  readonly single?: string;
  readonly is: (one: RequirementReport, strict: boolean) => boolean;
}

const counted: readonly Counted[] = [
  { name: 'pass', is: has('pass') },
  { name: 'fail', is: (one, strict) => one.verdict === 'fail' && decides(one, strict) },
  {
    name: 'SHOULD failures',
    single: 'SHOULD failure',
    is: (one, strict) => one.verdict === 'fail' && !decides(one, strict),
  },
  { name: 'known to fail', is: has('known-fail') },
  { name: 'unexpected pass', is: has('unexpected-pass') },
  { name: 'blocked', is: has('blocked') },
  { name: 'untestable', is: has('untestable') },
  { name: 'not implemented', is: has('not-implemented') },
  { name: 'not asked', is: has('not-asked') },
  { name: 'not applicable', is: has('not-applicable') },
  { name: 'observed', is: has('observed') },
];

/** Columns that a table has even if all of their numbers are 0. */
const always: ReadonlySet<string> = new Set(['pass', 'fail']);

/** A column for each verdict that occurs, and a row of numbers for each group. */
export interface VerdictCounts {
  readonly names: readonly string[];
  /** The names of single ones, in the same order. */
  readonly singles: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** Counts each group; `strict`: a failed SHOULD counts as a failed MUST does. */
export function verdictCounts(groups: readonly (readonly RequirementReport[])[], strict: boolean): VerdictCounts {
  const columns = counted
    .map(({ name, single = name, is }) => ({
      name,
      single,
      counts: groups.map((group) => group.filter((one) => is(one, strict)).length),
    }))
    .filter(({ name, counts }) => always.has(name) || counts.some((count) => count > 0));
  return {
    names: columns.map(({ name }) => name),
    singles: columns.map(({ single }) => single),
    rows: groups.map((_, row) => columns.map(({ counts }) => counts[row] ?? 0)),
  };
}

function has(verdict: RequirementVerdict): Counted['is'] {
  return (one) => one.verdict === verdict;
}

/** What a verdict other than `pass` and `fail` says, for the legend of a report. docs/read-a-failure.md says more. */
export const verdictMeanings: Readonly<Partial<Record<RequirementVerdict, string>>> = {
  blocked: 'a requirement that it depends on fails',
  untestable: 'should have been judged, and could not be',
  'not-implemented': 'the target does not have the operation',
  'not-asked': 'left out by effort, selection or call limit',
  'not-applicable': 'what it needs is not available, or no response exercised it',
  observed: 'an open question, to which any response passes',
  'known-fail': 'fails as the baseline says',
  'unexpected-pass': 'passes, although the baseline says that it fails',
};
