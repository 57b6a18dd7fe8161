/**
 * The part of the format of cases that is about security groups: what a case is given, and where. It stands here because files have one
 * format; general rooms hand it on and do not look into it, and a scene reads it.
 */

/** One rule by its wire names; exactly one of the four sources. */
export interface FixtureRule {
  readonly IpProtocol: string;
  readonly FromPort?: string;
  readonly ToPort?: string;
  readonly CidrIp?: string;
  readonly CidrIpv6?: string;
  readonly PrefixListId?: string;
  readonly GroupId?: string;
  /** Compared exactly where it is stated, and empty for a rule that must have none; a rule without it may have any. */
  readonly Description?: string;
}

/** Rules by the names that `after` and `revoked` use; a name is unique within its case. */
export type NamedRules = Readonly<Record<string, FixtureRule>>;

/** Named rules of one group, by direction. */
export interface GroupRules {
  readonly ingress?: NamedRules;
  readonly egress?: NamedRules;
}

/**
 * How a given rule comes to be, where it is not by one Authorize for all with a permission for each rule: in one permission
 * with those of equal protocol, ports and kind of source, by a call of its own, with a tag, by modifying a rule of other
 * values, or authorised, revoked and authorised again.
 */
export type SetUp = 'shared-permission' | 'own-call' | 'tagged' | 'modified' | 'authorised-again';

/** The rules that exist before the request. The default egress rule of a new group is not listed. */
export interface Given {
  /** By the names of given rules. A target that cannot tag or modify rules is not asked such a case. */
  readonly setUp?: Readonly<Record<string, SetUp>>;
  /** The values that modified rules had before, by their names. */
  readonly former?: NamedRules;
  readonly main?: GroupRules;
  /** The peer may refer to no group but itself: main refers to it, and groups must be deletable in one pass. */
  readonly peer?: GroupRules;
}

/**
 * Rules that a request creates or changes others into, by the names that `after` uses then: of main and the operation's
 * direction, or stated as `given` is.
 */
export type Later = NamedRules | Given;

/** Where a case works. */
export interface CasePlace {
  /** Default: nondefault where the target has one, else default. */
  readonly vpc?: 'default' | 'nondefault';
}

/** What a case states of its groups and rules. */
export interface GivenParts extends CasePlace {
  readonly given: Given;
  /**
   * Which requirement each of these given rules decides, all of which have to stay: where one of them alone is removed,
   * that requirement fails and no other; where anything else is wrong, those fail that no rule decides.
   */
  readonly judges?: Readonly<Record<string, string>>;
  readonly later?: Later;
}
