/**
 * Rebuilds the history of test groups from the cases that used them: every request in order, with those that made
 * room for a case and gave it its rules. Pure.
 */

import type { CodeSend, CodeStep } from '../../cases/case.ts';
import { stepsOf } from '../../cases/case-text.ts';
import type { ExpectedResponse } from '../../cases/fixture.ts';
import type { FixtureRule } from '../../cases/given.ts';
import { fill, withTexts } from '../../cases/placeholders.ts';
import type { PastCase } from '../../scene/scene.ts';
import { type GivenRule, givenRules } from '../cases/case-rules.ts';
import { plainGrouping } from '../generators/grouping.ts';
import type { CaseRequest, History, HistoryCommand, RuleName } from '../generators/histories/history.ts';
import { authorizeAction, directionOf, type GroupOperation } from '../groups.ts';
import type { GroupSceneParts } from '../scene/group-scene.ts';
import { defaultKeys } from '../test-groups.ts';

/**
 * Undefined where a history cannot express it: rules are in other places, a rule is one that every new group has, or the
 * last case asks an open question.
 */
export function recordedHistory(
  cases: readonly PastCase[],
  { operation, placeholders }: Pick<GroupSceneParts, 'operation' | 'placeholders'>,
): History | undefined {
  const direction = directionOf(operation);
  const given = cases.map(({ testCase }) => givenRules(testCase, placeholders, direction));
  const isOther = given
    .flat()
    .some((rule) => rule.which !== 'main' || rule.direction !== direction || defaultKeys.has(rule.key));
  if (isOther || cases.at(-1)?.testCase.expect.length === 0) return undefined;
  const { rules, names } = commonNames(given);
  const named = cases.map((each, index) => renamed(each, given[index] ?? [], names));
  const opening = named[0]?.given ?? [];
  const commands: HistoryCommand[] = [];
  let existing = opening;
  for (const [index, each] of named.entries()) {
    commands.push(...arranging(existing, each.given));
    existing = each.given;
    for (const [at, step] of each.steps.entries()) {
      const isLastStep = at === each.steps.length - 1;
      const recorded = isLastStep ? each.after : undefined;
      const isLast = isLastStep && index === named.length - 1;
      const request = requestOf(step, existing, each.known, { recorded, isLast, ...each }, operation);
      commands.push(request);
      existing = recorded ?? request.expect[0]?.after ?? existing;
    }
  }
  const setUp = setUpOf(given[0] ?? [], names);
  return { rules, given: opening, ...(setUp === undefined ? {} : { setUp }), commands };
}

/** How the rules of the first case come to be, in the common names; undefined where all come to be in the usual way. */
function setUpOf(given: readonly GivenRule[], names: ReadonlyMap<string, RuleName>): History['setUp'] {
  const named = given.map((rule) => ({ ...rule, name: names.get(rule.key) ?? rule.name }));
  const setUp = named.flatMap(({ name, setUp: way }) => (way === undefined ? [] : [[name, way] as const]));
  const former = named.flatMap(({ name, former: was }) => (was === undefined ? [] : [[name, was] as const]));
  return setUp.length === 0 ? undefined : { setUp: Object.fromEntries(setUp), former: Object.fromEntries(former) };
}

/** The rules of all cases under one set of names: the same rule has one name, whatever the cases call it. */
function commonNames(given: readonly (readonly GivenRule[])[]) {
  const rules: Record<RuleName, FixtureRule> = {};
  const names = new Map<string, RuleName>();
  for (const { key, name, fixture } of given.flat()) {
    if (names.has(key)) continue;
    let unused = name;
    for (let count = 2; rules[unused] !== undefined; count += 1) unused = `${name}-${count}`;
    rules[unused] = fixture;
    names.set(key, unused);
  }
  return { rules, names };
}

interface NamedCase {
  /** The rules that it knows, those that exist before it, and those that were read after it. */
  readonly known: readonly RuleName[];
  readonly given: readonly RuleName[];
  readonly after: readonly RuleName[] | undefined;
  readonly hasMismatch: boolean;
  readonly steps: readonly CodeStep[];
}

