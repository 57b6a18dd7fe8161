/**
 * What a schema cannot say of fixture cases: that what they name exists, that refusals have a control, that a case asks
 * for the capabilities it uses. Pure; one sentence per mistake, so that whoever wrote the case can fix it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../cases/case.ts';
import { stepsOf } from '../cases/case-text.ts';
import type { ExpectedResponse, FixtureCase } from '../cases/fixture.ts';
import { addressProblems } from '../cases/fixture-addresses.ts';
import type { FixtureRule, Given, NamedRules } from '../cases/given.ts';
import type { Level } from '../register/requirement.ts';
import { needsGroups } from './cases/case-needs.ts';
import { givenRules, isPlaced, laterRules, namedRulesOf } from './cases/case-rules.ts';
import { judgesIds, rulesNamedIn } from './cases/named-rules.ts';
import type { Direction } from './model/rule.ts';

/** What cases may name. */
export interface Known {
  readonly level: (requirement: string) => Level | undefined;
  readonly capabilities: readonly string[];
  /** Of the rules that the operation under test is about; undefined: of both, or of none. */
  readonly direction: Direction | undefined;
  /** The operation under test, which a request calls if it names no other. */
  readonly action: string;
}

/**
 * All mistakes in the cases of a topic's folder. `all` are the cases of every topic, among them those in code: ids are
 * unique over these, and a control may be any of them.
 */
export function lintCases(
  topic: string,
  cases: readonly FixtureCase[],
  all: readonly Case[],
  known: Known,
): readonly string[] {
  return cases.flatMap((each) =>
    [
      ...identityProblems(topic, each, all),
      ...knownProblems(each, known),
      ...levelProblems(each, known),
      ...ruleNameProblems(each, known),
      ...statelessProblems(each),
      ...keptProblems(each),
      ...deletionProblems(each, known),
      ...judgesProblems(each),
      ...setUpProblems(each.given),
      ...placeholderProblems(each),
      ...groupProblems(each, known),
      ...needProblems(each, known),
      ...controlProblems(each, all),
      ...addressProblems(each),
    ].map((problem) => `${each.id}: ${problem}`),
  );
}

function identityProblems(topic: string, testCase: FixtureCase, all: readonly Case[]): readonly string[] {
  const twins = all.filter(({ id }) => id === testCase.id).length;
  return [
    ...(testCase.id.startsWith(`${topic}/`) ? [] : [`is not of the topic ${topic}, whose folder it lies in`]),
    ...(twins > 1 ? ['has an id that another case has too'] : []),
  ];
}

function knownProblems(testCase: FixtureCase, known: Known): readonly string[] {
  const needs = testCase.needs ?? [];
  return [
    ...testCase.requirements.filter((id) => known.level(id) === undefined).map((id) => `names no requirement by ${id}`),
    ...needs.filter((need) => !known.capabilities.includes(need)).map((need) => `needs the unknown ${need}`),
  ];
}

/** Open questions are asked without an expectation; whatever else is tested has one at every step. */
function levelProblems(testCase: FixtureCase, known: Known): readonly string[] {
  const open = testCase.requirements.filter((id) => known.level(id) === 'OBSERVE').length;
  const asks = stepsOf(testCase).some(({ expect }) => expect.length === 0);
  if (open > 0 && open < testCase.requirements.length) return ['mixes open questions with requirements that can fail'];
  if (open === 0 && asks) return ['expects nothing at some step, but covers a requirement that can fail'];
  return open > 0 && !asks ? ['serves an open question, but leaves no step open'] : [];
}

function ruleNameProblems(testCase: FixtureCase, { direction }: Known): readonly string[] {
  const { given, later = {} } = testCase;
  const names = allRules(testCase).map(([name]) => name);
  const used = stepsOf(testCase).flatMap(({ expect }) =>
    expect.flatMap(({ after, revoked = [], sameId = {} }) => [...after, ...revoked, ...Object.entries(sameId).flat()]),
  );
  const unplaced = direction === undefined && Object.keys(later).length > 0 && !isPlaced(later);
  const identical = givenRules({ given, later }, new Map(), direction).map(({ key, exists, hasAnyDescription }) =>
    exists ? '' : `${key}${hasAnyDescription}`,
  );
  return [
    ...used.filter((name) => !names.includes(name)).map((name) => `expects a rule ${name} that is not given`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `gives two rules called ${name}`),
    ...(unplaced ? ['does not say of which group and direction its later rules are'] : []),
    ...identical
      .filter((key, index) => key !== '' && identical.indexOf(key) !== index)
      .map((key) => `has two names for the later rule ${key}`),
    ...stepsOf(testCase).flatMap(({ expect }) =>
      expect.flatMap(({ after, sameId = {} }) =>
        Object.keys(sameId)
          .filter((name) => !after.includes(name))
          .map((name) => `expects the id of the rule ${name}, which is not there afterwards`),
      ),
    ),
  ];
}

