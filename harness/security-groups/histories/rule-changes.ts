/**
 * Histories of the operations on rules: authorise, modify, describe, revoke by values and by id, mixed, on a few rules of
 * one group. One model says after each request which rules are there, under which values, description, tags and id; a
 * history becomes a case whose every step both describing operations judge. Pure.
 */
import type { Case, CodeSend, CodeStep } from '../../cases/case.ts';
import type { ExpectedContent, ExpectedResponse } from '../../cases/fixture.ts';
import type { FixtureRule } from '../../cases/given.ts';
import { authorizeAction, revokeAction, updateDescriptionsAction } from '../groups.ts';
import type { Direction, VpcKind } from '../model/rule.ts';
import {
  describedPorts,
  describedSources,
  describedTexts,
  modifiedTo,
  needsOfSeries,
  permissionOf,
  textNumber,
  throughPorts,
  type ValueSeries,
  type Values,
  valuesOfSeries,
} from './rule-series.ts';

/** The rules of a history by what they are to it: each has values of its own, which no other rule ever has. */
export const ruleLabels = ['a', 'b', 'c'] as const;

/** One of {@link ruleLabels}. */
export type RuleLabel = (typeof ruleLabels)[number];

/** What a request does to a rule. `authorize`: again, with another description, or bare, with none. `former`: values, or an id, that name no rule any more. */
export const changeKinds = [
  'modify',
  'describe-by-values',
  'describe-by-id',
  'revoke-by-values',
  'revoke-by-id',
  'authorize',
  'authorize-bare',
  'revoke-former-values',
  'revoke-former-id',
] as const;

/** One of {@link changeKinds}. */
export type ChangeKind = (typeof changeKinds)[number];

/** One request of a history, and the rule that it is about. */
export interface RuleChange {
  readonly kind: ChangeKind;
  readonly subject: RuleLabel;
}

/** A history as data: which rules there are at first, and what is done. Changes that cannot be made are left out. */
export interface ChangeHistory {
  readonly vpc: VpcKind;
  readonly direction: Direction;
  readonly subjects: readonly RuleLabel[];
  /** Whether each of them has a tag at first. */
  readonly tagged: boolean;
  /** What the rule `a` goes through when it is modified. */
  readonly series: ValueSeries;
  /** How far each rule has come in its series at first: the index of its values. */
  readonly turn: number;
  readonly changes: readonly RuleChange[];
}

/** What a step of the case is: a change, or a description of all rules or of one. */
export type StepKind = ChangeKind | 'described';

/** A step of the case: what it is, and the index of the change that it belongs to; the last one's where all is described. */
export interface ChangeStep {
  readonly kind: StepKind;
  readonly change: number;
}

/** A history as a case, and what each of its steps is. */
export interface ChangeCase {
  readonly testCase: Omit<Case, 'id' | 'title' | 'requirements'>;
  readonly steps: readonly ChangeStep[];
}

const throughPortsOf: Readonly<Record<RuleLabel, readonly Values[]>> = {
  a: throughPorts('192.0.2.0/24', '192.0.2.0/25'),
  b: throughPorts('198.51.100.0/24', '198.51.100.0/25'),
  c: throughPorts('203.0.113.0/24', '203.0.113.0/25'),
};

/** Of the tag that a rule may be set up with: what set-up gives a tagged rule. */
const tagValue = 'conformance';

interface State {
  readonly values: Values;
  readonly description: string | undefined;
  readonly stands: boolean;
  readonly isTagged: boolean;
  /** Name of the rule in the case: each pair of values and description has one. */
  readonly name: string;
  /** How often it was modified. */
  readonly turn: number;
  readonly former: readonly Values[];
  /** Names under which a rule was there that is gone, the latest last. */
  readonly gone: readonly string[];
}

/** The case of a history. `hasOutboundRule`: a new group has its rule for all outbound traffic. */
export function caseOfChanges(history: ChangeHistory, hasOutboundRule: boolean): ChangeCase {
  return new ChangeModel(history, hasOutboundRule).asCase();
}

class ChangeModel {
  readonly #history: ChangeHistory;
  readonly #hasOutboundRule: boolean;
  readonly #states = new Map<RuleLabel, State>();
  readonly #given: Record<string, FixtureRule> = {};
  readonly #later: Record<string, FixtureRule> = {};
  readonly #names = new Map<string, string>();
  readonly #sent: CodeStep[] = [];
  readonly #steps: ChangeStep[] = [];
  #change = -1;
  #texts = 0;

  constructor(history: ChangeHistory, hasOutboundRule: boolean) {
    this.#history = history;
    this.#hasOutboundRule = hasOutboundRule;
  }

