/**
 * Runs a history on new groups and judges it against the model, command by command.
 *
 * Quick: the rules are predicted from the model and read once, after the last command, as long as each response is the
 * predicted one and the model leaves no choice. Careful: the rules are read after each command.
 */

import type { Case, CodeStep } from '../../cases/case.ts';
import { asData } from '../../cases/case-file.ts';
import type { NamedRules } from '../../cases/given.ts';
import type { StepVerdict } from '../../checks/judge-step.ts';
import type { Outcome } from '../../checks/outcome.ts';
import { reason } from '../../checks/reason.ts';
import { resultOfProblem } from '../../engine/attempt-case.ts';
import { CaseRecord } from '../../engine/case-record.ts';
import type { Engine } from '../../engine/engine.ts';
import type { PropertyRunOptions, TrialOutcome } from '../../engine/properties/shrink.ts';
import {
  accessOf,
  type ContextOn,
  closeContext,
  contextOn,
  judgeSent,
  readAfter,
  type SentStep,
  sendStep,
  wouldPass,
} from '../../engine/steps.ts';
import type { Care, Stage } from '../../scene/scene.ts';
import { matchRules } from '../cases/case-rules.ts';
import type { History, HistoryCommand, RuleName } from '../generators/histories/history.ts';
import { permittedOutcomes, rulesOfCommand } from '../generators/histories/history-model.ts';
import { readRuleItem } from '../group-state.ts';
import { authorizeAction, directionOf, type GroupOperation, ruleItems } from '../groups.ts';
import type { Direction, VpcKind } from '../model/rule.ts';
import { groupSceneOf } from '../scene/group-scene.ts';
import type { GroupStage } from '../scene/group-stage.ts';
import { type RuleSnapshot, snapshotKey } from '../test-groups.ts';
import { stepOf } from './command-step.ts';

/** A history and the kind of VPC in which it is run. */
export interface HistoryTrial {
  readonly vpc: VpcKind;
  readonly history: History;
}

/** The command after which the target differs from the model, and the group's rules around it. */
export interface FailedCommand {
  readonly command: HistoryCommand;
  /** Its place among the commands. */
  readonly index: number;
  /** Names of the rules of the group and the direction under test. */
  readonly before: readonly RuleName[];
  readonly after: readonly RuleName[];
  readonly outcome: Outcome;
}

/** The outcome of one run of a history. */
export interface HistoryOutcome extends TrialOutcome {
  /** Present when the result is `fail`, and when a general check found a mismatch. */
  readonly failed?: FailedCommand;
}

/** Never throws. A careful `fail` is a counterexample; a quick one is a suspicion. */
export async function runHistory(
  engine: Engine,
  trial: HistoryTrial,
  { title, care, maxCalls }: PropertyRunOptions,
): Promise<HistoryOutcome> {
  const scene = groupSceneOf(engine);
  const start = openingCase(trial, title, scene.parts.operation);
  const record = new CaseRecord(engine, start);
  const steps: CodeStep[] = [];
  const payable = payableCommands(trial.history, care, maxCalls);
  if (payable.length === 0) {
    return { result: record.result('not-asked', reason('no-calls-left', 'the call limit was reached')) };
  }
  try {
    const isReliable = !engine.knownFailures.hasStateFailure;
    const options = { care, isReliable };
    const groups = await scene.openGroups(start, accessOf(engine, record), options, 'new-main');
    const context = contextOn(engine, groups);
    try {
      const run = new HistoryRun(context, scene.parts.operation, trial, record, care, steps);
      const { last, failed } = await run.send(payable);
      const sent = withSteps(start, steps);
      const replay = asData(sent);
      groups.begin(sent);
      groups.settle(last?.kind === 'fail');
      return {
        result: record.judged(last),
        ...(replay === undefined ? {} : { replay }),
        ...(failed === undefined ? {} : failureOf(failed)),
      };
    } finally {
      await closeContext(context);
    }
  } catch (problem) {
    return { result: resultOfProblem(record, problem) };
  }
}

function failureOf(failed: FailedCommand) {
  return { failed, failedAt: failed.index, isLater: failed.index > 0, removesTooMuch: removesTooMuch(failed) };
}

/** The context of a history: always on groups. */
type GroupContext = ContextOn<GroupStage>;

/** Whether a rule went that the command does not name. */
export function removesTooMuch({ command, before, after }: FailedCommand): boolean {
  const named = rulesOfCommand(command);
  return before.some((name) => !after.includes(name) && !named.includes(name));
}

/** Calls of a quick run within so many: groups, rules, the commands that are paid for, and the reading of what they led to. */
export function costOfHistory({ history }: HistoryTrial, maxCalls: number): number {
  return setUpCost(history) + payableCommands(history, 'quick', maxCalls).length;
}

/** As many of the first commands as the calls pay for. */
function payableCommands(history: History, care: Care, maxCalls: number): readonly HistoryCommand[] {
  const most = Math.floor((maxCalls - setUpCost(history)) / (care === 'careful' ? 2 : 1));
  return history.commands.slice(0, Math.max(0, most));
}

function setUpCost({ given, rules }: History): number {
  const groups = JSON.stringify(rules).includes('{peer}') ? 2 : 1;
  return groups + (given.length > 0 ? 1 : 0) + 1;
}

