/**
 * Rebuilds the history of a test group from the cases that it was lent to: every request in order, with those that made
 * room for a case and gave it its rules. Pure.
 */
import { plainGrouping } from '../arbitraries/grouping.ts';
import type { CaseRequest, Command, Elsewhere, History, RuleName } from '../arbitraries/history.ts';
import { authorizeAction } from '../target/groups.ts';
import type { StandingKey } from '../target/world.ts';
import { type GivenRule, givenRules } from './arrange.ts';
import type { CodeSend, CodeStep } from './case.ts';
import type { ExpectedAnswer, FixtureRule, NamedRules } from './fixture.ts';
import type { Operation } from './operation.ts';
import type { Placeholders } from './placeholders.ts';
import type { PastCase } from './world-past.ts';

/** What a run knows that its cases do not say. */
export interface RunFacts {
  readonly operation: Operation;
  readonly placeholders: Placeholders;
}

/** Undefined where a history cannot express it: a case changes rules of other places, or states no answer at the end. */
export function recordedHistory(cases: readonly PastCase[], facts: RunFacts): History | undefined {
  const rebuilding = new Rebuilding(cases, facts);
  for (const index of cases.keys()) rebuilding.add(index);
  return rebuilding.history();
}

/** The rules of all cases under one set of names: the same rule has one name, whatever the cases call it. */
class RuleNames {
  /** The names that a case uses, to the common ones. */
  readonly ofCase: readonly ReadonlyMap<string, RuleName>[];
  readonly main: Record<RuleName, FixtureRule> = {};
  readonly opposite: Record<RuleName, FixtureRule> = {};
  readonly peer: Record<RuleName, FixtureRule> = {};
  /** Some rule stands where no history has rules. */
  hasOther = false;
  readonly #byKey = new Map<StandingKey, RuleName>();
  readonly #used = new Set<RuleName>();