/** Every rule that the case names, whether it is given or comes later. */
function allRules({ given, later = {} }: FixtureCase): readonly (readonly [name: string, rule: FixtureRule])[] {
  return [...namedRulesOf(given), ...namedRulesOf(laterRules(later))];
}

/** A case without groups has no rules. */
function statelessProblems(testCase: FixtureCase): readonly string[] {
  if (needsGroups(testCase)) return [];
  const hasRules = allRules(testCase).length > 0;
  return hasRules ? ['has later rules and no group: it names neither {main} nor {peer}'] : [];
}

/** What is kept is used, and what is used was kept before. */
function keptProblems(testCase: FixtureCase): readonly string[] {
  const kept: string[] = [];
  const used = new Set<string>();
  const problems: string[] = [];
  for (const { keep = {}, ...step } of stepsOf(testCase)) {
    const { send, beside, expect } = step;
    for (const [, name = ''] of JSON.stringify([send, beside, expect]).matchAll(/\{kept:([^}]+)\}/g)) {
      used.add(name);
      if (!kept.includes(name)) problems.push(`uses {kept:${name}}, which no earlier step keeps`);
    }
    kept.push(...Object.keys(keep));
  }
  return [...problems, ...kept.filter((name) => !used.has(name)).map((name) => `keeps ${name} and does not use it`)];
}

