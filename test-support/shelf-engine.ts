/**
 * A domain of its own, for tests of the engine: shelves with named items. `Take` removes the items that it names, or refuses if one
 * of them is not there; `Put` adds; `Look` reads.
 */
import type { Case, CodeStep } from '../harness/cases/case.ts';
import { stepsOf } from '../harness/cases/case-text.ts';
import type { ExpectedResponse } from '../harness/cases/fixture.ts';
import type { Placeholders } from '../harness/cases/placeholders.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { Mismatch } from '../harness/checks/finding.ts';
import type { Outcome } from '../harness/checks/outcome.ts';
import type { Call, Caller, CallWitness, Pairs, UnsignedRequest } from '../harness/endpoint/caller.ts';
import { ConsistencyWaiter } from '../harness/endpoint/consistency.ts';
import { Journal } from '../harness/endpoint/journal/journal.ts';
import { SetUpProblem } from '../harness/endpoint/problem.ts';
import type { TargetSettings } from '../harness/endpoint/target-settings.ts';
import { attempt } from '../harness/engine/attempt-case.ts';
import { createEngine } from '../harness/engine/create-engine.ts';
import type { AllowedCalls, Engine, TestedOperation } from '../harness/engine/engine.ts';
import type { Dependencies } from '../harness/engine/known-failures.ts';
import type { ActionEffect, Domain, TargetFindings } from '../harness/scene/domain.ts';
import type {
  FollowingStage,
  ObservedIds,
  OpenOptions,
  PastCase,
  Scene,
  SceneAccess,
  SceneRequest,
  Stage,
} from '../harness/scene/scene.ts';
import { conforming, givenOf, type ShelfBehaviour, type ShelfReply, Shelves } from './shelves.ts';

const effects: Readonly<Record<string, ActionEffect>> = { Put: 'creates', Take: 'takes-away' };

class ShelfStage implements Stage {
  readonly isStateless = false;
  readonly removes = true;
  readonly id: string;
  past: readonly PastCase[];
  readonly isUnread: boolean;
  readonly #scene: ShelfScene;
  readonly #access: SceneAccess;
  readonly #given: readonly string[];
  #state: ReadonlySet<string> | undefined;

  constructor(
    scene: ShelfScene,
    access: SceneAccess,
    id: string,
    testCase: Case,
    more: { readonly past: readonly PastCase[]; readonly isUnread: boolean },
  ) {
    this.#scene = scene;
    this.#access = access;
    this.id = id;
    this.past = more.past;
    this.isUnread = more.isUnread;
    this.#given = givenOf(testCase);
    this.#state = new Set(this.#given);
  }

  get state(): ReadonlySet<string> {
    return this.#state ?? new Set();
  }

  begin(testCase: Case): void {
    this.past = [...this.past, { testCase }];
  }

  assume(state: ReadonlySet<string>): void {
    this.#state = state;
  }

  forget(): void {
    this.#state = undefined;
  }

  settle(hasMismatch: boolean): void {
    const last = this.past.at(-1);
    if (last !== undefined) this.past = [...this.past.slice(0, -1), { ...last, hasMismatch, after: [...this.state] }];
  }

