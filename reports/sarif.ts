/** SARIF 2.1.0, for code scanning and editors: a rule is a requirement, a result is a case that did not pass. */
import { visible } from '../harness/transcript/visible-text.ts';
import { failureText, requirementsOf } from './failure-text.ts';
import type { CaseReport, Report, RequirementReport } from './report.ts';

type Level = 'error' | 'warning' | 'note' | 'none';

/** Verdicts that need no result: nothing was wrong, or nothing was asked. */
const silent: readonly CaseReport['verdict'][] = ['pass', 'observed', 'not-applicable'];

export function renderSarif(report: Report): string {
  const { suite, summary, startedAt, durationMs } = report;
  const places = new Map(report.requirements.map(({ id }, index) => [id, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0-rtm.5.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: suite.name,
            semanticVersion: suite.version,
            rules: report.requirements.map((one) => ruleOf(one, summary.strict)),
          },
        },
        automationDetails: { id: `${suite.name}/${report.mode}/` },
        invocations: [
          {
            executionSuccessful: summary.verdict !== 'incomplete',
            exitCode: summary.exitCode,
            startTimeUtc: startedAt,
            endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
            toolExecutionNotifications: summary.because.map((because) => ({
              level: 'warning',
              message: { text: visible(because) },
            })),
          },
        ],
        results: report.cases
          .filter(({ verdict }) => !silent.includes(verdict))
          .flatMap((one) => requirementsOf(one, report).map((rule) => resultOf(one, rule, places, report))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf({ id, topic, level, means, evidence }: RequirementReport, strict: boolean): unknown {
  const sources = evidence.map(
    ({ grade, source, states }) => `${grade}: ${source}${states === undefined ? '' : ` (${states})`}`,
  );
  const address = evidence.map(({ source }) => /https:\/\/[^\s<>"'();,]+/.exec(source)?.[0]).find(Boolean);
  return {
    id,
    shortDescription: { text: means },
    help: { text: [`${level}: ${means}`, ...sources].join('\n') },
    ...(address === undefined ? {} : { helpUri: address }),
    defaultConfiguration: { level: levelOf(level, strict) },
    properties: { tags: [topic, level] },
  };
}

function levelOf(level: RequirementReport['level'], strict: boolean): Level {
  if (level === 'MUST' || (level === 'SHOULD' && strict)) return 'error';
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
    ruleId: rule.id,
    ruleIndex: places.get(rule.id) ?? -1,
    kind: isFailure ? 'fail' : 'open',
    level: isFailure ? levelOf(rule.level, report.summary.strict) : 'none',
    message: { text: messageOf(one, report) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'report.json' } },
        logicalLocations: [{ name: one.id, fullyQualifiedName: `${report.mode}/${one.id}` }],
      },
    ],
    partialFingerprints: { 'requirementAndCase/v1': `${rule.id} ${one.id}` },
    properties: { verdict: one.verdict },
    ...(one.verdict === 'known-fail'
      ? { suppressions: [{ kind: 'external', justification: one.explanation ?? 'listed in the baseline' }] }
      : {}),
  };
}

function messageOf(one: CaseReport, report: Report): string {
  if (one.verdict === 'fail') return failureText(one, requirementsOf(one, report));
  return visible(`${one.verdict}: ${one.explanation ?? one.observed}`);
}
