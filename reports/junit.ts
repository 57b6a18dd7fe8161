/** JUnit XML, as CI systems read it. Names are ids: the same in every run, without seeds. */
import { visible } from '../harness/transcript/visible-text.ts';
import { failureText, requirementsOf } from './failure-text.ts';
import type { CaseReport, Report } from './report.ts';

type Outcome = 'failure' | 'error' | 'skipped' | 'pass';

interface TestCase {
  readonly suite: string;
  readonly name: string;
  readonly seconds: number;
  readonly outcome: Outcome;
  readonly message: string;
  readonly text: string;
}

/**
 * One test case for each case, and one for each requirement that none tests; one suite for each topic.
 *
 * Red is what the exit code is red for. A failed SHOULD without `--strict`, a known failure, what is blocked or not
 * applicable is skipped and says so; what could not be judged although it decides is an error.
 */
export function renderJunit(report: Report): string {
  const tests = [...report.cases.map((one) => ofCase(one, report)), ...untested(report)];
  const suites = [...new Set(tests.map(({ suite }) => suite))].map((name) => ({
    name,
    tests: tests.filter(({ suite }) => suite === name),
  }));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${attribute(report.suite.name)}" ${totals(tests)} time="${seconds(report.durationMs)}">`,
    ...suites.flatMap(({ name, tests: own }) => [
      `  <testsuite name="${attribute(name)}" ${totals(own)} skipped="${count(own, 'skipped')}" time="${sum(own)}" timestamp="${attribute(report.startedAt.replace(/(\.\d+)?Z$/, ''))}">`,
      ...own.map(renderTest),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function ofCase(one: CaseReport, report: Report): TestCase {
  const requirements = requirementsOf(one, report);
  const decides = requirements.some(({ level }) => level === 'MUST' || (report.summary.strict && level === 'SHOULD'));
  const outcome = outcomeOf(one, decides);
  const note = outcome === 'skipped' && one.verdict === 'fail' ? 'fails, but decides only under --strict' : one.verdict;
  const because = one.verdict === 'fail' ? one.observed : (one.explanation ?? one.observed);
  return {
    suite: one.id.split('/')[0] ?? one.id,
    name: one.id,
    seconds: one.durationMs,
    outcome,
    message: `${note}: ${because}`,
    text: failureText(one, requirements),
  };
}

function outcomeOf({ verdict }: CaseReport, decides: boolean): Outcome {
  switch (verdict) {
    case 'pass':
    case 'observed':
      return 'pass';
    case 'unexpected-pass':
      return 'failure';
    case 'fail':
      return decides ? 'failure' : 'skipped';
    case 'untestable':
    case 'not-implemented':
    case 'error':
      return decides ? 'error' : 'skipped';
    case 'blocked':
    case 'known-fail':
    case 'not-applicable':
      return 'skipped';
  }
}

/** Requirements without a case would otherwise be missing, which looks green. */
function untested(report: Report): readonly TestCase[] {
  return report.requirements
    .filter(({ cases }) => cases.length === 0)
    .map(({ id, topic, level, means, verdict, explanation }) => ({
      suite: topic,
      name: id,
      seconds: 0,
      outcome: level === 'MUST' || (report.summary.strict && level === 'SHOULD') ? 'error' : 'skipped',
      message: `${verdict}: ${explanation ?? 'no case tests it'}`,
      text: `${level} ${id}: ${means}`,
    }));
}

function renderTest({ suite, name, seconds: ms, outcome, message, text }: TestCase): string {
  const open = `    <testcase classname="${attribute(suite)}" name="${attribute(name)}" time="${seconds(ms)}"`;
  if (outcome === 'pass') return `${open}/>`;
  const summary = `message="${attribute(message.slice(0, 500))}"`;
  const inner =
    outcome === 'skipped'
      ? `<skipped ${summary}/>`
      : `<${outcome} ${summary} type="${outcome === 'failure' ? 'departure' : 'not-judged'}">${escaped(text)}</${outcome}>`;
  return `${open}>\n      ${inner}\n    </testcase>`;
}

function totals(tests: readonly TestCase[]): string {
  return `tests="${tests.length}" failures="${count(tests, 'failure')}" errors="${count(tests, 'error')}"`;
}

function count(tests: readonly TestCase[], wanted: Outcome): number {
  return tests.filter(({ outcome }) => outcome === wanted).length;
}

function sum(tests: readonly TestCase[]): string {
  return seconds(tests.reduce((total, test) => total + test.seconds, 0));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Characters that XML 1.0 cannot hold at all are made visible first. */
function escaped(text: string): string {
  return visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