/** The case before its first command: the rules that it is given, and those that come later. */
function openingCase(
  { vpc, history }: HistoryTrial,
  title: PropertyRunOptions['title'],
  operation: GroupOperation,
): Case {
  const pick = (wanted: (name: RuleName) => boolean): NamedRules =>
    Object.fromEntries(Object.entries(history.rules).filter(([name]) => wanted(name)));
  const byIds = JSON.stringify(history.commands).includes('{rule:') || history.commands.some(isByIds);
  return {
    ...title,
    vpc,
    ...(byIds ? { needs: ['rule-ids'] } : {}),
    given: { main: { [directionOf(operation)]: pick((name) => history.given.includes(name)) }, ...history.setUp },
    later: pick((name) => !history.given.includes(name)),
    send: {},
    expect: [],
  };
}

function isByIds({ kind }: HistoryCommand): boolean {
  return kind === 'revoke-by-ids';
}

function withSteps(start: Case, [first, ...then]: readonly CodeStep[]): Case {
  const { send: _, expect: __, ...rest } = start;
  return { ...rest, ...(first ?? { send: {}, expect: [] }), ...(then.length === 0 ? {} : { then }) };
}

/** One history on its way. */
class HistoryRun {
  readonly #context: GroupContext;
  readonly #operation: GroupOperation;
  readonly #trial: HistoryTrial;
  readonly #record: CaseRecord;
  readonly #care: Care;
  readonly #steps: CodeStep[];

  /** `steps`: is added to, a step for each command. */
  constructor(
    context: GroupContext,
    operation: GroupOperation,
    trial: HistoryTrial,
    record: CaseRecord,
    care: Care,
    steps: CodeStep[],
  ) {
    this.#context = context;
    this.#operation = operation;
    this.#trial = trial;
    this.#record = record;
    this.#care = care;
    this.#steps = steps;
  }

  /** Sends the commands up to the first that fails; returns the verdict on the last one sent. */
  async send(commands: readonly HistoryCommand[]) {
    let last: StepVerdict | undefined;
    let mismatching: FailedCommand | undefined;
    let rules = this.#trial.history.given;
    for (const [index, command] of commands.entries()) {
      const before = rules;
      const known = this.#record.mismatching;
      const { verdict, sent } = await this.#sendOne(command, before, index === commands.length - 1);
      last = verdict;
      rules = this.#namesStanding();
      const failed: FailedCommand = {
        command,
        index,
        before,
        after: rules,
        outcome: sent.call.outcome,
      };
      if (verdict.kind === 'fail') {
        // What was predicted may be what is wrong: nobody else gets these groups.
        this.#context.stage.forget();
        return { last, failed };
      }
      if (this.#record.mismatching > known) mismatching ??= failed;
    }
    return { last, failed: mismatching };
  }

  async #sendOne(command: HistoryCommand, rules: readonly RuleName[], isLast: boolean) {
    const context = this.#context;
    const { stage } = context;
    const { vpc, history } = this.#trial;
    const outcomes = permittedOutcomes(history.rules, rules, command, vpc);
    const step = stepOf(history.rules, command, outcomes, this.#operation);
    this.#steps.push(step);
    keepRuleIds(stage);
    const sent = await sendStep(context, step, this.#record);
    const [expected, ...others] = outcomes;
    const before = stage.state;
    stage.forget();
    const isCertain = this.#care === 'quick' && !isLast && others.length === 0 && expected !== undefined;
    const predicted = isCertain
      ? withAnsweredIds(context, directionOf(this.#operation), sent, stage.predict({ after: expected.after }, before))
      : undefined;
    // A response that the prediction does not bear out is worth a look at the rules.
    const isPredicted = predicted !== undefined && wouldPass(context, sent, predicted);
    const after = isPredicted ? predicted : await readAfter(context, sent, before);
    const acquired: Stage = stage;
    acquired.assume(after);
    return { verdict: judgeSent(context, sent, before, after, this.#record), sent };
  }

  #namesStanding(): readonly string[] {
    const { stage } = this.#context;
    return stage.names(stage.state);
  }
}

/** A rule that is revoked later keeps the id that it has now. */
function keepRuleIds(stage: GroupStage): void {
  const snapshot = stage.state;
  const known = [...matchRules(stage.given, snapshot).keyOf].flatMap(([name, key]): readonly [string, string][] => {
    const ruleId = snapshot.get(key)?.ruleId;
    return ruleId === undefined ? [] : [[name, ruleId]];
  });
  stage.ruleIds = new Map([...stage.ruleIds, ...known]);
}

/** The response to an authorise has the ids of the new rules, which saves a Describe call. */
function withAnsweredIds(
  { stage: { testGroups } }: GroupContext,
  direction: Direction,
  { call, prepared }: SentStep,
  snapshot: RuleSnapshot,
): RuleSnapshot {
  const { outcome } = call;
  if (prepared.action !== authorizeAction(direction) || outcome.kind !== 'success') {
    return snapshot;
  }
  const ids = new Map(
    ruleItems(outcome).map(({ element, ruleId }) => [
      snapshotKey({ which: 'main', direction }, readRuleItem(element), testGroups),
      ruleId,
    ]),
  );
  return new Map(
    [...snapshot].map(([key, rule]) => {
      const ruleId = ids.get(key);
      return [key, ruleId === undefined || ruleId === '' ? rule : { ...rule, ruleId }];
    }),
  );
}