/** A case in the common names. */
function renamed(
  { testCase, after, hasMismatch = false }: PastCase,
  rules: readonly GivenRule[],
  names: ReadonlyMap<string, RuleName>,
): NamedCase {
  const ownNames = new Map(rules.map(({ name, key }) => [name, names.get(key) ?? name]));
  const distinct = (some: readonly GivenRule[]) => [...new Set(some.map(({ name }) => ownNames.get(name) ?? name))];
  const step = ({ send, beside, expect }: CodeStep): CodeStep => ({
    send: sendOf(send, ownNames),
    ...(beside === undefined ? {} : { beside: sendOf(beside, ownNames) }),
    expect: expect.map((response) => responseOf(response, ownNames)),
  });
  return {
    known: distinct(rules),
    given: distinct(rules.filter(({ exists }) => exists)),
    after: after?.flatMap((key) => names.get(key) ?? []),
    hasMismatch,
    steps: stepsOf(testCase).map(step),
  };
}

function sendOf(send: CodeSend, names: ReadonlyMap<string, RuleName>): CodeSend {
  const common = new Map([...names].map(([own, name]) => [`rule:${own}`, `{rule:${name}}`] as const));
  return withTexts(send, (text) => fill(text, common));
}

function responseOf(
  { after, revoked, ...answer }: ExpectedResponse,
  names: ReadonlyMap<string, RuleName>,
): ExpectedResponse {
  const common = (some: readonly string[]) => [...new Set(some.map((name) => names.get(name) ?? name))];
  return { ...answer, ...(revoked === undefined ? {} : { revoked: common(revoked) }), after: common(after) };
}

/** The requests that give a group these rules instead of the existing ones. */
function arranging(existing: readonly RuleName[], wanted: readonly RuleName[]): readonly HistoryCommand[] {
  const surplus = existing.filter((name) => !wanted.includes(name));
  const missing = wanted.filter((name) => !existing.includes(name));
  return [
    ...(surplus.length === 0
      ? []
      : [{ kind: 'revoke', rules: surplus, grouping: plainGrouping, descriptions: 'left-out' } as const]),
    ...(missing.length === 0 ? [] : [{ kind: 'authorize', rules: missing, grouping: plainGrouping } as const]),
  ];
}

interface Recorded {
  readonly recorded: readonly RuleName[] | undefined;
  readonly hasMismatch: boolean;
  /** The last request, which has to fail again. */
  readonly isLast: boolean;
}

/** What follows counts on the rules that were left: where the responses may leave others, only the recorded ones will do. */
function requestOf(
  { send, beside, expect }: CodeStep,
  existing: readonly RuleName[],
  known: readonly RuleName[],
  { recorded, hasMismatch, isLast }: Recorded,
  operation: GroupOperation,
): CaseRequest {
  const after = recorded ?? expect[0]?.after ?? existing;
  const isSure = !hasMismatch && expect.length > 0 && expect.every((response) => sameNames(response.after, after));
  return {
    kind: 'case-request',
    send,
    ...(beside === undefined ? {} : { beside }),
    known,
    needs: existing,
    expect: isSure || isLast ? expect : anyResponse(after),
    isOpen: !isSure && !isLast,
    about: aboutOf(send, operation),
  };
}

function anyResponse(after: readonly RuleName[]): readonly ExpectedResponse[] {
  return [
    { answer: 'as recorded', status: ['2xx'], after },
    { answer: 'as recorded', status: ['4xx', '5xx'], code: ['*'], after },
  ];
}

function aboutOf(send: CodeSend, operation: GroupOperation): CaseRequest['about'] {
  const { action } = operation;
  const { action: sent = action, params = {} } = send;
  if (sent === authorizeAction(directionOf(operation))) return 'authorize';
  if (sent !== action) return 'other';
  return params['DryRun'] === 'true' ? 'dry-run' : 'revoke';
}

function sameNames(one: readonly RuleName[], other: readonly RuleName[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
