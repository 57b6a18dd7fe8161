/** What the HTML report shows when a case is opened, as JSON that cannot leave its script element. */
import { bounded, visible } from '../../harness/transcript/visible-text.ts';
import { isGeneralCheck } from '../baseline.ts';
import { uniqueId } from '../lookup.ts';
import type { CaseReport, Report } from '../report.ts';
import { curlNote } from '../text/failure-text.ts';
import { givenText, noGiven } from '../text/given-text.ts';
import { indentAndMark } from './indent-xml.ts';
import { type Marks, marksOf } from './marks.ts';

/** Failed cases beyond these show as little of their exchanges as those that passed: 2,000 have to open at once. */
const fullCases = 200;
const shortExchange = 3_000;

interface Message {
  readonly start: string;
  readonly startMarked: boolean;
  readonly fields: readonly (readonly [text: string, marked: boolean])[];
  readonly body: string;
  /** Numbers of the body's lines, from 0, that have a mismatch. */
  readonly marked: readonly number[];
}

/** `</script>` and `<!--` end or confuse a script element: no `<` is left, and nothing that JavaScript reads as a line end. */
function embeddable(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? visible(member) : member));
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The cases in the order of the report; names are those that the page's script reads. In pieces: the whole of a large
 * report has 12 MB, which are several times as many while they are escaped.
 */
export function* htmlData(report: Report): Iterable<string> {
  const full = new Set(report.cases.filter(({ verdict }) => verdict !== 'pass').slice(0, fullCases));
  let before = '{"cases":[';
  for (const one of report.cases) {
    yield before + embeddable(caseData(one, full.has(one), report));
    before = ',';
  }
  yield report.cases.length === 0 ? '{"cases":[]}' : ']}';
}

function caseData(one: CaseReport, full: boolean, report: Report): unknown {
  const marks = marksOf(one.mismatches);
  return {
    key: uniqueId(one, report),
    id: one.id,
    title: one.title,
    verdict: one.verdict,
    requirements: one.requirements,
    heading: headingOf(one),
    mismatches: one.mismatches.map(({ at, expected, observed }) => [at, expected, observed]),
    state: stateOf(one),
    facts: factsOf(one),
    exchanges: one.exchanges.map(({ request, response, durationMs }) => ({
      request: message(full ? request : bounded(request, shortExchange), nothing),
      response: message(full ? response : bounded(response, shortExchange), marks),
      ms: Math.round(durationMs),
    })),
    curl: one.reproduce.curl,
    curlNote: curlNote(one),
    command: one.reproduce.command,
    replay: one.replay === undefined ? '' : bounded(JSON.stringify(one.replay, undefined, 2)),
  };
}

/** What the facts of a generated case are; those of a listed one need no heading. */
function headingOf(one: CaseReport): string {
  const { kind, exchanges, mismatches } = one;
  if (kind === 'fixture' || mismatches.length === 0 || exchanges.length === 0) return '';
  return isGeneralCheck(one) ? 'First exchanges with a mismatch' : 'Smallest counterexample found';
}

function factsOf(one: CaseReport): readonly (readonly [string, string])[] {
  return [
    ...(givenText(one.given) === noGiven ? [] : [['given', givenText(one.given)] as const]),
    ['sent', one.sent],
    ['expected', one.expected],
    ['observed', one.observed],
    ...(one.answer === undefined ? [] : [['response', one.answer] as const]),
    ...(one.reason === undefined ? [] : [['reason', one.reason.message] as const]),
    ...(one.control === undefined ? [] : [['positive control', one.control] as const]),
    ['calls', costText(one)],
  ];
}

/** A rule, and whether it was present before the request, should be, and is afterwards. */
type StateRow = readonly [rule: string, before: boolean, expected: boolean, observed: boolean];

/** The rules of a case whose rules afterwards are wrong; empty for all other cases. */
function stateOf({ mismatches, given }: CaseReport): readonly StateRow[] {
  const rules = mismatches.flatMap((one) => one.rules ?? [])[0];
  if (rules === undefined) return [];
  const before = givenNames(given);
  const names = [...new Set([...before, ...rules.expected, ...rules.observed])].sort();
  return names.map((name) => [
    name,
    before.includes(name),
    rules.expected.includes(name),
    rules.observed.includes(name),
  ]);
}

/** Names of the rules that a case gives, which lie below group and direction: `main`, `ingress`, `ssh`. */
function givenNames(given: unknown): readonly string[] {
  return membersOf(given)
    .flatMap(membersOf)
    .flatMap((rules) => (isObject(rules) ? Object.keys(rules) : []));
}

function membersOf(value: unknown): readonly unknown[] {
  return isObject(value) ? Object.values(value) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function costText({ calls, durationMs }: CaseReport): string {
  const counted = Object.entries(calls).map(([action, count]) => `${count} ${action}`);
  return `${counted.length === 0 ? 'no calls of its own' : counted.join(', ')}; ${Math.round(durationMs)} ms`;
}

const nothing: Marks = { status: false, fields: [], elements: [] };

function message(text: string, marks: Marks): Message {
  const [head = '', ...rest] = text.split('\n\n');
  const [start = '', ...fields] = head.split('\n');
  const body = indentAndMark(rest.join('\n\n'), marks.elements);
  return {
    start,
    startMarked: marks.status,
    fields: fields.map((field) => [field, marks.fields.includes(field.split(':', 1)[0]?.trim().toLowerCase() ?? '')]),
    body: body.text,
    marked: body.marked,
  };
}
