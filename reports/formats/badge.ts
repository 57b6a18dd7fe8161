/** The JSON of a shields.io endpoint badge. */
import { decides } from '../lookup.ts';
import type { Report, RequirementReport } from '../report.ts';

const colours = { conforms: 'brightgreen', 'does-not-conform': 'red', incomplete: 'lightgrey' } as const;

/** What it says is a verdict and numbers; nothing of the target's. */
export function renderBadge(report: Report): string {
  const { verdict, requirements, exitCode } = report.summary;
  const failed = report.requirements.filter((one) => isRed(one, report.summary.strict)).length;
  const asked = report.requirements.length - requirements.notAsked;
  const known = requirements.knownFail === 0 ? '' : `, ${requirements.knownFail} known`;
  const { available = true } = report.target.capabilities?.['signature-verification'] ?? {};
  const unverified = available ? '' : ', signatures not verified';
  const message = {
    conforms: `conforms${known}${unverified}`,
    'does-not-conform': failed === 0 ? 'does not conform' : `${failed} of ${asked} fail${known}`,
    incomplete: 'incomplete',
  }[verdict];
  const badge = {
    schemaVersion: 1,
    label: `EC2 ${report.mode}`,
    message,
    color: verdict === 'conforms' && (exitCode !== 0 || known !== '') ? 'yellow' : colours[verdict],
  };
  return `${JSON.stringify(badge, undefined, 2)}\n`;
}

/** As the exit code sees it: a failed SHOULD counts under `--strict` alone. */
function isRed(one: RequirementReport, strict: boolean): boolean {
  return one.verdict === 'unexpected-pass' || (one.verdict === 'fail' && decides(one, strict));
}
