/**
 * A domain: a kind of resources that operations work on, as the engine sees it. It prepares a target, provides the scene that
 * cases run on, tells from cases alone what a plan has to know, and removes what a run has created. Security groups are one
 * (harness/security-groups/scene/group-domain.ts).
 */
import type { Case } from '../cases/case.ts';
import type { CallCounts } from '../checks/call-counts.ts';
import type { DomainTerms } from '../checks/judge-step.ts';
import type { Caller, CallTuning } from '../endpoint/caller.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import type { TargetSettings } from '../endpoint/target-settings.ts';
import type { Scene, SceneAccess, SceneRequest } from './scene.ts';

/** Found or declared, with the sentence that says how we know. */
export interface CapabilityFinding {
  readonly available: boolean;
  readonly why: string;
  /** Declared as there although it is not: what needs it fails, instead of being not applicable. */
  readonly claimed?: true;
}

/** What was found out about a target before its cases run, as far as the engine looks at it. Plain data: it crosses threads. */
export interface TargetFindings extends CallTuning {
  /** By name. */
  readonly capabilities: Readonly<Record<string, CapabilityFinding>>;
  /** The account id, as the target's resources state it; undefined where they state none. */
  readonly owner?: string;
  /** Longest time a change took to be seen, in milliseconds; undefined: it was seen at once. */
  readonly visibleAfterMs?: number;
  /** What three quarters of its responses took at least, in milliseconds. */
  readonly responseMs?: number;
  /** What it did against the service model when things were made for the run, a sentence each. */
  readonly contradictions?: readonly string[];
}

/** What was created and is still there. */
export interface UndeletedResource {
  /** As in the journal. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** The operation under test; a domain may know more of its own operations. */
export interface DomainOperation {
  readonly action: string;
}

/** What a scene is made for. */
export interface SceneRun {
  readonly settings: TargetSettings;
  readonly profile: TargetFindings;
  readonly operation: DomainOperation;
}

/** Counts expected calls of an action; one where no number is given. */
export type Spend = (action: string, calls?: number) => void;

/** The resources of a run as they are expected to be, on a target that conforms: what their set-up and reading costs. */
export interface SceneEstimate {
  /** The action that reads the state after a case. */
  readonly readAction: string;
  /**
   * Counts what the case costs beside its own requests and the reading of the state. `isFollowing`: it runs on the resources
   * of the case before. Undefined: it works on nothing that has a state.
   */
  add(testCase: Case): { readonly isFollowing: boolean } | undefined;
}

/**
 * Makes something, deletes it, or takes away something that is part of it. What was deleted or taken away may for a while stand in the
 * way of what makes or deletes.
 */
export type ActionEffect = 'creates' | 'deletes' | 'takes-away';

/** A request that was refused. */
export interface RefusedRequest extends Pick<SceneRequest, 'params'> {
  readonly code: string;
  /** The case says that the request succeeds. */
  readonly isSuccessDue: boolean;
  /** Of the caller. */
  readonly tagsAccepted: boolean;
}

/** What the engine needs of a kind of resources: preparation, scene, planning and clean-up. */
export interface Domain {
  /** Its cases work on nothing that has a state. */
  readonly isStateless?: true;
  readonly terms: DomainTerms;
  /**
   * Finds out what the target can do, and makes what all cases share. Throws TargetProblem when there is nothing to test, as does
   * `beforeCreating`, where it is another target than the one that was meant. `cases`: all that will run; what none of them needs is
   * not waited for. Undefined: any may.
   */
  prepare(
    settings: TargetSettings,
    access: SceneAccess,
    operation: DomainOperation,
    beforeCreating?: () => Promise<void>,
    cases?: readonly Case[],
  ): Promise<TargetFindings>;
  /** The scene of a run, with resources of its own. */
  scene(run: SceneRun): Scene;
  /** Removes what was created, so many things at a time; returns what could not be removed. Never throws for what a target does. */
  tearDown(caller: Caller, journal: Journal, abreast?: number): Promise<readonly UndeletedResource[]>;

  /** Equal for cases that start from the same state. */
  startOf(testCase: Case): string;
  /** Whether the two can be part of one batch: nothing has to be read between them. */
  mayFollow(first: Case, next: Case): boolean;
  /** Equal for cases that can work on the same resources, one after another; undefined: it needs none, or new ones in any case. */
  kindOf(testCase: Case): string | undefined;
  /** Whether what the case asks is about what is made for it alone, whatever other cases have made. */
  asksOfOwn(testCase: Case, operation: DomainOperation): boolean;
  /** Whether its requests name something that has to be made or asked for first. */
  needsSetUp(testCase: Case): boolean;
  /** Calls of set-up that the case needs beside a plain one, roughly: of cases of one requirement, the lightest is asked first. */
  weightOf(testCase: Case): number;
  /** A thing that the case is given, by its name there, as text. */
  describeGiven(testCase: Case, name: string): string;
  /** Whether the case proves less than others like it, since more responses pass: it is asked after them. */
  provesLess(testCase: Case): boolean;
  estimate(operation: DomainOperation, spend: Spend): SceneEstimate;
  /** What preparing a target, and removing what that makes, is expected to cost. `isSafe`: where nothing may be changed. */
  preparationCalls(operation: DomainOperation, isSafe?: boolean): CallCounts;
  /** What so many cases are expected to cost beside their requests where nothing may be changed. */
  safeCalls(cases: number): CallCounts;
  /** How so many calls for generated requests are spread over actions, about. */
  generatedCalls(operation: DomainOperation, calls: number): CallCounts;
  /** The expected calls where the user has named what to work on: it is not created then. `place`: the settings that name it. */
  callsInPlace(calls: CallCounts, operation: DomainOperation, place: Partial<TargetSettings>): CallCounts;

  /** What a success of the action does to what exists; undefined: neither of these. */
  effectOf(action: string): ActionEffect | undefined;
  /** Whether a request of the main identity was refused for what the account may not do, such as by a quota. */
  isOwedToAccount(refused: RefusedRequest): boolean;
}
