/**
 * Tells what was done on a world as one case: every request in order, those that made room for a case and gave it its
 * rules among them. What stands after each is stated, so that the case shows at which request a target departs. Pure.
 */
import { authorizeAction, permissionPairs } from '../target/groups.ts';
import type { Case, CodeStep } from './case.ts';
import type { ExpectedAnswer, NamedRules } from './fixture.ts';
import type { Operation } from './operation.ts';
import { distinct, PastRules } from './past-rules.ts';
import type { Placeholders } from './placeholders.ts';
import type { PastCase } from './world-past.ts';

/** What a case says of itself. */
export type Heading = Pick<Case, 'id' | 'title' | 'requirements' | 'vpc'>;

/**
 * `as-it-was`: rules come when a case needs them, and go when the next does not. `settled`: all stand from the start, and
 * stay until a request takes them away; only what had gone comes again.
 */
export type Manner = 'as-it-was' | 'settled';

/** One request of a past that is told again. */
export interface Retold {
  readonly step: CodeStep;
  /** Index of the case that it belongs to, and of the request within; of what sets the case up, undefined. */
  readonly of: number;
  readonly own: number | undefined;
  /** Nothing is demanded of its answer. Where other rules stand after it than did then, what follows cannot be compared. */
  readonly isOpen: boolean;
  /** Names of the rules that should stand before it, and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface RetoldPast {
  readonly testCase: Case;
  readonly requests: readonly Retold[];
  /** The rules of the group and the direction under test. */
  readonly rules: NamedRules;
}

/** What the run knows that the cases do not say: ids of the account's own things, and what is under test. */
export interface Setting {
  readonly operation: Operation;
  readonly placeholders: Placeholders;
}

/** `past` has a case at least. */
export function retell(past: readonly PastCase[], heading: Heading, setting: Setting, manner: Manner): RetoldPast {
  const rules = new PastRules(past, setting.placeholders, setting.operation);
  const opening = distinct([...rules.lasting, ...(manner === 'settled' ? rules.settled : rules.givenTo(0))]);
  const telling = new Telling(rules, setting.operation, opening);
  for (const [of, each] of past.entries()) {
    telling.arrange(of, manner);
    telling.send(of, each);
  }
  const requests = telling.requests.map((each, index, { length }) => (index < length - 1 ? onTheWay(each) : each));
  return { testCase: asCase(heading, past, rules, opening, requests), requests, rules: rules.main };
}

/** What is told so far, and what should stand by then. */
class Telling {
  readonly requests: Retold[] = [];
  readonly #rules: PastRules;
  readonly #operation: Operation;
  #standing: readonly string[];

  constructor(rules: PastRules, operation: Operation, opening: readonly string[]) {
    this.#rules = rules;
    this.#operation = operation;
    this.#standing = opening;
  }

