/**
 * Plays a history on a target and judges it against the model, command by command.
 *
 * Quickly: the groups are read once, after the last command, as long as every answer is the one the model expects and
 * the model leaves no choice. With care: on new groups, read after each command; only that is ever reported.
 */
import type { Command, Elsewhere, History, RuleName } from '../arbitraries/history.ts';
import { permittedOutcomes } from '../arbitraries/history-model.ts';
import type { CaseResult } from '../judgement/case-result.ts';
import type { StepJudgement } from '../judgement/judge-step.ts';
import type { Outcome } from '../judgement/outcome.ts';
import type { Direction, VpcKind } from '../model/rule.ts';
import { readRuleItem } from '../target/group-state.ts';
import { authorizeAction, type GroupAccess, ruleItems } from '../target/groups.ts';
import { lazily } from '../target/leisure.ts';
import { type Standing, standingKey } from '../target/world.ts';
import { storedAs } from './arrange.ts';
import { resultOfProblem } from './attempt-case.ts';
import type { Case } from './case.ts';
import { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import type { FixtureCase, Given, NamedRules, Step } from './fixture.ts';
import { stepOf } from './history-case.ts';
import type { Operation } from './operation.ts';
import { readAfter } from './read-after.ts';
import { type Care, comesOut, judgeAnswer, type SentStep, type Stage, sendStep, setStage, tell } from './steps.ts';

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

/** The command that departed from the model, with the names of the group's inbound rules that stood around it. */
export interface FailedCommand {
  readonly command: Command;
  /** Its place among the commands. */
  readonly index: number;
  readonly before: readonly RuleName[];
  readonly after: readonly RuleName[];
  /** Names of rules of other places that are gone. */
  readonly lostElsewhere: readonly RuleName[];
  /** What the command was answered. */
  readonly outcome: Outcome;
}

export interface PlayedTrial {
  readonly result: CaseResult;
  /** Present when the result is `fail`, and when an answer departs from what is demanded of every answer. */
  readonly failed?: FailedCommand;
  readonly isLater?: boolean;
  /** Whether more went than was named. */
  readonly way?: 'too much' | 'otherwise';
  /** The trial as a case with concrete requests: the steps up to the one that failed, or all. */
  readonly played: FixtureCase;
}

/**
 * On a group that nothing was done to before, so that the trial is all that its outcome can depend on. Never throws. A
 * quick `fail` is a suspicion; play it again with care.
 */
export async function playTrial(engine: Engine, trial: Trial, title: TrialTitle, care: Care): Promise<PlayedTrial> {
  const start = openingCase(trial, title, engine.operation);
  const record = new CaseRecord(engine, start);
  const steps: Step[] = [];
  try {
    const access: GroupAccess = { caller: engine.caller, journal: engine.journal, witness: record.witness };
    const stage = await setStage(engine, start, access, care, 'new-main');
    try {
      const { last, failed } = await playCommands(stage, trial, steps, record, care);
      if (last?.kind === 'fail') {
        // What was assumed may be what is wrong.
        stage.world.standing = undefined;
      }
      return {
        result: record.judged(last),
        played: withSteps(start, steps),
        ...(failed === undefined ? {} : { failed, way: wayOf(failed), isLater: failed.index > 0 }),
      };
    } finally {
      engine.pool.release(stage.world);
    }
  } catch (problem) {
    return { result: resultOfProblem(record, problem), played: withSteps(start, steps) };
  }
}

function wayOf({ command, before, after }: FailedCommand): PlayedTrial['way'] & string {
  const named = 'rules' in command ? command.rules : [];
  const isTooMuch = before.some((name) => !after.includes(name) && !named.includes(name));
  return isTooMuch ? 'too much' : 'otherwise';
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
    given: givenOf(given, history.elsewhere, operation.direction),
    later,
    send: {},
    expect: [],
  };
}

function givenOf(rules: NamedRules, { opposite, peer }: Elsewhere = {}, direction: Direction): Given {
  const other = direction === 'ingress' ? 'egress' : 'ingress';
  return {
    main: { [direction]: rules, ...(opposite === undefined ? {} : { [other]: opposite }) },
    ...(peer === undefined ? {} : { peer: { [direction]: peer } }),
  };
}

function withSteps(start: Case, [first, ...then]: readonly Step[]): FixtureCase {
  const { send: _, expect: __, then: ___, beside: ____, ...rest } = start;
  return { ...rest, ...(first ?? { send: {}, expect: [] }), ...(then.length === 0 ? {} : { then }) };
}

