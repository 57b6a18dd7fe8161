/** What listed cases are expected to cost on a target that conforms, by action. Read off the cases; nothing is sent. */

import type { Case, CodeStep } from '../../cases/case.ts';
import type { Given } from '../../cases/fixture.ts';
import type { Operation } from '../../operation/operation.ts';
import { authorizeAction } from '../../security-groups/groups.ts';
import type { Direction } from '../../security-groups/model/rule.ts';
import { mentionsPeer } from '../steps.ts';
import { planBatches } from './plan-batches.ts';

export type Estimate = Readonly<Record<string, number>>;

export function totalOf(estimate: Estimate): number {
  return Object.values(estimate).reduce((sum, calls) => sum + calls, 0);
}

export function addEstimates(estimates: readonly Estimate[]): Estimate {
  const sum: Record<string, number> = {};
  for (const [action, calls] of estimates.flatMap((estimate) => Object.entries(estimate))) {
    sum[action] = (sum[action] ?? 0) + calls;
  }
  return sum;
}

/** Groups are used again while nothing stands in them that the next case does not want, as the engine does. */
export function estimateCalls(cases: readonly Case[], operation: Operation): Estimate {
  const spent: Record<string, number> = {};
  const spend = (action: string, calls = 1) => {
    spent[action] = (spent[action] ?? 0) + calls;
  };
  const pool = new PoolEstimate(operation, spend);
  for (const batch of planBatches(cases)) {
    for (const testCase of batch) {
      pool.arrange(testCase, batch.length > 1 && testCase !== batch[0]);
      const steps: readonly CodeStep[] = [testCase, ...(testCase.then ?? [])];
      for (const { send, beside } of steps) {
        spend(send.action ?? operation.action);
        if (beside !== undefined) {
          spend(beside.action ?? operation.action);
        }
      }
      if (batch.length === 1) {
        spend('DescribeSecurityGroups', steps.length);
      }
      pool.release(testCase);
    }
    if (batch.length > 1) {
      spend('DescribeSecurityGroups');
    }
  }
  return spent;
}

interface IdleEstimate {
  readonly place: string;
  readonly standing: ReadonlySet<string>;
}

/** Groups by what stands in them, under the rules' own text. */
class PoolEstimate {
  readonly #idle: IdleEstimate[] = [];
  readonly #operation: Operation;
  readonly #spend: (action: string, calls?: number) => void;

  constructor(operation: Operation, spend: (action: string, calls?: number) => void) {
    this.#operation = operation;
    this.#spend = spend;
  }

  /** `isInChain`: a change of groups costs a reading, since the chain on the former ones ends. */
  arrange(testCase: Case, isInChain: boolean): void {
    const wanted = rulesOf(testCase.given);
    const place = placeOf(testCase);
    const isMoreThan = ({ standing }: IdleEstimate) => !isWithin(standing, wanted);
    const isFree = (one: IdleEstimate) => one.place === place;
    const free = this.#idle.findIndex((one) => isFree(one) && !isMoreThan(one));
    const at =
      free < 0
        ? this.#idle.findIndex((one) => isFree(one) && isClearable(one.standing, wanted, this.#operation.direction))
        : free;
    const [world] = at < 0 ? [] : this.#idle.splice(at, 1);
    if (isInChain && at !== 0) {
      this.#spend('DescribeSecurityGroups');
    }
    if (world === undefined) {
      const groups = mentionsPeer(testCase) ? 2 : 1;
      this.#spend('CreateSecurityGroup', groups);
      this.#spend('DeleteSecurityGroup', groups);
    } else if (isMoreThan(world)) {
      this.#spend(this.#operation.action);
    }
    const missing = [...wanted]
      .filter((rule) => world?.standing.has(rule) !== true)
      .map((rule) => rule.split(' ', 2).join(' '));
    for (const section of new Set(missing)) {
      this.#spend(authorizeAction(section.endsWith('egress') ? 'egress' : 'ingress'));
    }
  }

  /** An open question is taken to have removed something: the group is then used again only for less. */
  release(testCase: Case): void {
    const steps: readonly CodeStep[] = [testCase, ...(testCase.then ?? [])];
    const after = steps.at(-1)?.expect[0]?.after;
    const kept = new Set(after ?? []);
    this.#idle.unshift({ place: placeOf(testCase), standing: rulesOf(testCase.given, kept) });
  }
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const rule of some) {
    if (!all.has(rule)) return false;
  }
  return true;
}

function isClearable(standing: ReadonlySet<string>, wanted: ReadonlySet<string>, direction: Direction): boolean {
  return [...standing].every((rule) => wanted.has(rule) || rule.startsWith(`main ${direction} `));
}

function placeOf(testCase: Case): string {
  return `${testCase.vpc ?? 'nondefault'} ${mentionsPeer(testCase)}`;
}

/** `main ingress {…}` for each rule, or for those with these names. */
function rulesOf(given: Given, names?: ReadonlySet<string>): ReadonlySet<string> {
  const known = ruleTexts.get(given) ?? textsOf(given);
  ruleTexts.set(given, known);
  return names === undefined
    ? known.all
    : new Set(known.texts.flatMap(({ name, text }) => (names.has(name) ? text : [])));
}

interface RuleText {
  readonly name: string;
  readonly text: string;
}

/** The same cases are estimated over and over while the selection is narrowed down. */
const ruleTexts = new WeakMap<Given, RuleTexts>();

interface RuleTexts {
  readonly texts: readonly RuleText[];
  readonly all: ReadonlySet<string>;
}

function textsOf(given: Given): RuleTexts {
  const texts = (['main', 'peer'] as const).flatMap((which) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      Object.entries(given[which]?.[direction] ?? {}).map(([name, rule]) => ({
        name,
        text: `${which} ${direction} ${JSON.stringify(rule)}`,
      })),
    ),
  );
  return { texts, all: new Set(texts.map(({ text }) => text)) };
}