  constructor(cases: readonly (readonly GivenRule[])[], { direction }: Operation) {
    this.ofCase = cases.map((rules) => new Map(rules.map((rule) => [rule.name, this.#add(rule, direction)])));
  }

  named(keys: readonly StandingKey[]): readonly RuleName[] {
    return keys.flatMap((key) => this.#byKey.get(key) ?? []);
  }

  #add({ key, name, which, direction, fixture }: GivenRule, own: Operation['direction']): RuleName {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    let unused = name;
    for (let count = 2; this.#used.has(unused); count += 1) unused = `${name}-${count}`;
    this.#used.add(unused);
    this.#byKey.set(key, unused);
    if (which === 'main') (direction === own ? this.main : this.opposite)[unused] = fixture;
    else if (direction === own) this.peer[unused] = fixture;
    else this.hasOther = true;
    return unused;
  }
}

class Rebuilding {
  readonly #cases: readonly PastCase[];
  readonly #operation: Operation;
  readonly #given: readonly (readonly GivenRule[])[];
  readonly #names: RuleNames;
  readonly #commands: Command[] = [];
  readonly #opening: readonly RuleName[];
  #standing: readonly RuleName[];
  #isExpressible = true;

  constructor(cases: readonly PastCase[], { operation, placeholders }: RunFacts) {
    this.#cases = cases;
    this.#operation = operation;
    this.#given = cases.map(({ testCase }) => givenRules(testCase, placeholders, operation.direction));
    this.#names = new RuleNames(this.#given, operation);
    this.#opening = this.#givenTo(0);
    this.#standing = this.#opening;
  }

  history(): History | undefined {
    const { main, opposite, peer, hasOther } = this.#names;
    if (!this.#isExpressible || hasOther) return undefined;
    const elsewhere: Elsewhere = { ...partOf('opposite', opposite), ...partOf('peer', peer) };
    return {
      rules: main,
      given: this.#opening,
      commands: this.#commands,
      ...(Object.keys(elsewhere).length === 0 ? {} : { elsewhere }),
    };
  }

  add(index: number): void {
    const wanted = this.#givenTo(index);
    const surplus = this.#standing.filter((name) => !wanted.includes(name));
    const missing = wanted.filter((name) => !this.#standing.includes(name));
    if (surplus.length > 0) {
      this.#commands.push({ kind: 'revoke', rules: surplus, grouping: plainGrouping, descriptions: 'left-out' });
    }
    if (missing.length > 0) this.#commands.push({ kind: 'authorize', rules: missing, grouping: plainGrouping });
    this.#standing = wanted;
    const { testCase } = this.#cases[index] ?? {};
    const steps = testCase === undefined ? [] : [testCase, ...(testCase.then ?? [])];
    for (const [at, step] of steps.entries()) this.#addStep(index, step, at === steps.length - 1);
  }

  #addStep(index: number, step: CodeStep, isLastStep: boolean): void {
    const { after: seen, hasDeparted = false } = this.#cases[index] ?? {};
    const expect = step.expect.map((answer) => this.#renamed(index, answer));
    const known = (this.#given[index] ?? [])
      .filter((rule) => this.#isMain(rule))
      .map(({ name }) => this.#nameOf(index, name));
    const recorded = isLastStep && seen !== undefined ? this.#mainOnly(this.#names.named(seen)) : undefined;
    const after = recorded ?? expect[0]?.after ?? this.#standing;
    const isLast = isLastStep && index === this.#cases.length - 1;
    const isSure = !hasDeparted && expect.length > 0 && expect.every((answer) => sameNames(answer.after, after));
    const request: CaseRequest = {
      kind: 'case-request',
      ...this.#sends(index, step),
      known: [...new Set(known)],
      needs: this.#standing,
      expect: isSure || isLast ? expect : anyResponse(after),
      isOpen: !isSure && !isLast,
      about: aboutOf(step.send, this.#operation),
    };
    this.#isExpressible &&= !isLast || expect.length > 0;
    this.#commands.push(request);
    this.#standing = after;
  }

  #givenTo(index: number): readonly RuleName[] {
    const rules = (this.#given[index] ?? []).filter((rule) => rule.stands && this.#isMain(rule));
    return [...new Set(rules.map(({ name }) => this.#nameOf(index, name)))];
  }

  #isMain({ which, direction }: GivenRule): boolean {
    return which === 'main' && direction === this.#operation.direction;
  }

  #nameOf(index: number, name: string): RuleName {
    return this.#names.ofCase[index]?.get(name) ?? name;
  }

  #mainOnly(names: readonly RuleName[]): readonly RuleName[] {
    return [...new Set(names)].filter((name) => this.#names.main[name] !== undefined);
  }

  /** Its `after` without the rules of other places, all of which have to stay. */
  #renamed(index: number, { after, revoked, ...answer }: ExpectedAnswer): ExpectedAnswer {
    const names = after.map((name) => this.#nameOf(index, name));
    const others = (this.#given[index] ?? []).filter((rule) => !this.#isMain(rule));
    this.#isExpressible &&= others.every(({ name }) => names.includes(this.#nameOf(index, name)));
    return {
      ...answer,
      ...(revoked === undefined ? {} : { revoked: revoked.map((name) => this.#nameOf(index, name)) }),
      after: this.#mainOnly(names),
    };
  }

  /** The step's requests, with the common names in their placeholders. */
  #sends(index: number, { send, beside }: CodeStep): Pick<CaseRequest, 'send' | 'beside'> {
    const renamed = (text: string) =>
      text.replace(/\{rule:([^}]+)\}/g, (_, name: string) => `{rule:${this.#nameOf(index, name)}}`);
    const filled = (each: CodeSend): CodeSend => ({
      ...each,
      ...(JSON.parse(renamed(JSON.stringify(each))) as CodeSend),
    });
    return { send: filled(send), ...(beside === undefined ? {} : { beside: filled(beside) }) };
  }
}

function partOf(place: keyof Elsewhere, rules: NamedRules): Elsewhere {
  return Object.keys(rules).length === 0 ? {} : { [place]: rules };
}

function anyResponse(after: readonly RuleName[]): readonly ExpectedAnswer[] {
  return [
    { answer: 'as recorded', status: ['2xx'], after },
    { answer: 'as recorded', status: ['4xx', '5xx'], code: ['*'], after },
  ];
}

function aboutOf(send: CodeSend, { action, direction }: Operation): CaseRequest['about'] {
  const { action: sent = action, params = {} } = send;
  if (sent === authorizeAction(direction)) return 'authorize';
  if (sent !== action) return 'other';
  return params['DryRun'] === 'true' ? 'dry-run' : 'revoke';
}

function sameNames(one: readonly RuleName[], other: readonly RuleName[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
