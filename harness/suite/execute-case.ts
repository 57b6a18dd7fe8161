/** Runs one case against the target: arrange, send, read back, judge. */
import type { CaseResult } from '../judgement/case-result.ts';
import type { CaseVerdict } from '../judgement/finding.ts';
import { type StepJudgement, standingAt } from '../judgement/judge-step.ts';
import type { GroupAccess } from '../target/groups.ts';
import { BudgetSpent, SetUpProblem, TransportProblem } from '../target/problem.ts';
import type { CapabilityFinding } from '../target/settings.ts';
import type { Standing } from '../target/world.ts';
import type { Case } from './case.ts';
import { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import { impliedNeeds } from './implied-needs.ts';
import { readAfter } from './read-after.ts';
import { type Care, judgeSent, mentions, mentionsPeer, sendStep, setStage } from './steps.ts';

/** What was made of a case before it is run by itself. */
interface Tried {
  readonly calls?: Readonly<Record<string, number>>;
  /** It did not come out well in a row of cases. */
  readonly isTried?: boolean;
}

/**
 * Runs a case quickly, and where its set-up may be why it does not come out well, once more with care: on new groups,
 * with everything that was set up read back. Then only what happens there is reported; what does not repeat is flaky.
 * Never throws: what goes wrong on our side is a verdict too.
 */
export async function executeCase(
  engine: Engine,
  testCase: Case,
  { calls = {}, isTried = false }: Tried = {},
): Promise<CaseResult> {
  const lacking = missingCapabilities(engine, testCase);
  if (lacking.length > 0) {
    return notApplicable(engine, testCase, lacking);
  }
  if (isTried) {
    return (await attempt(engine, testCase, 'careful', calls)).result;
  }
  const { result: quick, isUnseen } = await attempt(engine, testCase, 'quick', calls);
  if (!mayBeSetUp(quick) && !(isUnseen && quick.verdict === 'fail')) {
    return quick;
  }
  const { result: careful } = await attempt(engine, testCase, 'careful', quick.calls);
  // A rule that an earlier revoke left behind is that revoke's failure, neither this case's nor a flaw of the target's.
  if (quick.verdict !== 'fail' || careful.verdict !== 'pass' || isUnseen) {
    return careful;
  }
  return hadServerError(quick) && engine.caller.forgiveServerError() ? careful : flaky(quick, careful);
}

/** Unless the target file claims what is lacking: a claim that does not hold is a failure. */
function notApplicable(engine: Engine, testCase: Case, lacking: readonly string[]): CaseResult {
  const record = new CaseRecord(engine, testCase);
  const found: Readonly<Record<string, CapabilityFinding | undefined>> = engine.preparation.capabilities;
  const claims = lacking.flatMap((name) => (found[name]?.claimed === true ? [{ name, why: found[name].why }] : []));
  return claims.length > 0
    ? record.falselyClaimed(claims)
    : record.result('not-applicable', `the target lacks what the case needs: ${lacking.join(', ')}`);
}

/** A server error that does not repeat is a passing weakness; that of something not implemented is none. */
function hadServerError({ exchanges }: CaseResult): boolean {
  return exchanges.some(({ status = 0 }) => status >= 500 && status !== 501);
}

/** Whether what was set up, and not read back, may be why the case did not come out well. */
function mayBeSetUp({ verdict, departures }: CaseResult): boolean {
  return verdict === 'untestable' || (verdict === 'fail' && departures.some(({ at }) => at === standingAt));
}

/** Names of the capabilities that the case needs and the target has not. */
export function missingCapabilities(engine: Engine, testCase: Case): readonly string[] {
  const found: Readonly<Record<string, { readonly available: boolean } | undefined>> = engine.preparation.capabilities;
  const needed = [...new Set([...(testCase.needs ?? []), ...impliedNeeds(testCase.given)])];
  const lacking = needed.filter((need) => found[need]?.available !== true);
  const { owner, groups } = engine.preparation;
  const asksOwner = mentions(testCase, '{owner}') && owner === undefined;
  const asksPeer = groups !== undefined && groups.peer === undefined && mentionsPeer(testCase);
  return [
    ...lacking,
    ...(asksOwner ? ['an ownerId in its descriptions of groups'] : []),
    ...(asksPeer ? ['a second group, which --use-group does not name'] : []),
  ];
}

/** The verdict of a case in which something went wrong before it could be judged. */
export function resultOfProblem(record: CaseRecord, problem: unknown): CaseResult {
  return record.result(verdictOf(problem), explain(problem));
}

async function attempt(
  engine: Engine,
  testCase: Case,
  care: Care,
  callsBefore: Readonly<Record<string, number>> = {},
): Promise<Attempt> {
  const record = new CaseRecord(engine, testCase, callsBefore);
  try {
    return await play(engine, testCase, record, care);
  } catch (problem) {
    return { result: resultOfProblem(record, problem), isUnseen: false };
  }
}

interface Attempt {
  readonly result: CaseResult;
  /** The world was cleared by a revoke, and whether that did what it said was not read before the case began. */
  readonly isUnseen: boolean;
}

async function play(engine: Engine, testCase: Case, record: CaseRecord, care: Care): Promise<Attempt> {
  const access: GroupAccess = { caller: engine.caller, journal: engine.journal, witness: record.witness };
  const stage = await setStage(engine, testCase, access, care);
  const { world } = stage;
  const isUnseen = world.isUnseen === true;
  try {
    let last: StepJudgement | undefined;
    for (const step of [testCase, ...(testCase.then ?? [])]) {
      const sent = await sendStep(stage, step, record);
      const before: Standing = world.standing ?? new Map();
      world.standing = undefined;
      world.standing = await readAfter(stage, sent, before);
      last = judgeSent(stage, sent, before, world.standing, record);
      if (last.kind === 'fail') {
        break;
      }
    }
    return { result: record.judged(last), isUnseen };
  } catch (problem) {
    // What the request did is not known: nobody else gets this world.
    world.standing = undefined;
    throw problem;
  } finally {
    engine.pool.release(world);
  }
}

function flaky(quick: CaseResult, careful: CaseResult): CaseResult {
  return {
    ...careful,
    verdict: 'untestable',
    observed: `${quick.observed}; the second time ${careful.observed}`,
    explanation: 'flaky: it failed, and passed when it was repeated on new groups',
    exchanges: [...quick.exchanges, ...careful.exchanges],
    findings: careful.findings.map((finding) => ({ ...finding, exchange: finding.exchange + quick.exchanges.length })),
  };
}

function verdictOf(problem: unknown): CaseVerdict {
  return problem instanceof SetUpProblem || problem instanceof BudgetSpent ? 'untestable' : 'error';
}

function explain(problem: unknown): string {
  if (problem instanceof SetUpProblem) {
    return `the case could not be set up: ${problem.message}`;
  }
  if (problem instanceof TransportProblem || problem instanceof BudgetSpent) {
    return problem.message;
  }
  return `a mistake of the suite: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`;
}
