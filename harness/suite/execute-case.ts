/** Runs one case against the target, as often as it takes to be sure of what it came to. */
import type { CaseResult } from '../judgement/case-result.ts';
import { standingAt } from '../judgement/judge-step.ts';
import type { CapabilityFinding } from '../target/settings.ts';
import { attempt } from './attempt-case.ts';
import type { Case } from './case.ts';
import { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import { impliedNeeds } from './implied-needs.ts';
import { mentions, mentionsPeer } from './steps.ts';

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
  const { result: quick, isUnseen, past } = await attempt(engine, testCase, 'quick', calls);
  const mayBePast = quick.verdict === 'fail' && (isUnseen || (past.length > 0 && isToBeCarriedOut(testCase)));
  if (!mayBeSetUp(quick) && !mayBePast) {
    return quick;
  }
  const { result: careful } = await attempt(engine, testCase, 'careful', quick.calls);
  const hasDeparted = quick.verdict === 'fail' || (quick.verdict === 'untestable' && past.length > 0);
  if (!hasDeparted || careful.verdict !== 'pass') {
    return careful;
  }
  // A rule that an earlier revoke left behind is that revoke's failure, neither this case's nor a flaw of the target's.
  const isForgiven =
    isUnseen || quick.verdict !== 'fail' || (hadServerError(quick) && engine.caller.forgiveServerError());
  const unexplained = isForgiven ? careful : flaky(quick, careful);
  return engine.lookBack.settle(engine, [...past, { testCase }], careful, unexplained);
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

/** Whether some of its requests may succeed: then it may have met what was done to the group before. */
function isToBeCarriedOut(testCase: Case): boolean {
  const steps = [testCase, ...(testCase.then ?? [])];
  return steps.some(({ expect }) => expect.some(({ code }) => code === undefined));
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
