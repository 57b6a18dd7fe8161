/** Common Test Report Format (ctrf.io), which several dashboards and pull-request bots read. */
import { topicOf } from '../../harness/cases/case-text.ts';
import type { CaseVerdict } from '../../harness/checks/finding.ts';
import { decides, isWithoutCase, requirementsOfCase, uniqueId } from '../lookup.ts';
import type { CaseReport, Report } from '../report.ts';
import { failureText } from '../text/failure-text.ts';
import { whyText } from '../text/mismatch-text.ts';

/** The version of the format that is written; validated by the schema that its own package carries. */
const specVersion = '0.0.0';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

interface Test {
  readonly name: string;
  readonly status: Status;
  readonly duration: number;
  readonly [member: string]: unknown;
}

/**
 * One test for each case, and one for each requirement that none tests; names are ids, without seeds. Requirements that
 * the effort or a selection left out are no tests: the summary says how many there are.
 */
export function renderCtrf(report: Report): string {
  const tests = [...report.cases.map((one) => testOf(one, report)), ...untested(report)];
  const start = Date.parse(report.startedAt);
  const count = (wanted: Status): number => tests.filter(({ status }) => status === wanted).length;
  const { suite, target, summary } = report;
  const document = {
    reportFormat: 'CTRF',
    specVersion,
    generatedBy: suite.name,
    timestamp: report.startedAt,
    results: {
      tool: { name: suite.name, version: suite.version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: count('other'),
        start,
        stop: start + Math.round(report.durationMs),
        extra: {
          verdict: summary.verdict,
          exitCode: summary.exitCode,
          reasons: summary.reasons,
          notCovered: summary.notCovered,
        },
      },
      tests,
      environment: {
        ...(target.name === undefined ? {} : { appName: target.name }),
        extra: {
          mode: report.mode,
          operations: report.operations,
          endpoint: target.endpoint,
          region: target.region,
          seed: report.seed,
        },
      },
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function testOf(one: CaseReport, report: Report): Test {
  const requirements = requirementsOfCase(one, report);
  const isDeciding = requirements.some((requirement) => decides(requirement, report.summary.strict));
  const status = statusOf(one.verdict, isDeciding);
  return {
    name: uniqueId(one, report),
    status,
    duration: Math.max(0, Math.round(one.durationMs)),
    rawStatus: one.verdict,
    suite: [topicOf(one.id)],
    type: one.kind,
    tags: one.requirements,
    ...(status === 'passed' ? {} : { message: whyText(one) }),
    ...(status === 'failed' ? { trace: failureText(one, requirements) } : {}),
    extra: { title: one.title, levels: requirements.map(({ level }) => level) },
  };
}

/** Red is what the exit code is red for, as in JUnit. */
function statusOf(verdict: CaseVerdict, isDeciding: boolean): Status {
  switch (verdict) {
    case 'pass':
    case 'observed':
      return 'passed';
    case 'unexpected-pass':
      return 'failed';
    case 'fail':
      return isDeciding ? 'failed' : 'other';
    case 'not-applicable':
    case 'known-fail':
    case 'blocked':
      return 'skipped';
    case 'untestable':
    case 'not-asked':
    case 'not-implemented':
    case 'error':
      return 'other';
  }
}

function untested(report: Report): readonly Test[] {
  return report.requirements.filter(isWithoutCase).map((one) => ({
    name: uniqueId(one, report),
    status: 'other',
    duration: 0,
    rawStatus: one.verdict,
    suite: [one.topic],
    message: one.reason?.message ?? 'no case tests it',
  }));
}
