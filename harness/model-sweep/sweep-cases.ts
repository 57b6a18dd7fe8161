/** From the results of a sweep to one case for each requirement: what reports, baselines and verdicts are made of. */
import type { CaseResult } from '../checks/case-result.ts';
import type { CaseVerdict } from '../checks/finding.ts';
import { type Reason, reason } from '../checks/reason.ts';
import type { Requirement } from '../register/requirement.ts';
import { commandLine } from '../transcript/shell.ts';
import type { ActionResult, Cell } from './action-result.ts';

/** Failing actions that a case shows with mismatch and exchange; the grid of actions has all of them. */
const shownFailures = 25;

/** What else a case has to say. */
export interface SweepFacts {
  /** As `--operation` takes it. */
  readonly operation: string;
  readonly endpoint: string;
  readonly region: string;
  /** Whether any TLS certificate was accepted. */
  readonly insecure?: boolean;
  /** Requirements that a target may give no occasion for, and conform. */
  readonly optional: ReadonlySet<string>;
  /** Whether the run was ended before all planned actions were asked. */
  readonly isCutShort: boolean;
}

/** The actions with a cell of this requirement, by the cell's verdict. */
type Cells = readonly { readonly action: string; readonly cell: Cell }[];

/** A case for each requirement, under its id. Pure: the same results give the same cases. */
export function sweepCases(
  requirements: readonly Requirement[],
  results: readonly ActionResult[],
  facts: SweepFacts,
): readonly CaseResult[] {
  const byRequirement = new Map<string, { action: string; cell: Cell }[]>();
  for (const { action, cells } of results) {
    for (const cell of cells) {
      const known = byRequirement.get(cell.requirement) ?? [];
      known.push({ action, cell });
      byRequirement.set(cell.requirement, known);
    }
  }
  const isNothingOffered = !results.some(({ use, isOffered }) => use !== 'absent' && isOffered === true);
  return requirements.map((one) => sweepCase(one, byRequirement.get(one.id) ?? [], facts, isNothingOffered));
}

function sweepCase(requirement: Requirement, cells: Cells, facts: SweepFacts, isNothingOffered: boolean): CaseResult {
  const failed = cells.filter(({ cell }) => cell.verdict === 'fail');
  const shown = failed.filter(({ cell }) => cell.exchange !== undefined).slice(0, shownFailures);
  const { verdict, why } = verdictOf(cells, facts.optional.has(requirement.id), facts.isCutShort, isNothingOffered);
  const { endpoint, region, operation, insecure = false } = facts;
  const further = ['--only', requirement.id, ...(insecure ? ['--insecure'] : [])];
  return {
    id: requirement.id,
    kind: 'fixture',
    title: requirement.means,
    requirements: [requirement.id],
    verdict,
    given: null,
    sent: `requests to ${countOf(cells.filter(isJudged).length, 'action')}`,
    expected: requirement.means,
    observed: observedText(cells),
    mismatches: failed
      .slice(0, shownFailures)
      .flatMap(({ action, cell }) =>
        (cell.mismatches ?? []).slice(0, 1).map((one) => ({ ...one, at: `${action}: ${one.at}` })),
      ),
    exchanges: shown.flatMap(({ cell }) => (cell.exchange === undefined ? [] : [cell.exchange])),
    findings: [],
    calls: {},
    durationMs: 0,
    reproduce: {
      curl: shown[0]?.cell.curl ?? '',
      command: commandLine(['run', '--operation', operation, '--endpoint', endpoint, '--region', region, ...further]),
    },
    ...(verdict === 'observed' ? { answer: observedText(cells) } : {}),
    ...(why === undefined ? {} : { reason: why }),
  };
}

function isJudged({ cell: { verdict } }: Cells[number]): boolean {
  return verdict !== 'not-covered' && verdict !== 'no-control';
}

function verdictOf(
  cells: Cells,
  isOptional: boolean,
  isCutShort: boolean,
  isNothingOffered: boolean,
): { readonly verdict: CaseVerdict; readonly why?: Reason } {
  const has = (verdict: Cell['verdict']) => cells.some(({ cell }) => cell.verdict === verdict);
  if (has('fail')) return { verdict: 'fail' };
  if (has('unconfirmed')) {
    return {
      verdict: 'untestable',
      why: reason(
        'unconfirmed',
        'failed once; could not be confirmed: the call limit was reached (--max-calls raises it)',
      ),
    };
  }
  if (has('pass')) {
    const why = reason('flaky', 'a failure did not repeat when the same request was sent again');
    return has('flaky') ? { verdict: 'pass', why } : { verdict: 'pass' };
  }
  if (has('observed')) return { verdict: 'observed' };
  if (has('flaky')) {
    return {
      verdict: 'untestable',
      why: reason('flaky', 'failed once, and not again when the request was repeated'),
    };
  }
  if (isCutShort) return { verdict: 'not-asked', why: reason('interrupted', 'the run ended before it was judged') };
  if (isOptional) {
    return {
      verdict: 'not-applicable',
      why: reason('not-exercised', 'no response in this run exercised this requirement'),
    };
  }
  if (has('no-control')) {
    return {
      verdict: 'untestable',
      why: reason('set-up', 'no valid request succeeded, to compare the response with'),
    };
  }
  if (isNothingOffered) {
    return { verdict: 'untestable', why: reason('set-up', 'the target offers none of the actions that were sent') };
  }
  return {
    verdict: 'not-asked',
    why: reason('effort', 'no action that this run sent can show it'),
  };
}

/** Most actions that are named in a sentence. */
const most = 12;

function observedText(cells: Cells): string {
  const words: readonly (readonly [Cell['verdict'], string])[] = [
    ['fail', 'fails on'],
    ['unconfirmed', 'failed once, without calls to repeat it, on'],
    ['flaky', 'failed once and not again on'],
    ['pass', 'holds on'],
    ['observed', ''],
    ['no-control', 'not judged, since the valid request did not succeed, on'],
    ['not-covered', 'left out on'],
  ];
  const parts = words.flatMap(([verdict, text]) => {
    const own = cells.filter(({ cell }) => cell.verdict === verdict);
    if (own.length === 0) return [];
    if (verdict === 'observed') return [responsesText(own)];
    const isNamed = verdict === 'fail' || verdict === 'unconfirmed' || verdict === 'flaky';
    return [`${text} ${countOf(own.length, 'action')}${isNamed ? `: ${named(own.map(({ action }) => action))}` : ''}`];
  });
  return parts.length === 0 ? 'no occasion to judge it' : parts.join('; ');
}

/** `proven: 412 DryRunOperation on 480 actions, refused earlier: 400 MissingParameter on 3 actions (A, B, C)`. */
function responsesText(cells: Cells): string {
  const groups = new Map<string, string[]>();
  for (const { action, cell } of cells) {
    const answer = cell.answer ?? '';
    groups.set(answer, [...(groups.get(answer) ?? []), action]);
  }
  return [...groups]
    .sort(([, one], [, other]) => other.length - one.length)
    .slice(0, most)
    .map(
      ([answer, actions]) =>
        `${answer} on ${countOf(actions.length, 'action')}${actions.length <= 3 ? ` (${actions.join(', ')})` : ''}`,
    )
    .join('; ');
}

function named(actions: readonly string[]): string {
  const more = actions.length > most ? ` and ${actions.length - most} more` : '';
  return actions.slice(0, most).join(', ') + more;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
