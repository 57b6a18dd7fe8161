/**
 * A history as data: named rules, and the commands on those of one group and direction, in order.
 *
 * Nothing in it is an id of a target, so that it can be written into a case file and sent again to any.
 */
import type { CodeSend } from '../../../cases/case.ts';
import type { ExpectedResponse } from '../../../cases/fixture.ts';
import type { Given, NamedRules } from '../../../cases/given.ts';
import type { PermissionGrouping } from '../grouping.ts';

/** Key of a rule in {@link History.rules}. */
export type RuleName = string;

/** A command that authorises rules. */
export interface Authorize {
  readonly kind: 'authorize';
  readonly rules: readonly RuleName[];
  readonly grouping: PermissionGrouping;
}

/** A revoke by permissions. */
export interface Revoke {
  readonly kind: 'revoke';
  readonly rules: readonly RuleName[];
  readonly grouping: PermissionGrouping;
  /** Whether the request repeats the descriptions of the rules that have one. */
  readonly descriptions: 'repeated' | 'left-out';
}

/** A revoke by the ids that the rules have, or had last. */
export interface RevokeByIds {
  readonly kind: 'revoke-by-ids';
  readonly rules: readonly RuleName[];
}

/** A revoke by IpProtocol, FromPort, ToPort and CidrIp beside GroupId; the rule is one of an IPv4 range. */
export interface RevokeFlat {
  readonly kind: 'revoke-flat';
  readonly rules: readonly [RuleName];
}

/** A revoke by permissions with DryRun. */
export interface DryRun {
  readonly kind: 'dry-run';
  readonly rules: readonly RuleName[];
  readonly grouping: PermissionGrouping;
}

/** A command that describes the rules. */
export interface Describe {
  readonly kind: 'describe';
}

/** A command of one request that the model predicts. */
export type SingleCommand = Authorize | Revoke | RevokeByIds | RevokeFlat | DryRun | Describe;

/** A request of a recorded case. The case states what it may be answered; the model knows nothing of it. */
export interface CaseRequest {
  readonly kind: 'case-request';
  readonly send: CodeSend;
  readonly beside?: CodeSend;
  /** The rules of the case; it leaves all others unchanged. */
  readonly known: readonly RuleName[];
  /** Those of them that exist before it; elsewhere the request means something else. */
  readonly needs: readonly RuleName[];
  /** What it may be answered; `after` names those of the known rules that exist then. */
  readonly expect: readonly ExpectedResponse[];
  /** Nothing is required of its response, only that the recorded rules exist afterwards: those that follow count on them. */
  readonly isOpen: boolean;
  readonly about: 'authorize' | 'revoke' | 'dry-run' | 'other';
}

/** Two requests sent at the same time, on rules of which they share none or all. */
export interface Concurrently {
  readonly kind: 'concurrently';
  readonly commands: readonly [Authorize | Revoke, Authorize | Revoke];
}

/** One command of a history. */
export type HistoryCommand = SingleCommand | Concurrently | CaseRequest;

/** A sequence of requests on the rules of one group and direction. */
export interface History {
  /** No two are one rule to EC2. Some are near misses of others. */
  readonly rules: NamedRules;
  /** The rules that exist before the first command. */
  readonly given: readonly RuleName[];
  /** How given rules come to be, where a recorded case says it; smaller histories may do without. */
  readonly setUp?: Pick<Given, 'setUp' | 'former'>;
  readonly commands: readonly HistoryCommand[];
}
