/** Ways to page wrongly, for each of the two describing operations. */
import { type Behaviour, type Changes, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import type { Apply, Fault } from '../fault.ts';
import { before, type DescribeAction, rewritingElements, rewritingInput } from './changes.ts';

function pagesOf(action: DescribeAction, prefix: string, topic: string): readonly Fault[] {
  const fault = (id: string, requirement: string, means: string, apply: Apply, more?: readonly string[]): Fault => ({
    id: `${prefix}-${id}`,
    breaks: `${topic}/${requirement}`,
    means,
    apply,
    ...(more === undefined ? {} : { alsoBreaks: more.map((slug) => `${topic}/${slug}`) }),
  });
  const selecting =
    (change: (usual: Behaviour['selecting']) => Partial<Behaviour['selecting']>): Apply =>
    (b) => {
      const other = change(b.selecting);
      const mixed = Object.fromEntries(
        Object.entries(other).map(([name, replacement]) => [
          name,
          (...given: readonly unknown[]) => {
            const call = given.at(-1) as ReferenceCall;
            const used = call.action === action ? replacement : b.selecting[name as keyof Behaviour['selecting']];
            return (used as (...given: readonly unknown[]) => unknown)(...given);
          },
        ]),
      );
      return changed(b, { selecting: mixed } as Changes<Behaviour>);
    };
  const page = (
    read: (
      usual: ReturnType<Behaviour['selecting']['page']>,
      size: number | undefined,
      count: number,
      start: number,
    ) => ReturnType<Behaviour['selecting']['page']>,
  ) =>
    selecting((usual) => ({
      page: (count, start, size, call) => read(usual.page(count, start, size, call), size, count, start),
    }));
  return [
    fault(
      'page-size-ignored',
      'page-size',
      'ignores MaxResults',
      page((usual, size, count, start) => (size === undefined ? usual : { from: start, to: count, next: usual.next })),
    ),
    fault(
      'page-one-too-many',
      'page-size',
      'answers one more than MaxResults',
      page((usual, size, count) => (size === undefined ? usual : { ...usual, to: Math.min(count, usual.to + 1) })),
    ),
    fault(
      'token-missing',
      'token',
      'gives no token while more is left',
      page((usual) => ({ ...usual, next: undefined })),
    ),
    fault(
      'token-empty',
      'token',
      'gives an empty token while more is left',
      selecting(() => ({ tokenFor: () => '' })),
    ),
    fault(
      'token-after-last',
      'last-page',
      'gives a token after the last page',
      page((usual, size, count) => (size === undefined ? usual : { ...usual, next: usual.next ?? count })),
    ),
    fault(
      'token-when-nothing-follows',
      'last-page',
      'gives a token when one page holds all',
      page((usual, size, count, start) =>
        size === undefined || usual.next !== undefined || start > 0 ? usual : { ...usual, next: count },
      ),
    ),
    fault(
      'token-after-full-page',
      'last-page',
      'gives a token after each page that is full',
      page((usual, size) => (usual.to - usual.from === size ? { ...usual, next: usual.to } : usual)),
    ),
    fault(
      'thousand-refused',
      'page-size',
      'refuses a MaxResults of 1000',
      before(action, (call) => {
        const asked = text(call.input, 'MaxResults');
        if (asked === '1000') throw call.behaviour.errors.badValue(asked, 'maxResults');
      }),
    ),
    fault(
      'last-item-repeated',
      'pages',
      'begins the next page with the last item',
      page((usual) => ({ ...usual, next: usual.next === undefined ? undefined : usual.next - 1 })),
    ),
    fault(
      'item-skipped',
      'pages',
      'leaves out an item between two pages',
      page((usual) => ({ ...usual, next: usual.next === undefined ? undefined : usual.next + 1 })),
    ),
    fault(
      'first-page-for-ever',
      'pages',
      'answers the first page to every token',
      page((usual, size, count) => {
        const to = size === undefined ? count : Math.min(size, count);
        return { from: 0, to, next: to < count ? to : usual.next };
      }),
    ),
    fault(
      'second-page-short',
      'pages',
      'leaves out the last item of the last page',
      page((usual, size, _count, start) =>
        size === undefined || start === 0 ? usual : { ...usual, to: Math.max(usual.from, usual.to - 1) },
      ),
    ),
    fault(
      'pages-without-filter',
      'pages',
      'ignores the filters of a request for the next page',
      rewritingInput(action, (input) => (text(input, 'NextToken') === undefined ? input : { ...input, Filter: [] })),
    ),
    fault(
      'five-without-max-results',
      'all-at-once',
      'answers five items without MaxResults',
      page((usual, size, count, start) => {
        const to = Math.min(count, start + 5);
        return size === undefined && count > 5 && count < 9
          ? { from: start, to, next: to < count ? to : undefined }
          : usual;
      }),
    ),
    fault(
      'token-without-max-results',
      'all-at-once',
      'gives a token without MaxResults',
      rewritingElements(action, (elements, call) =>
        text(call.input, 'MaxResults') === undefined &&
        call.behaviour.selecting.filters(call).some(({ values }) => values.length > 5 && values.length < 9)
          ? { ...elements, nextToken: 'token' }
          : elements,
      ),
    ),
    fault('four-taken', 'max-results-below', 'takes a MaxResults of four', anyMaxResults('4', action)),
    fault('zero-taken', 'max-results-below', 'takes a MaxResults of zero', anyMaxResults('0', action)),
    fault('thousand-and-one-taken', 'max-results-above', 'takes a MaxResults of 1001', anyMaxResults('1001', action)),
    fault(
      'any-token-taken',
      'token-unknown',
      'begins anew for a token that it never gave',
      selecting((usual) => ({
        positionOf: (token, call) => usual.positionOf(token, call) ?? 0,
      })),
    ),
    fault(
      'any-token-ends',
      'token-unknown',
      'answers nothing for a token that it never gave',
      selecting((usual) => ({
        positionOf: (token, call) => usual.positionOf(token, call) ?? Number.MAX_SAFE_INTEGER,
      })),
    ),
  ];
}

/** Reads this MaxResults as five. */
function anyMaxResults(value: string, action: DescribeAction): Apply {
  return rewritingInput(action, (input) =>
    text(input, 'MaxResults') === value ? { ...input, MaxResults: '5' } : input,
  );
}

const tokenAlone: Fault = {
  id: 'rules-token-alone-taken',
  breaks: 'rules-paged/token-alone',
  means: 'takes a NextToken by itself',
  apply: (b) => changed(b, { selecting: { checkToken: () => undefined } }),
};

/** Faults in the pagination of DescribeSecurityGroups. */
export const groupPageFaults: readonly Fault[] = pagesOf('DescribeSecurityGroups', 'groups', 'groups-paged');

/** Faults in the pagination of DescribeSecurityGroupRules. */
export const rulePageFaults: readonly Fault[] = [
  ...pagesOf('DescribeSecurityGroupRules', 'rules', 'rules-paged'),
  tokenAlone,
];
