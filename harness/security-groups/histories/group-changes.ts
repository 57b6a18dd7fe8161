/**
 * Histories of groups: rules are added, refer from one group to the other, are modified, described and revoked; groups are
 * deleted and created again under their name. One model says which groups and rules are there; a history becomes a case in
 * which both describing operations show them after every request. Pure.
 */
import type { Case, CodeSend, CodeStep } from '../../cases/case.ts';
import type { ExpectedContent, ExpectedResponse } from '../../cases/fixture.ts';
import { authorizeAction, revokeAction, updateDescriptionsAction } from '../groups.ts';
import type { Direction, VpcKind } from '../model/rule.ts';
import { modifiedTo, permissionOf, type Values } from './rule-series.ts';

/**
 * What a request does, and to what: to the `rule` of the group, for a range; to the `reference`, the rule of the other group that
 * refers to it; to the `group`, which is created again under its name; or to the `other` group. `delete-former`: by the id that
 * the group had before it was deleted.
 */
export const subjectOfChange = {
  ...({ 'authorize-own': 'rule', 'modify-own': 'rule' } as const),
  ...({
    'authorize-reference': 'reference',
    'modify-reference': 'reference',
    'describe-reference': 'reference',
  } as const),
  ...({ 'revoke-reference-by-values': 'reference', 'revoke-reference-by-id': 'reference' } as const),
  ...({ delete: 'group', 'delete-other': 'other', create: 'group', 'delete-former': 'group' } as const),
} as const;

/** One of those of {@link subjectOfChange}. */
export type GroupChangeKind = keyof typeof subjectOfChange;

/** One of the two groups: the one that is deleted and created again, or the one that refers to it. */
type Which = 'group' | 'other';

/** Placeholders of their names. */
const nameOf: Readonly<Record<Which, string>> = { group: '{new-name}', other: '{new-name:2}' };

/** A history as data. Changes that cannot be made are left out. */
export interface GroupHistory {
  readonly vpc: VpcKind;
  /** Of all rules. */
  readonly direction: Direction;
  readonly changes: readonly GroupChangeKind[];
  /** What no request is to decide: such changes are left out too. */
  readonly without: readonly GroupStepKind[];
}

/** What a step decides: whether a referred group stays, a group goes, comes again, its former id is nothing; or none of it. */
export type GroupStepKind = 'referred' | 'deleted' | 'recreated' | 'former' | 'rules';

/** A step of the case: what it decides, and the index of the change that it belongs to; -1 before the first. */
export interface GroupStep {
  readonly kind: GroupStepKind;
  readonly change: number;
}

/** A history as a case, and what each of its steps is. */
export interface GroupCase {
  readonly testCase: Omit<Case, 'id' | 'title' | 'requirements'>;
  readonly steps: readonly GroupStep[];
}

/** Codes of a deletion that a reference prevents. */
const inUse = ['DependencyViolation', 'InvalidGroup.InUse'];

/** Codes of an id that is that of no group. */
const notFound = ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'];