  asCase(): ChangeCase {
    const { direction, vpc, subjects: named, tagged, series, changes } = this.#history;
    for (const [index, subject] of named.entries()) this.#open(subject, index === 1 ? undefined : this.#nextText());
    for (const [index, change] of changes.entries()) {
      this.#change = index;
      this.#apply(change);
    }
    this.#describeAll();
    const last = this.#history.changes.at(-1)?.subject;
    if (last !== undefined) this.#describeOne(last);
    const [{ send, expect }, ...then] = this.#sent as [CodeStep, ...CodeStep[]];
    const testCase = {
      vpc,
      needs: [
        ...[`${vpc}-vpc`, 'rule-ids', 'rules-listed', ...(direction === 'egress' ? ['egress'] : [])],
        ...needsOfSeries[series],
      ],
      given: {
        ...(tagged ? { setUp: Object.fromEntries(named.map((name) => [name, 'tagged' as const])) } : {}),
        main: { [direction]: this.#given },
      },
      ...(Object.keys(this.#later).length === 0 ? {} : { later: { main: { [direction]: this.#later } } }),
      send,
      expect,
      ...(then.length === 0 ? {} : { then }),
    };
    return { testCase, steps: this.#steps };
  }

  #open(subject: RuleLabel, description: string | undefined): void {
    const { turn, tagged: isTagged } = this.#history;
    const all = this.#valuesOf(subject);
    const values = all[turn % all.length];
    if (values === undefined) return;
    const rule = described(values, description);
    this.#given[subject] = rule;
    this.#names.set(JSON.stringify(rule), subject);
    this.#states.set(subject, {
      ...{ values, description, isTagged, name: subject },
      ...{ stands: true, turn, former: [], gone: [] },
    });
  }

  #apply({ kind, subject }: RuleChange): void {
    const state = this.#states.get(subject);
    if (state === undefined) return;
    const before = this.#sameNames();
    const next = this.#next(kind, state, subject);
    if (next === undefined) return;
    const send = this.#sendOf(kind, state, next);
    this.#states.set(subject, next);
    this.#step(kind, send, this.#answers(kind, before));
  }

