/** How groups are made and removed, and how the actions that describe them and others select and page. */

import type { Group, Store, StoredRule, Vpc } from '../store.ts';

/** What is asked of a new group. */
export interface AskedGroup {
  readonly vpc: Vpc;
  readonly name: string;
  readonly description: string;
}

/** What is needed to make a group; also the server does, for the `default` group of a VPC. */
export interface GroupMaker<Behaviour> {
  readonly behaviour: Behaviour;
  readonly store: Store;
  readonly at: Date;
}

/** What makes and removes groups: one function for each rule of the documentation. */
export interface Grouping<Call, Behaviour> {
  /** Whether a group of the VPC prevents one with this name: names differ by more than case. */
  readonly isTaken: (name: string, neighbour: Group, call: Call) => boolean;
  /** The VPC of a new group. Refuses one that is not there. */
  readonly vpc: (call: Call) => Vpc;
  /** A group as it comes to be. */
  readonly made: (asked: AskedGroup, maker: GroupMaker<Behaviour>) => Group;
  /** The rules that it comes with: all traffic out. */
  readonly firstRules: (group: Group, maker: GroupMaker<Behaviour>) => readonly StoredRule[];
  /** Whether it is the one that every VPC comes with. */
  readonly isDefault: (group: Group, call: Call) => boolean;
  /** Whether a rule of another group prevents its deletion. */
  readonly isReferred: (group: Group, call: Call) => boolean;
  readonly remove: (group: Group, call: Call) => void;
}

/** The values that a thing has under each filter's name. */
export type Filters<Thing, Call> = Readonly<Record<string, (thing: Thing, call: Call) => readonly string[]>>;

/** One filter of a request. */
export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** How filters and pages are read: one function for each rule of the documentation. */
export interface Selecting<Call> {
  /** The filters of a request, in its order. */
  readonly filters: (call: Call) => readonly Filter[];
  /** The values that a resource has under `tag:KEY`. */
  readonly tag: (id: string, key: string, call: Call) => readonly string[];
  /** Those that it has under `tag-key`. */
  readonly tagKeys: (id: string, call: Call) => readonly string[];
  /** A filter that the action does not have: throws. */
  readonly unknownFilter: (filter: Filter, call: Call) => void;
  /** Whether a value is one that the filter wants, in which `*` and `?` are wildcards and `\` takes that from them. */
  readonly isWanted: (wanted: string, value: string, call: Call) => boolean;
  /** Whether a thing with these values passes a filter: any of them is wanted. */
  readonly passes: (values: readonly string[], filter: Filter, call: Call) => boolean;
  /** Whether it passes several: every one. */
  readonly passesAll: (passed: readonly boolean[], call: Call) => boolean;
  /** Fewest and most items of a page (API reference). */
  readonly pageSize: { readonly least: number; readonly most: number };
  /** Refuses a NextToken by itself, where the action does. */
  readonly checkToken: (call: Call) => void;
  /** The position that a token stands for; undefined for one that was never given. */
  readonly positionOf: (token: string, call: Call) => number | undefined;
  readonly tokenFor: (position: number, call: Call) => string | undefined;
  /** One page of all things, with the position of the next where there is one. */
  readonly page: (
    count: number,
    start: number,
    size: number | undefined,
    call: Call,
  ) => { readonly from: number; readonly to: number; readonly next: number | undefined };
}

/** The filters of groups and of rules, by their names. */
export interface GroupFilters<Call> {
  readonly groups: Filters<Group, Call>;
  readonly rules: Filters<StoredRule, Call>;
}
