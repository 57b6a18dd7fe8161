/** The scene that owns nothing: for operations whose cases need nothing set up, such as describes of what is there anyway. */
import type { Case } from '../cases/case.ts';
import { stepsOf } from '../cases/case-text.ts';
import type { ExpectedResponse } from '../cases/fixture.ts';
import type { Placeholders } from '../cases/placeholders.ts';
import type { Mismatch } from '../checks/finding.ts';
import type { Outcome } from '../checks/outcome.ts';
import type { ObservedIds, Scene, SceneRequest, SceneState, Stage } from './scene.ts';

const nothing: SceneState = new Map();

/** A scene without resources and without state. */
export class EmptyScene implements Scene {
  readonly isDivisible = true;
  readonly #placeholders: Placeholders;

  /** `placeholders`: those of the run. */
  constructor(placeholders: Placeholders) {
    this.#placeholders = placeholders;
  }

  part(): this {
    return this;
  }

  sharing(): this {
    return this;
  }

  lacking(): readonly string[] {
    return [];
  }

  impliedNeeds(): readonly string[] {
    return [];
  }

  hasState(): boolean {
    return false;
  }

  isPredictable(): boolean {
    return true;
  }

  costOf(testCase: Case): number {
    return stepsOf(testCase).length;
  }

  async open(): Promise<Stage> {
    return new EmptyStage(this.#placeholders);
  }

  async follow(): Promise<undefined> {
    return undefined;
  }
}

/** A stage without anything on it: the state is always the same, and is never read. */
export class EmptyStage implements Stage {
  readonly isStateless = true;
  readonly removes = false;
  readonly state = nothing;
  readonly past = [];
  readonly isUnread = false;
  readonly #placeholders: Placeholders;

  constructor(placeholders: Placeholders) {
    this.#placeholders = placeholders;
  }

  begin(): void {}
  assume(): void {}
  forget(): void {}
  settle(): void {}
  release(): void {}
  async deleteCreated(): Promise<void> {}
  announce(_request: SceneRequest): void {}
  note(_request: SceneRequest, _outcome: Outcome): void {}

  async placeholdersFor(): Promise<Placeholders> {
    return this.#placeholders;
  }

  predict(): SceneState {
    return nothing;
  }

  async read(): Promise<SceneState> {
    return nothing;
  }

  matches(): boolean {
    return true;
  }

  async readIds(): Promise<ObservedIds | undefined> {
    return undefined;
  }

  names(): readonly string[] {
    return [];
  }

  unexpected(): readonly string[] {
    return [];
  }

  judgeOwn(_expected: ExpectedResponse, _outcome: Outcome): readonly Mismatch[] {
    return [];
  }

  misses(_outcome: Outcome): boolean {
    return false;
  }

  seen(): object {
    return {};
  }
}