  /** The rule after a change; the same where the change names nothing; undefined where there is nothing to change. */
  #next(kind: ChangeKind, state: State, subject: RuleLabel): State | undefined {
    const { stands, former, gone, turn, values } = state;
    switch (kind) {
      case 'modify': {
        if (!stands) return undefined;
        const all = this.#valuesOf(subject);
        const changed = all[(turn + 1) % all.length] ?? values;
        return this.#named({ ...state, values: changed, turn: turn + 1, former: [...former, values] });
      }
      case 'describe-by-values':
      case 'describe-by-id':
        return stands ? this.#named({ ...state, description: this.#nextText() }) : undefined;
      case 'revoke-by-values':
      case 'revoke-by-id':
        return stands ? { ...state, stands: false, isTagged: false, gone: [...gone, state.name] } : undefined;
      case 'authorize':
        return stands ? undefined : this.#named({ ...state, stands: true, description: this.#nextText() });
      case 'authorize-bare':
        return stands ? undefined : this.#named({ ...state, stands: true, description: undefined });
      case 'revoke-former-values':
        return formerValues(state) === undefined ? undefined : state;
      case 'revoke-former-id':
        return goneName(state) === undefined ? undefined : state;
    }
  }

  #valuesOf(subject: RuleLabel): readonly Values[] {
    const { series } = this.#history;
    return subject === 'a' && series !== 'ports' ? valuesOfSeries(series) : throughPortsOf[subject];
  }

  /** With the name that these values and this description have. */
  #named(state: State): State {
    const rule = described(state.values, state.description);
    const key = JSON.stringify(rule);
    const name = this.#names.get(key) ?? `${state.name.split('-')[0]}-${this.#names.size}`;
    if (!this.#names.has(key)) {
      this.#names.set(key, name);
      this.#later[name] = rule;
    }
    return { ...state, name };
  }

  #sendOf(kind: ChangeKind, state: State, next: State): CodeSend {
    const { direction } = this.#history;
    const send = (action: string, params: Readonly<Record<string, string>>): CodeSend => ({
      action,
      params: { GroupId: '{main}', ...params },
    });
    const revoke = revokeAction(direction);
    const describe = updateDescriptionsAction(direction);
    switch (kind) {
      case 'modify':
        return send('ModifySecurityGroupRules', {
          'SecurityGroupRule.1.SecurityGroupRuleId': `{rule:${state.name}}`,
          ...modifiedTo(described(next.values, next.description)),
        });
      case 'describe-by-values':
        return send(describe, permissionOf(described(state.values, next.description)));
      case 'describe-by-id':
        return send(describe, {
          'SecurityGroupRuleDescription.1.SecurityGroupRuleId': `{rule:${state.name}}`,
          'SecurityGroupRuleDescription.1.Description': next.description ?? '',
        });
      case 'revoke-by-values':
        return send(revoke, permissionOf(state.values));
      case 'revoke-by-id':
        return send(revoke, { 'SecurityGroupRuleId.1': `{rule:${state.name}}` });
      case 'authorize':
      case 'authorize-bare':
        return send(authorizeAction(direction), permissionOf(described(next.values, next.description)));
      case 'revoke-former-values':
        return send(revoke, permissionOf(formerValues(state) ?? state.values));
      case 'revoke-former-id':
        return send(revoke, { 'SecurityGroupRuleId.1': `{rule:${goneName(state) ?? state.name}}` });
    }
  }

  #answers(kind: ChangeKind, before: ReadonlyMap<RuleLabel, string>): readonly ExpectedResponse[] {
    const after = this.#standing();
    const sameId = Object.fromEntries(
      [...this.#sameNames()].flatMap(([subject, name]) => {
        const former = before.get(subject);
        return former === undefined ? [] : [[name, former]];
      }),
    );
    if (kind !== 'revoke-former-values' && kind !== 'revoke-former-id') {
      return [{ answer: 'carried-out', status: ['200'], after, sameId }];
    }
    // Which code it has is for the fixtures to judge; here a refusal is a refusal.
    const refused: ExpectedResponse = { answer: 'refused', status: ['4xx'], code: ['*'], after, sameId };
    const silent: ExpectedResponse = { answer: 'silent', status: ['200'], after, sameId };
    return this.#history.vpc === 'default' && kind === 'revoke-former-values' ? [refused, silent] : [refused];
  }

  /** All rules of the group as DescribeSecurityGroupRules lists them, in any order. */
  #describeAll(): void {
    const standing = [...this.#states.values()].filter(({ stands }) => stands);
    const outbound = this.#hasOutboundRule ? [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] : [];
    const content = {
      ...describedSources([...standing.map(({ values }) => values), ...outbound]),
      ...this.#rangesOfIpv6(standing.flatMap(({ values }) => values.CidrIpv6 ?? [])),
      ...describedTexts(standing, this.#texts),
      'securityGroupRuleSet/item/tagSet/item/value': standing.flatMap(({ isTagged }) => (isTagged ? [tagValue] : [])),
    };
    const params = { 'Filter.1.Name': 'group-id', 'Filter.1.Value.1': '{main}' };
    this.#step('described', { action: 'DescribeSecurityGroupRules', params }, [
      { answer: 'listed', status: ['200'], after: this.#standing(), content },
    ]);
  }

  /** A VPC with IPv6 may give each group an outbound rule for it: others may be there, but none that the rule `a` has no more. */
  #rangesOfIpv6(includes: readonly string[]): Readonly<Record<string, ExpectedContent>> {
    const { series } = this.#history;
    const known = series === 'ipv6' ? valuesOfSeries(series).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []) : [];
    const excludes = [...new Set(known)].filter((range) => !includes.includes(range));
    return { 'securityGroupRuleSet/item/cidrIpv6': { includes, excludes } };
  }

  /** The rule that was changed last, by its id. */
  #describeOne(subject: RuleLabel): void {
    const state = this.#states.get(subject);
    if (state?.stands !== true) return;
    const { name, values } = state;
    const content = {
      'securityGroupRuleSet/item/ipProtocol': values.IpProtocol,
      ...describedPorts(values),
      ...describedSources([values]),
      ...describedTexts([state], this.#texts),
    };
    const params = { 'SecurityGroupRuleId.1': `{rule:${name}}` };
    this.#step('described', { action: 'DescribeSecurityGroupRules', params }, [
      { answer: 'listed', status: ['200'], after: this.#standing(), content },
    ]);
  }

  #step(kind: StepKind, send: CodeSend, expect: readonly ExpectedResponse[]): void {
    this.#sent.push({ send, expect });
    this.#steps.push({ kind, change: this.#change });
  }

  #standing(): readonly string[] {
    return [...this.#sameNames().values()];
  }

  /** Names of the rules that are there. */
  #sameNames(): ReadonlyMap<RuleLabel, string> {
    return new Map([...this.#states].flatMap(([subject, { stands, name }]) => (stands ? [[subject, name]] : [])));
  }

  #nextText(): string {
    this.#texts += 1;
    return textNumber(this.#texts);
  }
}

/** Values that the rule had and has no more, the latest. */
function formerValues({ former, values, stands }: State): Values | undefined {
  return stands ? former.findLast((one) => JSON.stringify(one) !== JSON.stringify(values)) : undefined;
}

/** The latest name of a rule that is gone, unless a rule is there under it again. */
function goneName({ gone, name, stands }: State): string | undefined {
  return gone.findLast((one) => !(stands && one === name));
}

function described(values: Values, Description: string | undefined): FixtureRule {
  return Description === undefined ? values : { ...values, Description };
}
