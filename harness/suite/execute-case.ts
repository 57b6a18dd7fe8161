/** Runs one case against the target: arrange, send, read back, judge. */
import type { AnswerSubject, NamedStoredRule } from '../judgement/answer-subject.ts';
import type { CaseResult } from '../judgement/case-result.ts';
import type { CaseVerdict } from '../judgement/finding.ts';
import { describeHappening, judgeStep, type StepJudgement } from '../judgement/judge-step.ts';
import type { Call } from '../target/caller.ts';
import { readRuleItem } from '../target/group-state.ts';
import type { GroupAccess } from '../target/groups.ts';
import { BudgetSpent, SetUpProblem, TransportProblem } from '../target/problem.ts';
import { defaultKeys, type Standing, standingKey, type World } from '../target/world.ts';
import { arrange, findRuleIds, type GivenRule, givenRules, readBack } from './arrange.ts';
import type { Case, CodeStep } from './case.ts';
import { CaseRecord } from './case-record.ts';
import { type PreparedSend, prepareSend } from './draft.ts';
import type { Engine } from './engine.ts';
import { type Placeholders, worldPlaceholders } from './placeholders.ts';

/** Never throws: what goes wrong on our side is a verdict too. */
export async function executeCase(engine: Engine, testCase: Case): Promise<CaseResult> {
  const record = new CaseRecord(engine, testCase);
  const missing = (testCase.needs ?? []).filter((need) => !isAvailable(engine, need));
  if (missing.length > 0) {
    return record.result('not-applicable', `the target lacks what the case needs: ${missing.join(', ')}`);
  }
  try {
    return await runOnWorld(engine, testCase, record);
  } catch (problem) {
    return record.result(verdictOf(problem), explain(problem));
  }
}

function isAvailable(engine: Engine, need: string): boolean {
  const found = (engine.preparation.capabilities as Readonly<Record<string, { available: boolean }>>)[need];
  return found?.available === true;
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

async function runOnWorld(engine: Engine, testCase: Case, record: CaseRecord): Promise<CaseResult> {
  const access: GroupAccess = { caller: engine.caller, journal: engine.journal, witness: record.witness };
  const given = givenRules(testCase.given, engine.placeholders);
  const world = await engine.pool.acquire(
    {
      ...(testCase.vpc === undefined ? {} : { vpc: testCase.vpc }),
      peer: mentionsPeer(testCase),
      wanted: new Set(given.map(({ key }) => key)),
    },
    access,
  );
  try {
    const before = worldPlaceholders(engine.placeholders, world, engine.preparation, new Map());
    await arrange(world, given, before, access, engine.proven);
    const ids = mentionsRuleIds(testCase) ? await findRuleIds(world, given, access) : new Map<string, string>();
    const placeholders = worldPlaceholders(engine.placeholders, world, engine.preparation, ids);
    let last: StepJudgement | undefined;
    for (const step of [testCase, ...(testCase.then ?? [])]) {
      last = await runStep({ engine, world, given, placeholders, access, record }, step);
      if (last.kind === 'fail') {
        break;
      }
    }
    return record.judged(last);
  } finally {
    engine.pool.release(world);
  }
}

function mentionsPeer(testCase: Case): boolean {
  return testCase.given.peer !== undefined || JSON.stringify(testCase).includes('{peer');
}

function mentionsRuleIds(testCase: Case): boolean {
  return JSON.stringify(testCase).includes('{rule:');
}

interface StepContext {
  readonly engine: Engine;
  readonly world: World;
  readonly given: readonly GivenRule[];
  readonly placeholders: Placeholders;
  readonly access: GroupAccess;
  readonly record: CaseRecord;
}

async function runStep(context: StepContext, step: CodeStep): Promise<StepJudgement> {
  const { engine, world, given, placeholders, access, record } = context;
  const before: Standing = world.standing ?? new Map();
  const prepared = prepareSend(step.send, placeholders);
  world.standing = undefined;
  const call = await engine.caller.send(prepared.draft, record.witness);
  const exchange = record.keep(call.exchange);
  const after = await readBack(world, access, before);
  world.standing = after;

  const judgement = judgeStep(
    step.expect,
    given.map(({ name }) => name),
    {
      outcome: call.outcome,
      standing: given.filter(({ key }) => after.has(key)).map(({ name }) => name),
      unexpected: [...after.keys()].filter((key) => !defaultKeys.has(key) && !given.some((rule) => rule.key === key)),
      listed: listedNames(call, world, given),
    },
  );
  record.step(step, prepared, call.outcome, judgement, happening(call, given, after));
  judgeInvariants(engine, record, exchange, subjectOf(call, prepared, world, given, before, after));
  return judgement;
}

function happening(call: Call, given: readonly GivenRule[], after: Standing): string {
  return describeHappening(
    given.map(({ name }) => name),
    {
      outcome: call.outcome,
      standing: given.filter(({ key }) => after.has(key)).map(({ name }) => name),
      unexpected: [...after.keys()].filter((key) => !defaultKeys.has(key) && !given.some((rule) => rule.key === key)),
      listed: [],
    },
  );
}

/** Names of the given rules that the answer lists as revoked; an item that is none of them stays as text. */
function listedNames(call: Call, world: World, given: readonly GivenRule[]): readonly string[] {
  const items = call.outcome.kind === 'success' ? (call.outcome.revoked ?? []) : [];
  return items.map((item) => {
    const key = standingKey({ which: 'main', direction: 'ingress' }, readRuleItem(item.element), world);
    return given.find((rule) => rule.key === key)?.name ?? key;
  });
}

function subjectOf(
  call: Call,
  prepared: PreparedSend,
  world: World,
  given: readonly GivenRule[],
  before: Standing,
  after: Standing,
): AnswerSubject {
  const named = ([key, { which, direction, rule, ruleId }]: [
    string,
    NonNullable<ReturnType<Standing['get']>>,
  ]): NamedStoredRule => {
    const name = given.find((one) => one.key === key)?.name;
    return {
      ...(name === undefined ? {} : { name }),
      ...(ruleId === undefined ? {} : { ruleId }),
      groupId: world[which]?.id ?? '',
      direction,
      rule,
    };
  };
  const groups = [world.main, world.peer].filter((group) => group !== undefined);
  const wanted = prepared.params
    .filter(([name]) => name === 'GroupId' || name === 'GroupName')
    .map(([, value]) => value);
  const group = groups.find(({ id, name }) => wanted.includes(id) || wanted.includes(name));
  return {
    exchange: call.exchange,
    action: prepared.action,
    params: prepared.params,
    outcome: call.outcome,
    ...(group === undefined ? {} : { groupId: group.id }),
    stored: [...before].map(named),
    removed: [...before].filter(([key]) => !after.has(key)).map(named),
  };
}

function judgeInvariants(engine: Engine, record: CaseRecord, exchange: number, subject: AnswerSubject): void {
  for (const invariant of engine.invariants) {
    if (invariant.applies(subject)) {
      record.finding({ requirement: invariant.requirement, departures: invariant.judge(subject), exchange });
    }
  }
}
