/**
 * Plays a history on a target and judges it against the model, command by command.
 *
 * Quickly: the groups are read once, after the last command, as long as every answer is the one the model expects and
 * the model leaves no choice. With care: on new groups, read after each command; only that is ever reported.
 */
import type { Command, History, RuleName } from '../arbitraries/history.ts';
import { permittedOutcomes } from '../arbitraries/history-model.ts';
import type { CaseResult } from '../judgement/case-result.ts';
import type { StepJudgement } from '../judgement/judge-step.ts';
import type { Outcome } from '../judgement/outcome.ts';
import type { VpcKind } from '../model/rule.ts';
import type { GroupAccess } from '../target/groups.ts';
import type { Standing } from '../target/world.ts';
import { storedAs } from './arrange.ts';
import type { Case } from './case.ts';
import { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import { resultOfProblem } from './execute-case.ts';
import type { FixtureCase, NamedRules, Step } from './fixture.ts';
import { stepOf } from './history-case.ts';
import type { Operation } from './operation.ts';
import { readAfter } from './read-after.ts';
import { type Care, judgeSent, type Stage, sendStep, setStage } from './steps.ts';

/** A history and where it is played. */
export interface Trial {
  readonly vpc: VpcKind;
  readonly history: History;
}

/** What the result says of itself. */
export interface TrialTitle {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
}

/** The command that departed from the model, with the names of the rules that stood around it. */
export interface FailedCommand {
  readonly command: Command;
  readonly before: readonly RuleName[];
  readonly after: readonly RuleName[];
  /** What the command was answered. */
  readonly outcome: Outcome;
}

export interface PlayedTrial {
  readonly result: CaseResult;
  /** Present when the result is `fail`. */
  readonly failed?: FailedCommand;
  /** The trial as a case with concrete requests: the steps up to the one that failed, or all. */
  readonly played: FixtureCase;
}

/** Never throws. A quick `fail` is a suspicion; play it again with care. */
export async function playTrial(engine: Engine, trial: Trial, title: TrialTitle, care: Care): Promise<PlayedTrial> {
  const start = openingCase(trial, title, engine.operation);
  const record = new CaseRecord(engine, start);
  const steps: Step[] = [];
  try {
    const access: GroupAccess = { caller: engine.caller, journal: engine.journal, witness: record.witness };
    const stage = await setStage(engine, start, access, care);
    try {
      const { last, failed } = await playCommands(stage, trial, steps, record, care);
      if (last?.kind === 'fail') {
        // What was assumed may be what is wrong.
        stage.world.standing = undefined;
      }
      return {
        result: record.judged(last),
        played: withSteps(start, steps),
        ...(failed === undefined ? {} : { failed }),
      };
    } finally {
      engine.pool.release(stage.world);
    }
  } catch (problem) {
    return { result: resultOfProblem(record, problem), played: withSteps(start, steps) };
  }
}

/** The case before its first command: what stands, and what will come to stand. */
function openingCase({ vpc, history }: Trial, { id, title, requirements }: TrialTitle, operation: Operation): Case {
  const pick = (wanted: (name: RuleName) => boolean): NamedRules =>
    Object.fromEntries(Object.entries(history.rules).filter(([name]) => wanted(name)));
  const given = pick((name) => history.given.includes(name));
  const later = pick((name) => !history.given.includes(name));
  const byIds = history.commands.some(({ kind }) => kind === 'revoke-by-ids');
  return {
    id,
    title,
    requirements,
    vpc,
    ...(byIds ? { needs: ['rule-ids'] } : {}),
    given: { main: { [operation.direction]: given } },
    later,
    send: {},
    expect: [],
  };
}

function withSteps(start: Case, [first, ...then]: readonly Step[]): FixtureCase {
  const { send: _, expect: __, then: ___, beside: ____, ...rest } = start;
  return { ...rest, ...(first ?? { send: {}, expect: [] }), ...(then.length === 0 ? {} : { then }) };
}

async function playCommands(
  stage: Stage,
  { vpc, history }: Trial,
  steps: Step[],
  record: CaseRecord,
  care: Care,
): Promise<{ readonly last: StepJudgement | undefined; readonly failed?: FailedCommand }> {
  let standing = history.given;
  let last: StepJudgement | undefined;
  for (const [index, command] of history.commands.entries()) {
    const step = stepOf(history.rules, standing, command, vpc, stage.engine.operation);
    steps.push(step);
    const sent = await sendStep(stage, step, record);
    const [expected, ...others] = permittedOutcomes(history.rules, standing, command, vpc);
    const before: Standing = stage.world.standing ?? new Map();
    const isCertain = care === 'quick' && index < history.commands.length - 1 && others.length === 0;
    stage.world.standing = undefined;
    const after =
      isCertain && expected !== undefined
        ? assumed(stage, before, expected.standing)
        : await readAfter(stage, sent, before);
    stage.world.standing = after;
    last = judgeSent(stage, sent, before, after, record);
    const now = stage.given.filter(({ key }) => after.has(key)).map(({ name }) => name);
    if (last.kind === 'fail') {
      return { last, failed: { command, before: standing, after: now, outcome: sent.call.outcome } };
    }
    standing = now;
  }
  return { last };
}

/** What stands when the model is right; nobody was asked. */
function assumed(stage: Stage, before: Standing, names: readonly RuleName[]): Standing {
  const after = new Map(before);
  for (const { name, key, which, direction, fixture } of stage.given) {
    if (!names.includes(name)) {
      after.delete(key);
    } else if (!after.has(key)) {
      after.set(key, { which, direction, rule: storedAs(fixture, stage.placeholders) });
    }
  }
  return after;
}