  /** What made room for the case and gave it its rules. */
  arrange(of: number, manner: Manner): void {
    const rules = this.#rules;
    const wanted = rules.givenTo(of);
    const surplus = this.#standing.filter((name) => rules.isClearable(name) && !wanted.includes(name));
    if (manner === 'as-it-was' && surplus.length > 0) {
      const left = this.#standing.filter((name) => !surplus.includes(name));
      this.#tell(
        { step: onRules(undefined, surplus, rules, undefined, left), of, own: undefined, isOpen: false },
        left,
      );
    }
    const missing = wanted.filter((name) => !this.#standing.includes(name));
    if (missing.length > 0) {
      const all = [...this.#standing, ...missing];
      const step = onRules(authorizeAction(this.#operation.direction), missing, rules, of, all);
      this.#tell({ step, of, own: undefined, isOpen: false }, all);
    }
  }

  /** The requests of the case itself. */
  send(of: number, { testCase, after, hasDeparted = false }: PastCase): void {
    const rules = this.#rules;
    const steps = [testCase, ...(testCase.then ?? [])];
    for (const [own, step] of steps.entries()) {
      const beyond = this.#standing.filter((name) => !rules.knownTo(of).has(name));
      const expect = step.expect.map((answer) => renamedAnswer(answer, of, rules, beyond));
      const seen = own === steps.length - 1 && after !== undefined ? rules.namesOf(after) : undefined;
      const left = seen === undefined ? (expect[0]?.after ?? this.#standing) : distinct([...beyond, ...seen]);
      const isOpen = hasDeparted || expect.length === 0;
      this.#tell({ step: { ...rules.sendsOf(of, step), expect: isOpen ? [] : expect }, of, own, isOpen }, left);
    }
  }

  #tell(request: Omit<Retold, 'before' | 'after'>, after: readonly string[]): void {
    this.requests.push({ ...request, before: this.#standing, after });
    this.#standing = after;
  }
}

/**
 * A request that others follow. These count on what was left then: where its answers may leave other rules, or it did
 * not come out as it should, that decides and no answer does.
 */
function onTheWay(request: Retold): Retold {
  const { step, after, isOpen } = request;
  const isSure = !isOpen && step.expect.every((answer) => sameNames(answer.after, after));
  const expect = [
    { answer: 'as before', status: ['2xx'], after },
    { answer: 'as before', status: ['4xx', '5xx'], code: ['*'], after },
  ];
  return isSure ? request : { ...request, step: { ...step, expect }, isOpen: true };
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

/** An authorise, or a revoke when `action` is undefined, as the set-up of a case sends it. */
function onRules(
  action: string | undefined,
  names: readonly string[],
  rules: PastRules,
  of: number | undefined,
  after: readonly string[],
): CodeStep {
  const pairs = names.flatMap((name, index) => {
    const { Description, ...rule } = rules.fixtureOf(name, of);
    const described = action === undefined || Description === undefined ? rule : { ...rule, Description };
    return permissionPairs({ ...described }, index + 1);
  });
  return {
    send: { ...(action === undefined ? {} : { action }), params: { GroupId: '{main}', ...Object.fromEntries(pairs) } },
    expect: [{ answer: action === undefined ? 'revoked' : 'authorized', status: ['200'], after }],
  };
}

/** `beyond`: rules that stand and that the case does not know of; they stay. */
function renamedAnswer(
  { after, revoked, ...answer }: ExpectedAnswer,
  of: number,
  rules: PastRules,
  beyond: readonly string[],
): ExpectedAnswer {
  return {
    ...answer,
    ...(revoked === undefined ? {} : { revoked: rules.renamed(of, revoked) }),
    after: distinct([...beyond, ...rules.renamed(of, after)]),
  };
}

function asCase(
  heading: Heading,
  past: readonly PastCase[],
  rules: PastRules,
  opening: readonly string[],
  requests: readonly Retold[],
): Case {
  const [first = { send: {}, expect: [] }, ...then] = requests.map(({ step }) => step);
  const needs = distinct(past.flatMap(({ testCase }) => testCase.needs ?? []));
  return {
    ...heading,
    ...(needs.length === 0 ? {} : { needs }),
    ...rules.given(opening),
    ...first,
    ...(then.length === 0 ? {} : { then }),
  };
}

/** One request of a past as a case of its own, on the rules that should stand before it. */
export function asPastCase(
  { testCase, rules }: RetoldPast,
  { step, before, after }: Retold,
  { direction }: Operation,
): PastCase {
  const { id, title, requirements, vpc, needs, given } = testCase;
  const among = (names: readonly string[]): NamedRules =>
    Object.fromEntries(Object.entries(rules).filter(([name]) => names.includes(name)));
  return {
    testCase: {
      ...{ id, title, requirements },
      ...(vpc === undefined ? {} : { vpc }),
      ...(needs === undefined ? {} : { needs }),
      given: { ...given, main: { ...given.main, [direction]: among(before) } },
      later: among(after.filter((name) => !before.includes(name))),
      ...step,
    },
  };
}

/** The past up to this request of it, so that it is the last. */
export function cutAfter(
  past: readonly PastCase[],
  told: RetoldPast,
  request: Retold,
  operation: Operation,
): readonly PastCase[] {
  const { of, own } = request;
  const last = past[of];
  if (own === undefined || last === undefined) {
    return [...past.slice(0, of), asPastCase(told, request, operation)];
  }
  const { then: further = [], ...testCase } = last.testCase;
  const then = further.slice(0, own);
  return [...past.slice(0, of), { testCase: { ...testCase, ...(then.length === 0 ? {} : { then }) } }];
}