  release(): void {
    if (this.#state !== undefined) this.#scene.idle.push(this);
  }

  async deleteCreated(): Promise<void> {}
  announce(_request: SceneRequest): void {}
  note(_request: SceneRequest, _outcome: Outcome): void {}

  async placeholdersFor(_step: CodeStep): Promise<Placeholders> {
    return new Map([['shelf', this.id]]);
  }

  predict({ after }: Pick<ExpectedResponse, 'after'>): ReadonlySet<string> {
    return new Set(after);
  }

  async read(): Promise<ReadonlySet<string>> {
    await this.#access.caller.call('Look', [['Shelf', this.id]], this.#access.witness);
    return this.#scene.shelves.items(this.id);
  }

  matches(read: ReadonlySet<string>, predicted: ReadonlySet<string>): boolean {
    return read.size === predicted.size && [...read].every((name) => predicted.has(name));
  }

  async readIds(): Promise<ObservedIds | undefined> {
    return undefined;
  }

  names(state: ReadonlySet<string>): readonly string[] {
    return this.#given.filter((name) => state.has(name));
  }

  unexpected(state: ReadonlySet<string>): readonly string[] {
    return [...state].filter((name) => !this.#given.includes(name));
  }

  judgeOwn(): readonly Mismatch[] {
    return [];
  }

  misses(): boolean {
    return false;
  }

  seen(): object {
    return {};
  }
}

class ShelfScene implements Scene {
  readonly shelves: Shelves;
  readonly isDivisible: boolean;
  readonly idle: ShelfStage[] = [];
  readonly #parts = new Map<string, ShelfScene>();

  constructor(shelves: Shelves, isDivisible: boolean) {
    this.shelves = shelves;
    this.isDivisible = isDivisible;
  }

  part(name: string): ShelfScene {
    if (!this.isDivisible) return this;
    const part = this.#parts.get(name) ?? new ShelfScene(this.shelves, true);
    this.#parts.set(name, part);
    return part;
  }

  sharing(): this {
    return this;
  }

  lacking({ needs = [] }: Case): readonly string[] {
    return needs.includes('a ladder') ? ['a ladder'] : [];
  }

  impliedNeeds(): readonly string[] {
    return [];
  }

  hasState(): boolean {
    return true;
  }

  isPredictable(testCase: Case): boolean {
    return testCase.vpc !== 'default';
  }

  costOf(testCase: Case): number {
    return 2 + stepsOf(testCase).length * 2;
  }

  async open(testCase: Case, access: SceneAccess, { care }: OpenOptions): Promise<Stage> {
    if (testCase.title === 'cannot be set up') throw new SetUpProblem('there is no wood');
    const used = care === 'quick' ? this.idle.pop() : undefined;
    return this.#prepared(used?.id ?? this.shelves.add(), testCase, access, used);
  }

  async follow(last: Stage, testCase: Case, access: SceneAccess, isReliable: boolean): Promise<FollowingStage> {
    if (testCase.title === 'hides what was before') return 'unread';
    return last instanceof ShelfStage && isReliable ? this.#prepared(last.id, testCase, access, last) : undefined;
  }

  async #prepared(id: string, testCase: Case, { caller, ...access }: SceneAccess, used?: ShelfStage) {
    const standing = used?.state ?? new Set();
    const wanted = givenOf(testCase);
    const surplus = [...standing].filter((name) => !wanted.includes(name));
    const missing = wanted.filter((name) => !standing.has(name));
    const ask = (action: string, items: readonly string[]) =>
      caller.call(
        action,
        [
          ['Shelf', id],
          ['Items', items.join(',')],
        ],
        access.witness,
      );
    if (surplus.length > 0) await ask('Take', surplus);
    if (missing.length > 0) await ask('Put', missing);
    const isUnread = surplus.length > 0;
    return new ShelfStage(this, { caller, ...access }, id, testCase, { past: used?.past ?? [], isUnread });
  }
}

/** What two shelf engines may differ in. */
export interface ShelfEngineOptions {
  readonly behaviour?: ShelfBehaviour;
  readonly capabilities?: TargetFindings['capabilities'];
  readonly dependsOn?: Dependencies;
  readonly allowed?: AllowedCalls;
  readonly operation?: Partial<TestedOperation>;
  /** Whether a failure that did not repeat is borne. Default: yes. */
  readonly tolerates?: boolean;
  /** How long a change is waited for, in milliseconds. Default: not at all. */
  readonly settleMs?: number;
  /** Whether lanes can have shelves of their own. Default: no. */
  readonly isDivisible?: boolean;
  /** Instead of a response. */
  readonly fails?: (action: string) => Error | undefined;
}

/** An engine on shelves, and what its target was asked. */
export function shelfEngine(options: ShelfEngineOptions = {}): {
  readonly engine: Engine;
  readonly shelves: Shelves;
  readonly asked: readonly string[];
} {
  const shelves = new Shelves(options.behaviour);
  const asked: string[] = [];
  const send = async (action: string, params: Pairs, isSetUp: boolean, witness?: CallWitness): Promise<Call> => {
    const failure = options.fails?.(action);
    if (failure !== undefined) throw failure;
    asked.push(action);
    if (action !== 'Look') caller.consistency.noteChange();
    const call = shelves.answer(action, params, isSetUp);
    witness?.(call, action);
    return call;
  };
  const settings = {
    ...{ endpoint: 'http://127.0.0.1/', region: 'us-east-1', settleMs: 0, declared: {}, runId: 'test' },
    identities: { main: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret' } },
  } as unknown as TargetSettings;
  const caller = {
    ...{ settings, consistency: new ConsistencyWaiter(options.settleMs ?? 0), budget: { left: 1000 } },
    tolerateUnrepeated: () => options.tolerates ?? true,
    call: (action: string, params: Pairs, witness?: CallWitness) => send(action, params, true, witness),
    send: ({ action, body = '' }: UnsignedRequest, witness?: CallWitness) =>
      send(action, [...new URLSearchParams(body.toString())], false, witness),
  } as unknown as Caller;
  const operation: TestedOperation = {
    ...{ action: 'Take', domain: shelfDomain(shelves, options.isDivisible), generalChecks: [] },
    ...options.operation,
  };
  const preparation: TargetFindings = { capabilities: options.capabilities ?? {} };
  const { dependsOn, allowed } = options;
  const more = { ...(dependsOn === undefined ? {} : { dependsOn }), ...(allowed === undefined ? {} : { allowed }) };
  const engine = createEngine(settings, preparation, operation, { caller, journal: new Journal() }, more);
  return { engine, shelves, asked };
}

/** The domain that these shelves are of. */
export function shelfDomain(shelves = new Shelves(), isDivisible = false): Domain {
  return {
    terms: { thing: 'item', describe: () => [] },
    prepare: async () => ({ capabilities: {} }),
    scene: () => new ShelfScene(shelves, isDivisible),
    tearDown: async () => [],
    startOf: (testCase) => givenOf(testCase).join(','),
    mayFollow: (first, next) => first.vpc === next.vpc,
    kindOf: () => undefined,
    asksOfOwn: () => true,
    needsSetUp: ({ later }) => later !== undefined,
    weightOf: () => 0,
    provesLess: ({ vpc }) => vpc === 'default',
    estimate: (_operation, spend) => ({
      readAction: 'Look',
      add: (testCase) => {
        if (givenOf(testCase).length === 0) return undefined;
        spend('Put');
        return { isFollowing: testCase.vpc !== 'default' };
      },
    }),
    preparationCalls: () => ({}),
    safeCalls: () => ({}),
    generatedCalls: ({ action }, calls) => ({ [action]: calls }),
    callsInPlace: (calls) => calls,
    describeGiven: (_testCase, name) => `the ${name}`,
    effectOf: (action) => effects[action],
    isOwedToAccount: ({ code, isSuccessDue }) => code === (isSuccessDue ? 'ShelfLimitExceeded' : 'NoKeyToCupboard'),
  };
}

/** What the case comes to when it is attempted once, and its request gets this; a success takes what it names. */
export async function resultOf(
  reply: ShelfReply,
  testCase: Case,
  operation: Partial<TestedOperation> = {},
): Promise<CaseResult> {
  const { engine } = shelfEngine({
    operation,
    behaviour: (request, shelf, earlier) => {
      const usual = request.isSetUp || reply.status === 200 ? conforming(request, shelf, earlier) : reply;
      return request.isSetUp ? usual : reply;
    },
  });
  return (await attempt(engine, testCase, 'careful')).result;
}
