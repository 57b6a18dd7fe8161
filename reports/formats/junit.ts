/** JUnit XML, as CI systems read it. Names are ids: the same in every run, without seeds. */
import { topicOf } from '../../harness/cases/case-text.ts';
import { visible } from '../../harness/transcript/visible-text.ts';
import { decides, isPlannedButNotAsked, isWithoutCase, requirementsOfCase, uniqueId } from '../lookup.ts';
import type { CaseReport, Report, RequirementReport } from '../report.ts';
import { failureText } from '../text/failure-text.ts';
import { whyText } from '../text/mismatch-text.ts';

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
 * applicable is skipped and says so; what could not be judged although it decides is an error. Requirements that the
 * effort left out are one skipped test case for each topic, and those that `--only`, `--skip` or `--mode` left out are
 * none: nobody reads hundreds of skips.
 */
export function renderJunit(report: Report): string {
  const tests = [...report.cases.map((one) => ofCase(one, report)), ...untested(report), ...notAsked(report)];
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
  const requirements = requirementsOfCase(one, report);
  const isDeciding = requirements.some((requirement) => decides(requirement, report.summary.strict));
  const outcome = outcomeOf(one, isDeciding);
  const note = outcome === 'skipped' && one.verdict === 'fail' ? 'fails, but decides only under --strict' : one.verdict;
  return {
    suite: suiteOf(one, report),
    name: uniqueId(one, report),
    seconds: one.durationMs,
    outcome,
    message: `${note}: ${whyText(one)}`,
    text: failureText(one, requirements),
  };
}

/** The topic; with the operation where there are several. */
function suiteOf({ operation, id }: { readonly operation: string; readonly id: string }, report: Report): string {
  const topic = topicOf(id);
  return report.operations.length > 1 ? `${operation}.${topic}` : topic;
}

function outcomeOf(one: CaseReport, isDeciding: boolean): Outcome {
  switch (one.verdict) {
    case 'pass':
    case 'observed':
      return 'pass';
    case 'unexpected-pass':
      return 'failure';
    case 'fail':
      return isDeciding ? 'failure' : 'skipped';
    case 'untestable':
    case 'not-implemented':
    case 'error':
      return isDeciding ? 'error' : 'skipped';
    case 'not-asked':
      return isDeciding && isPlannedButNotAsked(one) ? 'error' : 'skipped';
    case 'blocked':
    case 'known-fail':
    case 'not-applicable':
      return 'skipped';
  }
}

/** Requirements without a case would otherwise be missing, which looks green. */
function untested(report: Report): readonly TestCase[] {
  return report.requirements.filter(isWithoutCase).map((one) => ({
    suite: suiteOf(one, report),
    name: uniqueId(one, report),
    seconds: 0,
    outcome: decides(one, report.summary.strict) ? 'error' : 'skipped',
    message: `${one.verdict}: ${one.reason?.message ?? 'no case tests it'}`,
    text: `${one.level} ${one.id}: ${one.statement}`,
  }));
}

/** One test case for each topic of which the effort left requirements out. */
function notAsked(report: Report): readonly TestCase[] {
  const topics = new Map<string, RequirementReport[]>();
  for (const one of report.requirements.filter(({ reason }) => reason?.kind === 'effort')) {
    topics.set(suiteOf(one, report), [...(topics.get(suiteOf(one, report)) ?? []), one]);
  }
  return [...topics].map(([suite, requirements]) => ({
    suite,
    name: `${suite}/not-asked`,
    seconds: 0,
    outcome: 'skipped',
    message: `not part of this effort: ${requirements.map(({ id }) => id).join(', ')}`,
    text: '',
  }));
}

function renderTest({ suite, name, seconds: ms, outcome, message, text }: TestCase): string {
  const open = `    <testcase classname="${attribute(suite)}" name="${attribute(name)}" time="${seconds(ms)}"`;
  if (outcome === 'pass') return `${open}/>`;
  const summary = `message="${attribute(message.slice(0, 500))}"`;
  const inner =
    outcome === 'skipped'
      ? `<skipped ${summary}/>`
      : `<${outcome} ${summary} type="${outcome === 'failure' ? 'mismatch' : 'not-judged'}">${escaped(text)}</${outcome}>`;
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
