/**
 * What a schema cannot say of fixture cases: that what they name exists, that refusals have a control, that a case asks
 * for the capabilities it uses. Pure; one sentence per mistake, so that whoever wrote the case can fix it.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../cases/case.ts';
import type { FixtureCase, Given, NamedRules, Step } from '../cases/fixture.ts';
import { addressProblems } from '../cases/fixture-addresses.ts';
import type { Level } from '../register/requirement.ts';
import type { Direction } from './model/rule.ts';

/** What cases may name. */
export interface Known {
  readonly level: (requirement: string) => Level | undefined;
  readonly capabilities: readonly string[];
  /** Of the rules that the operation under test removes. */
  readonly direction: Direction;
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
      ...ruleNameProblems(each),
      ...judgesProblems(each),
      ...setUpProblems(each.given),
      ...placeholderProblems(each),
      ...groupProblems(each.given),
      ...needProblems(each, known),
      ...controlProblems(each, all),
      ...addressProblems(each),
    ].map((problem) => `${each.id}: ${problem}`),
  );
}

function stepsOf(testCase: FixtureCase): readonly Step[] {
  return [testCase, ...(testCase.then ?? [])];
}

function rulesOf(given: Given): readonly (readonly [name: string, rule: NamedRules[string]])[] {
  return [given.main, given.peer].flatMap((group) => [
    ...Object.entries(group?.ingress ?? {}),
    ...Object.entries(group?.egress ?? {}),
  ]);
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

function ruleNameProblems(testCase: FixtureCase): readonly string[] {
  const names = rulesOf(testCase.given).map(([name]) => name);
  const used = stepsOf(testCase).flatMap(({ expect }) =>
    expect.flatMap(({ after, revoked }) => [...after, ...(revoked ?? [])]),
  );
  return [
    ...used.filter((name) => !names.includes(name)).map((name) => `expects a rule ${name} that is not given`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `gives two rules called ${name}`),
  ];
}

/** A rule that decides a requirement is given, and the case is about that requirement. */
function judgesProblems({ judges = {}, given, requirements, expect, then }: FixtureCase): readonly string[] {
  const names = rulesOf(given).map(([name]) => name);
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
  const names = rulesOf(given).map(([name]) => name);
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
  ...['main', 'main.name', 'peer', 'peer.name', 'vpc', 'owner', 'other-account', 'prefix-list', 'other-prefix-list'],
  ...['absent-group', 'absent-rule', 'absent-prefix-list'],
];

function placeholderProblems(testCase: FixtureCase): readonly string[] {
  const { title: _title, note: _note, ...data } = testCase;
  const rules = rulesOf(testCase.given).map(([name]) => `rule:${name}`);
  const used = [...JSON.stringify(data).matchAll(/\{([a-z][a-z0-9.:_-]*)\}/gi)].map(([, name]) => name ?? '');
  return used
    .filter((name) => !PLACEHOLDERS.includes(name) && !rules.includes(name))
    .map((name) => `has the unknown placeholder {${name}}`);
}

/** Groups must be deletable in one pass, main before peer. */
function groupProblems(given: Given): readonly string[] {
  const sources = (rules: NamedRules = {}) => Object.values(rules).flatMap(({ GroupId }) => GroupId ?? []);
  const main = [...sources(given.main?.ingress), ...sources(given.main?.egress)];
  const peer = [...sources(given.peer?.ingress), ...sources(given.peer?.egress)];
  return [
    ...(peer.some((id) => id !== '{peer}') ? ['gives the peer a rule that refers to another group'] : []),
    ...(main.some((id) => id !== '{main}' && id !== '{peer}')
      ? ['gives main a rule whose source is no group of it']
      : []),
  ];
}

/** A target without the rules of the operation's own direction cannot be tested; it may lack the others. */
function needProblems(testCase: FixtureCase, { direction }: Known): readonly string[] {
  const rules = rulesOf(testCase.given).map(([, rule]) => rule);
  const sent = JSON.stringify(stepsOf(testCase).map(({ send }) => send));
  const used = [
    ...(testCase.vpc === undefined ? [] : [`${testCase.vpc}-vpc`]),
    ...(sent.includes('{rule:') || testCase.given.former !== undefined ? ['rule-ids'] : []),
    ...(rules.some(({ CidrIpv6 }) => CidrIpv6 !== undefined) ? ['ipv6'] : []),
    ...(rules.some(({ PrefixListId }) => PrefixListId !== undefined) ? ['prefix-lists'] : []),
    ...(JSON.stringify(testCase).includes('{other-prefix-list}') ? ['two-prefix-lists'] : []),
    ...(direction === 'ingress' && givesOutbound(testCase) ? ['egress'] : []),
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
    ...(isDeepStrictEqual(control.given, {}) ? ['has a control that is given nothing'] : []),
  ];
}

/** Whether every answer that passes leaves all given rules standing: a target that never does anything would pass too. */
function passesByDoingNothing({ given, expect }: FixtureCase): boolean {
  const all = rulesOf(given).length;
  return expect.length > 0 && expect.every(({ after }) => after.length === all);
}

/** Unset means nondefault where there is one, so that it goes with nondefault and with unset. */
function sameVpc(testCase: FixtureCase, control: Case): boolean {
  return (testCase.vpc === 'default') === (control.vpc === 'default');
}
