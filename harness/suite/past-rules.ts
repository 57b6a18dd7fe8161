/**
 * The rules of several cases under one set of names: rules that two cases call differently are one rule here, and
 * different rules that share a name are two.
 */
import { defaultKeys, type StandingKey } from '../target/world.ts';
import { type GivenRule, givenRules } from './arrange.ts';
import type { CodeSend, CodeStep } from './case.ts';
import type { FixtureRule, Given, NamedRules } from './fixture.ts';
import type { Operation } from './operation.ts';
import type { Placeholders } from './placeholders.ts';
import type { PastCase } from './world-past.ts';

interface Member extends GivenRule {
  /** Its name in the case that gives it. */
  readonly own: string;
}

export class PastRules {
  readonly #operation: Operation;
  /** By the index of the case. */
  readonly #members: readonly (readonly Member[])[];
  readonly #all = new Map<string, GivenRule>();

  constructor(past: readonly PastCase[], placeholders: Placeholders, operation: Operation) {
    this.#operation = operation;
    const names = new Map<StandingKey, string>();
    this.#members = past.map(({ testCase }) =>
      givenRules(testCase, placeholders, operation.direction).map((rule) => {
        const name = names.get(rule.key) ?? this.#unused(rule.name);
        names.set(rule.key, name);
        const member = { ...rule, name, own: rule.name };
        this.#all.set(name, this.#all.get(name) ?? member);
        return member;
      }),
    );
  }

  /** Those of main and of the direction under test. */
  get main(): NamedRules {
    return this.#named((rule) => this.#isMain(rule));
  }

  /** Those that stand elsewhere, or in every new group: nothing of a row takes them away to make room. */
  get lasting(): readonly string[] {
    const isLasting = (rule: GivenRule) => !this.#isMain(rule) || defaultKeys.has(rule.key);
    return [...this.#all].flatMap(([name, rule]) => (rule.stands && isLasting(rule) ? [name] : []));
  }

  /** What some case wants to stand at its start, but for what another adds by a request of its own. */
  get settled(): readonly string[] {
    const members = this.#members.flat();
    const added = new Set(members.filter(({ stands }) => !stands).map(({ name }) => name));
    return distinct(members.map(({ name }) => name)).filter((name) => !added.has(name));
  }

  /** What the case wants to stand before its first request. */
  givenTo(of: number): readonly string[] {
    return distinct((this.#members[of] ?? []).filter(({ stands }) => stands).map(({ name }) => name));
  }

  /** What the case knows of, its later rules among it. */
  knownTo(of: number): ReadonlySet<string> {
    return new Set((this.#members[of] ?? []).map(({ name }) => name));
  }

  /** Whether it may be revoked to make room. */
  isClearable(name: string): boolean {
    return !this.lasting.includes(name);
  }

  /** The rule of this name as the case gives it, which may spell it otherwise than another does. */
  fixtureOf(name: string, of?: number): FixtureRule {
    const member = (this.#members[of ?? -1] ?? []).find((each) => each.name === name);
    return (member ?? this.#all.get(name))?.fixture ?? { IpProtocol: '-1' };
  }

  /** Names that the case itself uses, as names of all. */
  renamed(of: number, names: readonly string[]): readonly string[] {
    const byOwn = new Map((this.#members[of] ?? []).map(({ own, name }) => [own, name]));
    return distinct(names.map((name) => byOwn.get(name) ?? name));
  }

  /** The names of these standing rules, as far as they have one. */
  namesOf(keys: readonly StandingKey[]): readonly string[] {
    const wanted = new Set(keys);
    return [...this.#all].flatMap(([name, { key }]) => (wanted.has(key) ? [name] : []));
  }

  /** The step's requests with the names of all in their placeholders. */
  sendsOf(of: number, { send, beside }: CodeStep): Pick<CodeStep, 'send' | 'beside'> {
    const text = (value: string) =>
      value.replace(/\{rule:([^}]+)\}/g, (_, own: string) => `{rule:${this.renamed(of, [own])[0]}}`);
    const values = (record: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(record).map(([name, value]) => [name, text(value)]));
    const filled = (each: CodeSend): CodeSend => ({
      ...each,
      ...(each.params === undefined ? {} : { params: values(each.params) }),
      ...(each.urlParams === undefined ? {} : { urlParams: values(each.urlParams) }),
      ...(each.raw === undefined ? {} : { raw: text(each.raw) }),
    });
    return { send: filled(send), ...(beside === undefined ? {} : { beside: filled(beside) }) };
  }

  /** As a case gives them: these from the start, the others of main later. */
  given(opening: readonly string[]): { readonly given: Given; readonly later: NamedRules } {
    const other = this.#operation.direction === 'ingress' ? 'egress' : 'ingress';
    const at = (which: GivenRule['which'], direction: GivenRule['direction']) => {
      const rules = this.#named(
        (rule, name) => rule.which === which && rule.direction === direction && opening.includes(name),
      );
      return Object.keys(rules).length === 0 ? {} : { [direction]: rules };
    };
    const { direction } = this.#operation;
    const peer = { ...at('peer', direction), ...at('peer', other) };
    return {
      given: {
        main: { ...at('main', direction), ...at('main', other) },
        ...(Object.keys(peer).length === 0 ? {} : { peer }),
      },
      later: this.#named((rule, name) => this.#isMain(rule) && !opening.includes(name)),
    };
  }

  #isMain({ which, direction }: GivenRule): boolean {
    return which === 'main' && direction === this.#operation.direction;
  }

  #named(isWanted: (rule: GivenRule, name: string) => boolean): NamedRules {
    const wanted = [...this.#all].filter(([name, rule]) => isWanted(rule, name));
    return Object.fromEntries(wanted.map(([name, { fixture }]) => [name, fixture]));
  }

  #unused(name: string): string {
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? name : `${name}-${count}`;
      if (!this.#all.has(candidate)) return candidate;
    }
  }
}

export function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