interface PlayedCommands {
  readonly last: StepJudgement | undefined;
  readonly failed?: FailedCommand;
}

async function playCommands(
  stage: Stage,
  { vpc, history }: Trial,
  steps: Step[],
  record: CaseRecord,
  care: Care,
): Promise<PlayedCommands> {
  const elsewhere = Object.keys({ ...history.elsewhere?.opposite, ...history.elsewhere?.peer });
  let standing = history.given;
  let last: StepJudgement | undefined;
  const told: (() => FailedCommand | undefined)[] = [];
  for (const [index, command] of history.commands.entries()) {
    const outcomes = permittedOutcomes(history.rules, standing, command, vpc);
    const step = stepOf(history, command, outcomes, stage.engine.operation);
    steps.push(step);
    keepRuleIds(stage);
    const sent = await sendStep(stage, step, record);
    const [expected, ...others] = outcomes;
    const before: Standing = stage.world.standing ?? new Map();
    const isCertain = care === 'quick' && index < history.commands.length - 1 && others.length === 0;
    stage.world.standing = undefined;
    const supposed =
      isCertain && expected !== undefined
        ? withAnsweredIds(stage, sent, assumed(stage, before, [...expected.standing, ...elsewhere]))
        : undefined;
    const after = await standingAfter(stage, sent, before, supposed);
    stage.world.standing = after;
    const judgement = judgeAnswer(stage, sent, before, after);
    last = judgement;
    const now = stage.given.filter(({ key }) => after.has(key)).map(({ name }) => name);
    const failed: FailedCommand = {
      command,
      index,
      before: standing,
      after: now.filter((name) => history.rules[name] !== undefined),
      lostElsewhere: elsewhere.filter((name) => !now.includes(name)),
      outcome: sent.call.outcome,
    };
    const departed = lazily(() => {
      const known = record.departing;
      tell(record, judgement, stage, sent, before, after);
      return record.departing > known ? failed : undefined;
    });
    told.push(departed);
    stage.engine.caller.leisure.add(departed);
    if (last.kind === 'fail') {
      for (const each of told) each();
      return { last, failed };
    }
    standing = failed.after;
  }
  const [departed] = told.flatMap((each) => each() ?? []);
  return { last, ...(departed === undefined ? {} : { failed: departed }) };
}

/** What is supposed, as far as the answer bears it out: one that does not is worth a look at what really stands. */
async function standingAfter(
  stage: Stage,
  sent: SentStep,
  before: Standing,
  supposed: Standing | undefined,
): Promise<Standing> {
  return supposed !== undefined && comesOut(stage, sent, supposed) ? supposed : readAfter(stage, sent, before);
}

/** What stands when the model is right; nobody was asked. */
function assumed(stage: Stage, before: Standing, names: readonly RuleName[]): Standing {
  const after = new Map(before);
  const wanted = new Set(names);
  for (const { name, key, which, direction, fixture } of stage.given) {
    if (!wanted.has(name)) {
      after.delete(key);
    } else if (!after.has(key)) {
      after.set(key, { which, direction, rule: storedAs(fixture, stage.placeholders) });
    }
  }
  return after;
}

/** A rule that is revoked later keeps the id that it has now. */
function keepRuleIds(stage: Stage): void {
  const standing: Standing = stage.world.standing ?? new Map();
  const known = stage.given.flatMap(({ name, key }): readonly (readonly [string, string])[] => {
    const ruleId = standing.get(key)?.ruleId;
    return ruleId === undefined ? [] : [[name, ruleId]];
  });
  stage.ruleIds = new Map([...stage.ruleIds, ...known]);
}

/** An answer to an authorise tells the ids of the new rules, which spares asking for them. */
function withAnsweredIds({ world, engine }: Stage, { call, prepared }: SentStep, standing: Standing): Standing {
  const { direction } = engine.operation;
  const { outcome } = call;
  if (prepared.action !== authorizeAction(direction) || outcome.kind !== 'success') {
    return standing;
  }
  const ids = new Map(
    ruleItems(outcome).map(({ element, ruleId }) => [
      standingKey({ which: 'main', direction }, readRuleItem(element), world),
      ruleId,
    ]),
  );
  return new Map(
    [...standing].map(([key, rule]) => {
      const ruleId = ids.get(key);
      return [key, ruleId === undefined || ruleId === '' ? rule : { ...rule, ruleId }];
    }),
  );
}