/** The groups of the run stay: a case that deletes a group creates it. */
function deletionProblems(testCase: FixtureCase, { action: usual }: Known): readonly string[] {
  const deletes = stepsOf(testCase).some(
    ({ send: { action = usual, params = {} }, expect }) =>
      action === 'DeleteSecurityGroup' &&
      expect.some(({ code }) => code === undefined) &&
      Object.values(params).some((value) => /^\{(main|peer)/.test(value)),
  );
  return deletes ? ['deletes a group that it has not created'] : [];
}

/** A rule that decides a requirement is given, and the case is about that requirement. */
function judgesProblems({ judges = {}, given, requirements, expect, then }: FixtureCase): readonly string[] {
  const names = namedRulesOf(given).map(([name]) => name);
  const ofRules = Object.values(judges);
  const isAllOfRules = ofRules.length > 0 && requirements.every((id) => ofRules.includes(id));
  return [
    ...Object.keys(judges)
      .filter((name) => !names.includes(name))
      .map((name) => `judges by a rule ${name} that is not given`),
    ...ofRules.filter((id) => !requirements.includes(id)).map((id) => `judges ${id}, which it is not about`),
    ...Object.keys(judges)
      .filter((name) => names.includes(name) && expect.some(({ after }) => !after.includes(name)))
      .map((name) => `judges by the rule ${name}, which need not stay`),
    ...(isAllOfRules ? ['has no requirement for a response that is not expected'] : []),
    ...(ofRules.length > 0 && then !== undefined ? ['judges by rules, but has several steps'] : []),
  ];
}

/** What is set up in a way of its own is given; what is modified says what it was, and nothing else does. */
function setUpProblems(given: Given): readonly string[] {
  const names = namedRulesOf(given).map(([name]) => name);
  const setUp = Object.entries(given.setUp ?? {});
  const modified = setUp.filter(([, way]) => way === 'modified').map(([name]) => name);
  const former = Object.keys(given.former ?? {});
  return [
    ...setUp.filter(([name]) => !names.includes(name)).map(([name]) => `sets up a rule ${name} that is not given`),
    ...modified.filter((name) => !former.includes(name)).map((name) => `does not say what the rule ${name} was`),
    ...former.filter((name) => !modified.includes(name)).map((name) => `says what ${name} was, which is not modified`),
  ];
}

const PLACEHOLDERS = [
  ...['main', 'main.name', 'peer', 'peer.name', 'vpc', 'region', 'owner', 'other-account', 'prefix-list'],
  ...['other-prefix-list'],
  ...['absent-group', 'absent-rule', 'absent-prefix-list', 'new-name', 'action'],
];

/** Judged by {@link keptProblems}, and numbered names. */
const NUMBERED = /^(kept:.+|new-name(:[a-z0-9-]+)?(\.[0-9]{1,3})?)$/;

function placeholderProblems(testCase: FixtureCase): readonly string[] {
  const { title: _title, note: _note, ...data } = testCase;
  const rules = allRules(testCase).map(([name]) => `rule:${name}`);
  const used = [...JSON.stringify(data).matchAll(/\{([a-z][a-z0-9.:_-]*)\}/gi)].map(([, name]) => name ?? '');
  return used
    .filter((name) => !PLACEHOLDERS.includes(name) && !NUMBERED.test(name) && !rules.includes(name))
    .map((name) => `has the unknown placeholder {${name}}`);
}

/** Groups must be deletable in one pass, main before peer. */
function groupProblems({ given, later = {} }: FixtureCase, { direction }: Known): readonly string[] {
  const sources = (rules: NamedRules = {}) => Object.values(rules).flatMap(({ GroupId }) => GroupId ?? []);
  const both = [given, laterRules(later, direction)];
  const main = both.flatMap(({ main: group }) => [...sources(group?.ingress), ...sources(group?.egress)]);
  const peer = both.flatMap(({ peer: group }) => [...sources(group?.ingress), ...sources(group?.egress)]);
  return [
    ...(peer.some((id) => id !== '{peer}') ? ['gives the peer a rule that refers to another group'] : []),
    ...(main.some((id) => id !== '{main}' && id !== '{peer}')
      ? ['gives main a rule whose source is no group of it']
      : []),
  ];
}

/** A target without the rules of the operation's own direction cannot be tested; it may lack the others. */
function needProblems(testCase: FixtureCase, { direction }: Known): readonly string[] {
  const rules = namedRulesOf(testCase.given).map(([, rule]) => rule);
  const sent = JSON.stringify(stepsOf(testCase).map(({ send }) => send));
  const namesIds = stepsOf(testCase).some((step) => rulesNamedIn(step).size > 0 || judgesIds(step));
  const used = [
    ...(testCase.vpc === undefined ? [] : [`${testCase.vpc}-vpc`]),
    ...(namesIds || testCase.given.former !== undefined ? ['rule-ids'] : []),
    ...(rules.some(({ CidrIpv6 }) => CidrIpv6 !== undefined) ? ['ipv6'] : []),
    ...(rules.some(({ PrefixListId }) => PrefixListId !== undefined) ? ['prefix-lists'] : []),
    // One that is given needs rules of it to be kept; one that a request names has to be there.
    ...(sent.includes('{prefix-list}') && !testCase.needs?.includes('prefix-lists') ? ['managed-prefix-lists'] : []),
    ...(JSON.stringify(testCase).includes('{other-prefix-list}') ? ['two-prefix-lists'] : []),
    ...(direction !== 'egress' && givesOutbound(testCase) ? ['egress'] : []),
    ...(sent.includes('"as":"denied"') ? ['denied-identity'] : []),
    ...(sent.includes('"as":"session"') ? ['session-identity'] : []),
  ];
  return used.filter((need) => !testCase.needs?.includes(need)).map((need) => `uses ${need} without needing it`);
}

function givesOutbound({ given: { main, peer } }: FixtureCase): boolean {
  return main?.egress !== undefined || peer?.egress !== undefined;
}

function controlProblems(testCase: FixtureCase, all: readonly Case[]): readonly string[] {
  if (testCase.control === undefined) {
    return passesByDoingNothing(testCase) ? ['passes when nothing is removed, without a control that proves it'] : [];
  }
  const control = all.find(({ id }) => id === testCase.control);
  if (control === undefined) return [`has the unknown control ${testCase.control}`];

  const succeeds = control.expect.length > 0 && control.expect.every(({ status }) => status.every((s) => s[0] === '2'));
  const missing = (control.needs ?? []).filter((need) => !testCase.needs?.includes(need));
  return [
    ...(succeeds ? [] : [`has a control, ${control.id}, that need not succeed`]),
    ...missing.map((need) => `has a control that needs ${need}, which it does not need itself`),
    ...(sameVpc(testCase, control) ? [] : ['has a control in the other kind of VPC']),
    ...(isDeepStrictEqual(control.given, {}) && !isDeepStrictEqual(testCase.given, {})
      ? ['has a control that is given nothing']
      : []),
  ];
}

/**
 * Whether a target that never does anything would pass: each accepted response of each step leaves the given rules as they
 * are, and says nothing of what it lists. A refusal without a control says only that something was refused.
 */
function passesByDoingNothing(testCase: FixtureCase): boolean {
  const names = namedRulesOf(testCase.given).map(([name]) => name);
  const isIdle = ({ after, content }: ExpectedResponse) =>
    content === undefined && after.length === names.length && after.every((name) => names.includes(name));
  return testCase.expect.length > 0 && stepsOf(testCase).every(({ expect }) => expect.every(isIdle));
}

/** Unset means nondefault where there is one, so that it goes with nondefault and with unset. */
function sameVpc(testCase: FixtureCase, control: Case): boolean {
  return (testCase.vpc === 'default') === (control.vpc === 'default');
}
