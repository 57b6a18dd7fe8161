/** SARIF 2.1.0, for code scanning and editors: a rule is a requirement, a result is a case that did not pass. */
import { visible } from '../../harness/transcript/visible-text.ts';
import { decides, requirementsOfCase, uniqueId } from '../lookup.ts';
import type { CaseReport, Report, RequirementReport } from '../report.ts';
import { failureText } from '../text/failure-text.ts';

type Level = 'error' | 'warning' | 'note' | 'none';

/** Verdicts that need no result: nothing was wrong, or nothing was asked. */
const silent: readonly CaseReport['verdict'][] = ['pass', 'observed', 'not-applicable', 'not-asked'];

/** Renders a report as SARIF 2.1.0. */
export function renderSarif(report: Report): string {
  const { suite, summary, startedAt, durationMs } = report;
  const places = new Map(report.requirements.map((one, index) => [uniqueId(one, report), index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0-rtm.5.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: suite.name,
            semanticVersion: suite.version,
            rules: report.requirements.map((one) => ruleOf(one, report)),
          },
        },
        automationDetails: { id: `${suite.name}/${report.mode}/` },
        invocations: [
          {
            executionSuccessful: summary.verdict !== 'incomplete',
            exitCode: summary.exitCode,
            startTimeUtc: startedAt,
            endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
            toolExecutionNotifications: [...summary.reasons, ...summary.notCovered].map((sentence) => ({
              level: 'warning',
              message: { text: visible(sentence) },
            })),
          },
        ],
        results: report.cases
          .filter(({ verdict }) => !silent.includes(verdict))
          .flatMap((one) => requirementsOfCase(one, report).map((rule) => resultOf(one, rule, places, report))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(requirement: RequirementReport, report: Report): unknown {
  const { topic, level, statement, evidence } = requirement;
  const sources = evidence.map(
    ({ grade, source, states }) => `${grade}: ${source}${states === undefined ? '' : ` (${states})`}`,
  );
  const address = evidence.map(({ source }) => /https:\/\/[^\s<>"'();,]+/.exec(source)?.[0]).find(Boolean);
  return {
    id: uniqueId(requirement, report),
    shortDescription: { text: statement },
    help: { text: [`${level}: ${statement}`, ...sources].join('\n') },
    ...(address === undefined ? {} : { helpUri: address }),
    defaultConfiguration: { level: levelOf(level, report.summary.strict) },
    properties: { tags: [topic, level] },
  };
}

function levelOf(level: RequirementReport['level'], strict: boolean): Level {
  if (decides({ level }, strict)) return 'error';
  return level === 'SHOULD' ? 'warning' : 'note';
}

/**
 * Code scanning takes no result without a file: it is the report itself, beside which the target's own code is unknown.
 * The fingerprint is requirement and case, so that the same failure of another run is the same alert.
 */
function resultOf(
  one: CaseReport,
  rule: RequirementReport,
  places: ReadonlyMap<string, number>,
  report: Report,
): unknown {
  const isFailure = ['fail', 'known-fail', 'unexpected-pass'].includes(one.verdict);
  return {
    ruleId: uniqueId(rule, report),
    ruleIndex: places.get(uniqueId(rule, report)) ?? -1,
    kind: isFailure ? 'fail' : 'open',
    level: isFailure ? levelOf(rule.level, report.summary.strict) : 'none',
    message: { text: messageOf(one, report) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'report.json' } },
        logicalLocations: [{ name: one.id, fullyQualifiedName: `${report.mode}/${uniqueId(one, report)}` }],
      },
    ],
    partialFingerprints: { 'requirementAndCase/v1': `${uniqueId(rule, report)} ${uniqueId(one, report)}` },
    properties: { verdict: one.verdict },
    ...(one.verdict === 'known-fail'
      ? { suppressions: [{ kind: 'external', justification: one.reason?.message ?? 'listed in the baseline' }] }
      : {}),
  };
}

function messageOf(one: CaseReport, report: Report): string {
  if (one.verdict === 'fail') return failureText(one, requirementsOfCase(one, report));
  return visible(`${one.verdict}: ${one.reason?.message ?? one.observed}`);
}
