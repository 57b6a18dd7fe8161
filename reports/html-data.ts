/** What the HTML report shows when a case is opened, as JSON that cannot leave its script element. */
import { bounded, visible } from '../harness/transcript/visible-text.ts';
import { givenText } from './given-text.ts';
import { indentXml } from './indent-xml.ts';
import type { CaseReport, Report } from './report.ts';

/** Failed cases beyond these show as little of their exchanges as those that passed: 2,000 have to open at once. */
const fullCases = 200;
const shortExchange = 3_000;

interface Message {
  readonly start: string;
  readonly fields: string;
  readonly body: string;
}

/** `</script>` and `<!--` end or confuse a script element: no `<` is left, and nothing that JavaScript reads as a line end. */
export function embeddable(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? visible(member) : member));
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The cases in the order of the report; names are those that the page's script reads. */
export function htmlData(report: Report): unknown {
  const full = new Set(
    report.cases
      .filter(({ verdict }) => verdict !== 'pass')
      .slice(0, fullCases)
      .map(({ id }) => id),
  );
  return { cases: report.cases.map((one) => caseData(one, full.has(one.id))) };
}

function caseData(one: CaseReport, full: boolean): unknown {
  return {
    id: one.id,
    title: one.title,
    verdict: one.verdict,
    requirements: one.requirements,
    facts: [
      ['given', givenText(one.given)],
      ['sent', one.sent],
      ['expected', one.expected],
      ['observed', one.observed],
      ...one.departures.map(({ at, expected, observed }) => [
        'departs',
        `${at}: expected ${expected}, observed ${observed}`,
      ]),
      ...(one.answer === undefined ? [] : [['answer', one.answer]]),
      ...(one.explanation === undefined ? [] : [['because', one.explanation]]),
      ...(one.control === undefined ? [] : [['control', one.control]]),
      ['cost', costText(one)],
    ],
    marks: one.departures.map(({ at }) => at.split('/').at(-1) ?? at).filter((name) => /^[A-Za-z][\w.-]*$/.test(name)),
    exchanges: one.exchanges.map(({ request, response, durationMs }) => ({
      request: message(full ? request : bounded(request, shortExchange)),
      response: message(full ? response : bounded(response, shortExchange)),
      ms: Math.round(durationMs),
    })),
    curl: one.reproduce.curl,
    command: one.reproduce.command,
    replay: one.replay === undefined ? '' : bounded(JSON.stringify(one.replay, undefined, 2)),
  };
}

function costText({ calls, durationMs }: CaseReport): string {
  const told = Object.entries(calls).map(([action, count]) => `${count} ${action}`);
  return `${told.length === 0 ? 'no calls of its own' : told.join(', ')}; ${Math.round(durationMs)} ms`;
}

function message(text: string): Message {
  const [head = '', ...rest] = text.split('\n\n');
  const [start = '', ...fields] = head.split('\n');
  return { start, fields: fields.join('\n'), body: indentXml(rest.join('\n\n')) };
}
