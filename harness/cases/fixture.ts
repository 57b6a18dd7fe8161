/**
 * The shape of a file under fixtures/server, and under the folder of any further operation: cases as data, in wire names and string values, so that they paste into curl.
 *
 * Placeholders in values stand for what a target chooses itself: `{main}` and `{peer}` (ids of the case's two groups),
 * `{main.name}`, `{peer.name}`, `{vpc}`, `{region}`, `{owner}` (account id), `{prefix-list}`,
 * `{other-prefix-list}`, `{rule:NAME}` (id of a rule),
 * `{absent-group}`, `{absent-rule}`, `{absent-prefix-list}` (well formed, not there), `{other-account}`; `{new-name}`,
 * `{new-name:2}` (names for groups that the case creates, new in each run of the case), `{new-name.255}` (one of that many
 * characters); `{kept:NAME}` (see `keep`); `{action}` (the operation under test, in raw text).
 *
 * A case that gives no rules and names no group by a placeholder has no groups: nothing is set up or read for it, and
 * `after` is empty. A group that a request of the case creates is deleted when the case is over. What a case states of its groups and
 * rules is in given.ts.
 */

import type { GivenParts } from './given.ts';

/**
 * Texts of elements. A list: exactly these texts, in any order. One text: exactly one element, with this text; `*`: at least
 * one element, none of them empty. `null`: no such element, or an empty one.
 */
export type ExpectedContent = readonly string[] | string | null | ContentBounds;

/** Texts that are there among others, texts that are not, and how many there are. */
export interface ContentBounds {
  readonly includes?: readonly string[];
  readonly excludes?: readonly string[];
  readonly count?: number;
  readonly atMost?: number;
}

/** One request of a case, by wire names. */
export interface Send {
  /** Default: the operation under test. */
  readonly action?: string;
  /** Default: POST. */
  readonly method?: 'POST' | 'GET';
  /** Wire name to value, sent in this order, form-encoded; Action and Version are added unless `bare`. */
  readonly params?: Readonly<Record<string, string>>;
  /** Parameters that go into the URL of a POST; Action and Version go there too when `actionIn` is `url`. */
  readonly urlParams?: Readonly<Record<string, string>>;
  readonly actionIn?: 'body' | 'url';
  /** The body (or the query of a GET) as raw text after placeholders, for encodings that `params` cannot express. */
  readonly raw?: string;
  /** Leave out Action and Version: `params` or `raw` hold all there is. */
  readonly bare?: boolean;
  /** Header fields in place of, or beside, the usual ones; an empty value removes the field. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the signature goes. Default: header. */
  readonly sign?: 'header' | 'query' | 'none';
  /** Who asks. Default: the target's main identity. */
  readonly as?: 'main' | 'denied' | 'session';
}

/** One response that passes. Where sources disagree, a case lists several. */
export interface ExpectedResponse {
  /** The name of this response in the report: `refused`, `silent`, … */
  readonly answer: string;
  /** Exact statuses or classes: `200`, `4xx`. */
  readonly status: readonly string[];
  /** Accepted error codes; absent on success. `*` accepts any code. */
  readonly code?: readonly string[];
  /** Text of the `return` element. */
  readonly return?: string;
  /** Names of the given rules that the response must list as revoked, where the case is about that. */
  readonly revoked?: readonly string[];
  /** Number of items in unknownIpPermissionSet, where the case is about that. */
  readonly unknown?: number;
  /** Names of all given and later rules that exist afterwards, in both groups and both directions. */
  readonly after: readonly string[];
  /** The rule named first has the id that the other one had before. Judged by DescribeSecurityGroupRules. */
  readonly sameId?: Readonly<Record<string, string>>;
  /**
   * Texts of the response by the path of their elements below the root, such as
   * `securityGroupRuleSet/item/securityGroupRuleId`, where the case is about that. All elements on the path are visited.
   */
  readonly content?: Readonly<Record<string, ExpectedContent>>;
}

/** A request and its accepted responses; any of them passes. */
export interface Step {
  readonly send: Send;
  /** A second request, on its way at the same time; the responses judged are those to `send`, the state is that after both. */
  readonly beside?: Send;
  /** One of these must be what happens; empty for an open question, whose response is only recorded. */
  readonly expect: readonly ExpectedResponse[];
  /** Only prepares what the case is about: where it does not happen, the case cannot be judged. */
  readonly prepares?: true;
  /**
   * The request is sent again with each NextToken that the response gives; the items of all pages are judged as one set. A
   * nextToken is judged only if no item followed it: no page has to be full.
   */
  readonly allPages?: true;
  /** Name to path: the first text there, in the response to `send`, is `{kept:NAME}` in later steps. */
  readonly keep?: Readonly<Record<string, string>>;
}

/** A case as data: given rules, requests, accepted responses. */
export interface FixtureCase extends Step, GivenParts {
  /** `topic/slug`, unique over all fixtures; stable. */
  readonly id: string;
  /** A statement in the present tense, true of a conforming target. */
  readonly title: string;
  /** Requirements that fail with this case. */
  readonly requirements: readonly string[];
  /** Capabilities the case needs, see harness/security-groups/probe/capability.ts. */
  readonly needs?: readonly string[];
  /**
   * A case that must pass for this one to prove anything: the nearest request that must succeed. Or the case of something that this one
   * uses, such as a filter, and the other cases of its requirement do not: those still decide where it is wrong.
   */
  readonly control?: string;
  /**
   * The request asks for the removal of nothing, as far as is known: what is removed all the same is shown prominently in the
   * report, also where that is an open question.
   */
  readonly asksNoRemoval?: true;
  /**
   * It asks for the removal of what no case can make again, such as the default group of a VPC: where that is gone, a failure
   * counts without being repeated.
   */
  readonly irreplaceable?: true;
  /** Times that the case is asked, each on groups of its own: it fails only if it fails every time. */
  readonly repeated?: number;
  /** Further requests after the first, in order. */
  readonly then?: readonly Step[];
  /** Why the case is there, where the title does not say it. */
  readonly note?: string;
}

/** The content of a fixture file. */
export interface FixtureFile {
  readonly $schema: string;
  readonly about: string;
  readonly cases: readonly FixtureCase[];
}
