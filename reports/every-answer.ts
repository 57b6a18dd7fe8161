/** Invariants: demands on every answer, whatever was asked. All that was found about one becomes one case. */
import type { CaseResult, ExchangeFinding } from '../harness/judgement/case-result.ts';
import type { CaseVerdict } from '../harness/judgement/finding.ts';
import type { Requirement } from '../harness/register/requirement.ts';
import { everyAnswerId } from './baseline.ts';
import type { CaseReport } from './report.ts';

/** How many departing exchanges are shown; the rest are as the first. */
const shownExchanges = 3;

interface Sighting {
  readonly result: CaseResult;
  readonly finding: ExchangeFinding;
}

/**
 * The case `<requirement>@every-answer`: it passes when the invariant held over all answers it applies to, shows the
 * first three exchanges that depart from it, and is untestable when it applied to none; not applicable, when the cases
 * that ask for such answers do not apply to the target either. An open question is observed.
 */
export function everyAnswerCase(requirement: Requirement, results: readonly CaseResult[]): CaseReport {
  const sightings = results.flatMap((result) =>
    result.findings
      .filter((finding) => finding.requirement === requirement.id)
      .map((finding): Sighting => ({ result, finding })),
  );
  const departing = sightings.filter(({ finding }) => finding.mismatches.length > 0);
  const first = departing[0];
  const shown = departing.slice(0, shownExchanges);
  const outside = sightings.length === 0 ? outOfReach(requirement, results) : undefined;
  return {
    id: everyAnswerId(requirement.id),
    kind: 'property',
    title: `every answer: ${requirement.means}`,
    requirements: [requirement.id],
    verdict: outside === undefined ? verdictOf(requirement, sightings.length, departing.length) : 'not-applicable',
    given: null,
    sent: first === undefined ? 'every request of this run' : first.result.sent,
    expected: requirement.means,
    observed: describe(sightings.length, departing),
    mismatches: shown.flatMap(({ finding }) => finding.mismatches),
    exchanges: shown.flatMap(({ result, finding }) => result.exchanges.slice(finding.exchange, finding.exchange + 1)),
    calls: {},
    durationMs: 0,
    reproduce: first === undefined ? { curl: '', command: '' } : first.result.reproduce,
    ...(requirement.level === 'OBSERVE' && sightings.length > 0
      ? { answer: departing.length === 0 ? 'holds' : 'departs' }
      : {}),
    ...(sightings.length === 0 ? { explanation: outside ?? 'no answer of this run was of the kind it speaks of' } : {}),
    ...(first?.result.replay === undefined ? {} : { replay: first.result.replay }),
  };
}

/** Why none of the cases that ask for such answers applies to the target; undefined when one does, or there are none. */
function outOfReach(requirement: Requirement, results: readonly CaseResult[]): string | undefined {
  const asking = results.filter(({ requirements }) => requirements.includes(requirement.id));
  return asking.every(({ verdict }) => verdict === 'not-applicable') ? asking[0]?.explanation : undefined;
}

function verdictOf(requirement: Requirement, answers: number, departing: number): CaseVerdict {
  if (answers === 0) return 'untestable';
  if (requirement.level === 'OBSERVE') return 'observed';
  return departing > 0 ? 'fail' : 'pass';
}

function describe(answers: number, departing: readonly Sighting[]): string {
  if (answers === 0) return 'nothing it applies to';
  const [first] = departing;
  if (first === undefined) return `held over ${answers} ${answers === 1 ? 'answer' : 'answers'}`;
  const cases = [...new Set(departing.map(({ result }) => result.id))];
  return `${departing.length} of ${answers} answers depart, in ${cases.length} ${cases.length === 1 ? 'case' : 'cases'}: first in ${first.result.id}`;
}
