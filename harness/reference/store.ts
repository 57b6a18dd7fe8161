/** What the reference remembers: VPCs, groups with their rules, prefix lists and tags. In memory, gone when it closes. */

import type { Direction, Rule } from '../security-groups/model/rule.ts';

/** Tag values by key. */
export type Tags = ReadonlyMap<string, string>;

/** A rule as stored in a group. */
export interface StoredRule extends Rule {
  /** `sgr-…` */
  readonly id: string;
  readonly groupId: string;
  readonly direction: Direction;
}

/** A rule that was revoked, kept for a while so that answers can be made to lag behind. */
interface RevokedRule {
  readonly rule: StoredRule;
  readonly at: Date;
}

/** A stored security group. */
export interface Group {
  /** `sg-…` */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly createdAt: Date;
  /** Replaced as a whole, never changed in place. */
  ingress: readonly StoredRule[];
  egress: readonly StoredRule[];
  /** The latest {@link revokedKept} revoked rules, oldest first. */
  revoked: readonly RevokedRule[];
}

/** A stored VPC. */
export interface Vpc {
  readonly id: string;
  readonly cidr: string;
  readonly isDefault: boolean;
}

/** An address range of a prefix list. */
export interface PrefixListEntry {
  readonly cidr: string;
  readonly description?: string;
}

/** A stored managed prefix list. */
export interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly maxEntries: number;
  readonly entries: readonly PrefixListEntry[];
}

/** One answered call, for behaviours that depend on what went before. */
export interface PastCall {
  readonly number: number;
  readonly action: string;
  readonly groupId?: string;
  /** The request named rules by their ids. */
  readonly byRuleIds: boolean;
  /** Error code; absent on success. */
  readonly code?: string;
}

const revokedKept = 100;
const callsKept = 1000;

/** All state of one reference target. Its methods keep the indexes right and check nothing else. */
export class Store {
  readonly vpcs = new Map<string, Vpc>();
  readonly groups = new Map<string, Group>();
  readonly prefixLists = new Map<string, PrefixList>();
  readonly tags = new Map<string, Map<string, string>>();
  /** The latest calls, oldest first. */
  readonly past: PastCall[] = [];
  readonly #groupOfRule = new Map<string, string>();

  rules(group: Group, direction: Direction): readonly StoredRule[] {
    return direction === 'ingress' ? group.ingress : group.egress;
  }

  addRules(group: Group, direction: Direction, added: readonly StoredRule[]): void {
    for (const rule of added) this.#groupOfRule.set(rule.id, group.id);
    this.#replace(group, direction, [...this.rules(group, direction), ...added]);
  }

  /** Removes the rules with these ids; others stay. */
  removeRules(group: Group, direction: Direction, removed: readonly StoredRule[], at: Date): void {
    const ids = new Set(removed.map((rule) => rule.id));
    const gone = this.rules(group, direction).filter((rule) => ids.has(rule.id));
    for (const rule of gone) this.#forgetRule(rule.id);
    this.#replace(
      group,
      direction,
      this.rules(group, direction).filter((rule) => !ids.has(rule.id)),
    );
    group.revoked = [...group.revoked, ...gone.map((rule) => ({ rule, at }))].slice(-revokedKept);
  }

  /** Puts a rule in the place of the one that has its id. */
  replaceRule(group: Group, replacement: StoredRule): void {
    const { direction } = replacement;
    this.#replace(
      group,
      direction,
      this.rules(group, direction).map((rule) => (rule.id === replacement.id ? replacement : rule)),
    );
  }

  /** The group that holds a rule. */
  groupOfRule(ruleId: string): Group | undefined {
    const groupId = this.#groupOfRule.get(ruleId);
    return groupId === undefined ? undefined : this.groups.get(groupId);
  }

  removeGroup(group: Group): void {
    for (const rule of [...group.ingress, ...group.egress]) this.#forgetRule(rule.id);
    this.groups.delete(group.id);
    this.tags.delete(group.id);
  }

  defaultVpc(): Vpc | undefined {
    return [...this.vpcs.values()].find((vpc) => vpc.isDefault);
  }

  groupsOfVpc(vpcId: string): readonly Group[] {
    return [...this.groups.values()].filter((group) => group.vpcId === vpcId);
  }

  tagsOf(resourceId: string): Tags {
    return this.tags.get(resourceId) ?? new Map();
  }

  tag(resourceId: string, tags: Tags): void {
    if (tags.size === 0) return;
    this.tags.set(resourceId, new Map([...this.tagsOf(resourceId), ...tags]));
  }

  remember(call: PastCall): void {
    this.past.push(call);
    if (this.past.length > callsKept * 2) this.past.splice(0, callsKept);
  }

  #replace(group: Group, direction: Direction, rules: readonly StoredRule[]): void {
    if (direction === 'ingress') group.ingress = rules;
    else group.egress = rules;
  }

  #forgetRule(ruleId: string): void {
    this.#groupOfRule.delete(ruleId);
    this.tags.delete(ruleId);
  }
}