const ports = [
  { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' },
  { IpProtocol: 'tcp', FromPort: '8443', ToPort: '8443' },
] as const;

/** Of the rule of the group itself. */
const ownRange = '192.0.2.0/24';

interface GroupRule {
  readonly values: Values;
  readonly description: string;
  /** How often it was modified. */
  readonly turn: number;
  /** The name under which its id was kept. */
  readonly kept: string;
}

interface GroupState {
  /** The name under which its id was kept. */
  readonly kept: string;
  readonly rule: GroupRule | undefined;
}

/** The case of a history. `hasOutboundRule`: a new group has its rule for all outbound traffic. */
export function caseOfGroups(history: GroupHistory, hasOutboundRule: boolean): GroupCase {
  return new GroupModel(history, hasOutboundRule).asCase();
}

class GroupModel {
  readonly #history: GroupHistory;
  readonly #hasOutboundRule: boolean;
  /** Undefined: deleted. */
  #group: GroupState | undefined;
  #other: GroupState | undefined;
  /** Groups that are gone, the latest last. */
  readonly #gone: { readonly which: Which; readonly kept: string }[] = [];
  readonly #sent: CodeStep[] = [];
  readonly #steps: GroupStep[] = [];
  #made = 0;
  #change = -1;

  constructor(history: GroupHistory, hasOutboundRule: boolean) {
    this.#history = history;
    this.#hasOutboundRule = hasOutboundRule;
  }

  asCase(): GroupCase {
    const { vpc, direction, changes } = this.#history;
    this.#group = this.#created('group', 'rules');
    const subjects = new Set(changes.map((kind) => subjectOfChange[kind]));
    if (subjects.has('reference') || subjects.has('other')) this.#other = this.#created('other', 'rules');
    for (const [index, kind] of changes.entries()) {
      this.#change = index;
      const decided = this.#apply(kind);
      if (decided !== undefined) this.#describe(decided);
    }
    // What a case has created is deleted latest first: a group that came again, before the other that refers to it.
    if (this.#other?.rule !== undefined && this.#gone.length > 0) this.#apply('delete-other');
    const [first, ...then] = this.#sent as [CodeStep, ...CodeStep[]];
    const testCase = {
      vpc,
      needs: [
        ...[`${vpc}-vpc`, 'source-groups', 'rule-ids', 'rules-listed', 'descriptions'],
        ...(direction === 'egress' ? ['egress'] : []),
      ],
      given: {},
      ...first,
      ...(then.length === 0 ? {} : { then }),
    };
    return { testCase, steps: this.#steps };
  }

  /** What the request decides; undefined where there is nothing to change. */
  #apply(change: GroupChangeKind): GroupStepKind | undefined {
    const group = this.#group;
    const other = this.#other;
    switch (change) {
      case 'authorize-own':
        if (group === undefined || group.rule !== undefined) return undefined;
        this.#group = { ...group, rule: this.#authorized(group, { CidrIp: ownRange }) };
        return 'rules';
      case 'modify-own':
        if (group?.rule === undefined) return undefined;
        this.#group = { ...group, rule: this.#modified(group, group.rule) };
        return 'rules';
      case 'authorize-reference':
        if (group === undefined || other === undefined || other.rule !== undefined) return undefined;
        this.#other = { ...other, rule: this.#authorized(other, { GroupId: `{kept:${group.kept}}` }) };
        return 'rules';
      case 'modify-reference':
        if (other?.rule === undefined) return undefined;
        this.#other = { ...other, rule: this.#modified(other, other.rule) };
        return 'rules';
      case 'describe-reference':
        if (other?.rule === undefined) return undefined;
        this.#other = { ...other, rule: this.#described(other, other.rule) };
        return 'rules';
      case 'revoke-reference-by-values':
      case 'revoke-reference-by-id':
        if (other?.rule === undefined) return undefined;
        this.#revoke(other, other.rule, change === 'revoke-reference-by-id');
        this.#other = { ...other, rule: undefined };
        return 'rules';
      case 'delete':
        return this.#delete();
      case 'delete-other':
        if (other === undefined || this.#isLeftOut('deleted')) return undefined;
        this.#send('deleted', { params: { GroupId: `{kept:${other.kept}}` } }, done);
        this.#gone.push({ which: 'other', kept: other.kept });
        this.#other = undefined;
        return 'deleted';
      case 'create':
        if (group !== undefined || this.#isLeftOut('recreated')) return undefined;
        this.#group = this.#created('group', 'recreated');
        return 'recreated';
      case 'delete-former':
        return this.#deleteFormer();
    }
  }

  #delete(): GroupStepKind | undefined {
    if (this.#group === undefined) return undefined;
    const { kept } = this.#group;
    const send = { params: { GroupId: `{kept:${kept}}` } };
    // All references are to the group of now: before it goes, they have gone.
    const isReferred = this.#other?.rule !== undefined;
    if (this.#isLeftOut(isReferred ? 'referred' : 'deleted')) return undefined;
    if (isReferred) {
      this.#send('referred', send, { answer: 'refused', status: ['400'], code: inUse, after: [] });
      return 'referred';
    }
    this.#send('deleted', send, done);
    this.#gone.push({ which: 'group', kept });
    this.#group = undefined;
    return 'deleted';
  }

  #isLeftOut(kind: GroupStepKind): boolean {
    return this.#history.without.includes(kind);
  }

  #deleteFormer(): GroupStepKind | undefined {
    const former = this.#gone.findLast(({ which }) => which === 'group');
    if (former === undefined || this.#isLeftOut('former')) return undefined;
    const refused = { answer: 'refused', status: ['400'], code: notFound, after: [] };
    this.#send('former', { params: { GroupId: `{kept:${former.kept}}` } }, refused);
    return 'former';
  }

  /** A group that comes again has an id that none had. */
  #created(which: Which, kind: GroupStepKind): GroupState {
    const kept = this.#nextName(which);
    const params = { GroupName: nameOf[which], GroupDescription: 'ec2-conformance case', VpcId: '{vpc}' };
    const excludes = this.#gone.map((gone) => `{kept:${gone.kept}}`);
    const expect = { ...done, content: { groupId: { excludes, count: 1 } } };
    this.#send(kind, { action: 'CreateSecurityGroup', params }, expect, { [kept]: 'groupId' });
    return { kept, rule: undefined };
  }

  #authorized(group: GroupState, source: Pick<Values, 'CidrIp' | 'GroupId'>): GroupRule {
    const kept = this.#nextName('rule');
    const rule = { values: { ...ports[0], ...source }, description: `text-${kept}`, turn: 0, kept };
    const params = permissionOf({ ...rule.values, Description: rule.description });
    const send = this.#ofGroup(authorizeAction(this.#history.direction), group, params);
    this.#send('rules', send, done, { [kept]: 'securityGroupRuleSet/item/securityGroupRuleId' });
    return rule;
  }

  #modified(group: GroupState, { values, description, turn, kept }: GroupRule): GroupRule {
    const next = { ...values, ...(ports[(turn + 1) % ports.length] ?? ports[0]) };
    this.#send(
      'rules',
      this.#ofGroup('ModifySecurityGroupRules', group, {
        'SecurityGroupRule.1.SecurityGroupRuleId': `{kept:${kept}}`,
        ...modifiedTo({ ...next, Description: description }),
      }),
      done,
    );
    return { values: next, description, turn: turn + 1, kept };
  }

  #described(group: GroupState, rule: GroupRule): GroupRule {
    const description = `text-${this.#nextName('text')}`;
    const action = updateDescriptionsAction(this.#history.direction);
    const params = permissionOf({ ...rule.values, Description: description });
    this.#send('rules', this.#ofGroup(action, group, params), done);
    return { ...rule, description };
  }

  #revoke(group: GroupState, { values, kept }: GroupRule, isById: boolean): void {
    const named = isById ? { 'SecurityGroupRuleId.1': `{kept:${kept}}` } : permissionOf(values);
    this.#send('rules', this.#ofGroup(revokeAction(this.#history.direction), group, named), done);
  }

  #ofGroup(action: string, { kept }: GroupState, params: Readonly<Record<string, string>>): CodeSend {
    return { action, params: { GroupId: `{kept:${kept}}`, ...params } };
  }

  /** All groups that there were, and the rules of those that there are. */
  #describe(kind: GroupStepKind): void {
    const there = [this.#group, this.#other].filter((one) => one !== undefined);
    const asked = [...there, ...this.#gone].map(({ kept }) => kept);
    this.#send(kind, { action: 'DescribeSecurityGroups', params: byIds(asked) }, shown(this.#ofGroups(there, kind)));
    if (there.length === 0) return;
    const params = byIds(there.map(({ kept }) => kept));
    this.#send(kind, { action: 'DescribeSecurityGroupRules', params }, shown(this.#ofRules(there, kind)));
  }

  #ofGroups(there: readonly GroupState[], kind: GroupStepKind): Readonly<Record<string, ExpectedContent>> {
    const { direction } = this.#history;
    const at = `securityGroupInfo/item/${direction === 'ingress' ? 'ipPermissions' : 'ipPermissionsEgress'}/item`;
    const rules = there.flatMap(({ rule }) => rule ?? []);
    return {
      'securityGroupInfo/item/groupId': there.map(({ kept }) => `{kept:${kept}}`),
      [`${at}/ipRanges/item/cidrIp`]: this.#ranges(there, kind, direction === 'egress'),
      [`${at}/groups/item/groupId`]: rules.flatMap(({ values }) => values.GroupId ?? []),
      [`${at}/groups/item/description`]: rules.flatMap(({ values, description }) =>
        values.GroupId === undefined ? [] : description,
      ),
    };
  }

  #ofRules(there: readonly GroupState[], kind: GroupStepKind): Readonly<Record<string, ExpectedContent>> {
    const rules = there.flatMap(({ rule }) => rule ?? []);
    return {
      'securityGroupRuleSet/item/cidrIpv4': this.#ranges(there, kind, true),
      'securityGroupRuleSet/item/referencedGroupInfo/groupId': rules.flatMap(({ values }) => values.GroupId ?? []),
      'securityGroupRuleSet/item/description': rules.map(({ description }) => description),
    };
  }

  /** With which rules a group begins is for its creation to show. `isOutward`: those are among the rules. */
  #ranges(there: readonly GroupState[], kind: GroupStepKind, isOutward: boolean): ExpectedContent {
    const includes = there.flatMap(({ rule }) => rule?.values.CidrIp ?? []);
    if (kind !== 'recreated') return { includes, excludes: includes.length === 0 ? [ownRange] : [] };
    return [...includes, ...(isOutward && this.#hasOutboundRule ? there.map(() => '0.0.0.0/0') : [])];
  }

  /** What only changes rules prepares what is decided: whether other operations do what they say is for their own suites. */
  #send(
    kind: GroupStepKind,
    send: CodeSend,
    response: ExpectedResponse,
    keep?: Readonly<Record<string, string>>,
  ): void {
    this.#sent.push({
      send,
      expect: [response],
      ...(keep === undefined ? {} : { keep }),
      ...(kind === 'rules' ? { prepares: true as const } : {}),
    });
    this.#steps.push({ kind, change: this.#change });
  }

  /** Unique: `group-1`. */
  #nextName(what: string): string {
    this.#made += 1;
    return `${what}-${this.#made}`;
  }
}

const done: ExpectedResponse = { answer: 'carried-out', status: ['200'], after: [] };

function shown(content: Readonly<Record<string, ExpectedContent>>): ExpectedResponse {
  return { answer: 'described', status: ['200'], content, after: [] };
}

function byIds(kept: readonly string[]): Readonly<Record<string, string>> {
  const values = kept.map((name, index) => [`Filter.1.Value.${index + 1}`, `{kept:${name}}`] as const);
  return { 'Filter.1.Name': 'group-id', ...Object.fromEntries(values) };
}
