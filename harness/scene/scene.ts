/**
 * The seam between the engine and what its cases are about. A *scene* provides the given resources of each case, reads the state that
 * its requests change, and predicts it; the engine sends, judges, batches and confirms, and knows nothing of what the state
 * is. Security groups are one scene (harness/security-groups/scene); the empty scene owns nothing.
 */
import type { Case, CodeStep } from '../cases/case.ts';
import type { ExpectedResponse } from '../cases/fixture.ts';
import type { Placeholders } from '../cases/placeholders.ts';
import type { Mismatch } from '../checks/finding.ts';
import type { StepObservation } from '../checks/judge-step.ts';
import type { Outcome } from '../checks/outcome.ts';
import type { Caller, CallWitness, Pairs } from '../endpoint/caller.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import { SetUpProblem } from '../endpoint/problem.ts';

/** How a case is set up. `quick` trusts the responses of set-up; `careful` takes fresh resources and reads back what was set up. */
export type Care = 'quick' | 'careful';

/** What a scene makes its calls with; `witness` sees each of them. */
export interface SceneAccess {
  readonly caller: Caller;
  readonly journal: Journal;
  readonly witness?: CallWitness;
}

/** The state of what a case works on, at one moment. The engine only hands it back to the stage that it came from. */
export type SceneState = object;

/** An earlier case that used the resources of a stage. */
export interface PastCase {
  readonly testCase: Case;
  /** Keys of what was found afterwards; undefined: nobody looked, and it is as the case predicts. */
  readonly after?: readonly string[];
  /** It did not come out as it predicts. */
  readonly hasMismatch?: boolean;
}

/** The case could not be set up on resources that other cases had used. */
export class UsedResourceProblem extends SetUpProblem {
  /** The earlier cases that used them. */
  readonly past: readonly PastCase[];

  constructor(message: string, past: readonly PastCase[] = []) {
    super(message);
    this.past = past;
  }
}

/** A request that goes out, as far as a scene looks at it. */
export interface SceneRequest {
  readonly action: string;
  readonly params: Pairs;
  /** The form or the query that is sent. */
  readonly form: string;
}

/** How careful the setting up of a case has to be. */
export interface OpenOptions {
  readonly care: Care;
  /** Whether nothing that has failed so far makes it doubtful that used resources can be cleared. */
  readonly isReliable: boolean;
}

/** What a domain provides to run cases on. */
export interface Scene {
  /** Whether there are parts of it that have nothing in common; see {@link Scene.part}. */
  readonly isDivisible: boolean;
  /**
   * A part of the scene, the same one for the same name: what is found there depends on the cases that work on it alone, and so not on
   * how quickly others are done. A scene that is not divisible has one part.
   */
  part(name: string): Scene;
  /** The same scene on the resources of the first of these that it can share them with; else as it is. */
  sharing(others: readonly Scene[]): Scene;
  /** What the case needs of the scene and the target or the run does not offer, in words for the reader. */
  lacking(testCase: Case): readonly string[];
  /** Capabilities that the case needs by what it is given, beside those that it says it needs. */
  impliedNeeds(testCase: Case): readonly string[];
  /** Whether the case works on anything that has a state. */
  hasState(testCase: Case): boolean;
  /** Whether the state after the case follows from its response, so that it can be part of a batch. */
  isPredictable(testCase: Case): boolean;
  /** Calls of a careful attempt at the case, about. */
  costOf(testCase: Case): number;
  /** Acquires what the case is given. The caller closes the stage. Throws SetUpProblem. */
  open(testCase: Case, access: SceneAccess, options: OpenOptions): Promise<Stage>;
  /** The resources of a case before, made ready for this one. Throws SetUpProblem. */
  follow(last: Stage, testCase: Case, access: SceneAccess, isReliable: boolean): Promise<FollowingStage>;
}

/**
 * The stage of a case on the resources of the case before. Undefined: they cannot be made ready for it. `unread`: they were, but what
 * the case before has done to them is no longer to be seen.
 */
export type FollowingStage = Stage | 'unread' | undefined;

/** What one case works on. */
export interface Stage {
  /** There is no state, and nothing to read. */
  readonly isStateless: boolean;
  /** Whether the operation under test takes things away. */
  readonly removes: boolean;
  /** The state as far as it is known now. */
  readonly state: SceneState;
  /** Cases that used the resources before, and this one. */
  readonly past: readonly PastCase[];
  /** Resources were cleared for the case, and nobody has read them since. */
  readonly isUnread: boolean;

  /** The case begins: its requests go out now. */
  begin(testCase: Case): void;
  /** The state is this one from now on: read, or predicted. */
  assume(state: SceneState): void;
  /** The state is not known any more; nobody else gets these resources until it is. */
  forget(): void;
  /** Puts on record what the case has led to. */
  settle(hasMismatch: boolean): void;
  /** Gives the resources back. */
  release(): void;
  /** Deletes what the requests of the case have created. */
  deleteCreated(): Promise<void>;

  /** Values of the step's placeholders; asks the target where it has to. Throws SetUpProblem. */
  placeholdersFor(step: CodeStep): Promise<Placeholders>;
  /** A request is about to go out. */
  announce(request: SceneRequest): void;
  /** A request was responded to. */
  note(request: SceneRequest, outcome: Outcome): void;

  /** The state after a request, if the response is this one. */
  predict(response: Pick<ExpectedResponse, 'after' | 'sameId'>, before: SceneState): SceneState;
  /** Reads the state. `isOpen`: after an open question, of which nobody can say what it does. Throws SetUpProblem. */
  read(before: SceneState, isOpen?: boolean): Promise<SceneState>;
  /** Whether the state that was read is the predicted one. */
  matches(read: SceneState, predicted: SceneState): boolean;
  /** Ids of things before and after the step, where it is judged by them; `added`: new placeholders. Throws SetUpProblem. */
  readIds(step: CodeStep, after: SceneState): Promise<ObservedIds | undefined>;

  /** Names of the case's things that exist. */
  names(state: SceneState): readonly string[];
  /** What exists and has no name in the case, as text. */
  unexpected(state: SceneState): readonly string[];
  /** Mismatches of a response with those members of an expected one that this domain alone has. */
  judgeOwn(expected: ExpectedResponse, outcome: Outcome): readonly Mismatch[];
  /** Whether a success says that something which the request names is not there. */
  misses(outcome: Outcome): boolean;
  /**
   * What general checks of the domain know of a request besides the exchange: members that are added to their subject. `isAlone`: no
   * other request was on its way at the same time.
   */
  seen(request: SceneRequest, before: SceneState, after: SceneState, isAlone: boolean): object;
}

/** Ids of things before and after a step, and the placeholders that the step added. */
export type ObservedIds = NonNullable<StepObservation['ids']> & { readonly added: Placeholders };
