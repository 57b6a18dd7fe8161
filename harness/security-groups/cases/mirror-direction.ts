/** Mirrors cases on inbound rules to cases on outbound rules, and the reverse. */
import type { Case, CodeSend, CodeStep } from '../../cases/case.ts';
import { stepsOf } from '../../cases/case-text.ts';
import { withTheirControls } from '../../cases/controls.ts';
import type { ExpectedResponse } from '../../cases/fixture.ts';
import type { Given, GroupRules, Later } from '../../cases/given.ts';
import { withTexts } from '../../cases/placeholders.ts';
import { isPlaced } from './case-rules.ts';

/** What stands for what in the other direction, both ways, by where it stands; everything else stays as it is, code too. */
const substitution = {
  /** Members of a group. */
  rules: exchange(['ingress', 'egress']),
  /** Values of Action; the last in the wrong letter case that one case sends. */
  action: exchange(
    ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'],
    ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'],
    ['UpdateSecurityGroupRuleDescriptionsIngress', 'UpdateSecurityGroupRuleDescriptionsEgress'],
    ['revokeSecurityGroupIngress', 'revokeSecurityGroupEgress'],
  ),
  /** Elements of a response. */
  element: exchange(['ipPermissions', 'ipPermissionsEgress']),
  /** Texts of the element isEgress. */
  isEgress: exchange(['false', 'true']),
  /** Words of a title. */
  word: exchange(['inbound', 'outbound']),
};

function exchange(...pairs: readonly (readonly [string, string])[]): (text: string) => string {
  const others = new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
  return (text) => others.get(text) ?? text;
}

/**
 * The same case with the directions exchanged: inbound rules become outbound ones and the reverse, and so do the actions. So
 * cases that apply to both operations are written only once.
 */
export function mirrorDirection(testCase: Case): Case {
  const { then: further, ...first } = testCase;
  const then = further?.map((step) => turnedStep(step));
  return {
    ...turnedStep(first),
    title: testCase.title.split(/\b/).map(substitution.word).join(''),
    given: turnedGiven(testCase.given),
    ...(testCase.later === undefined ? {} : { later: turnedLater(testCase.later) }),
    ...(then === undefined ? {} : { then }),
  };
}

/**
 * The cases of an operation mirrored for the operation of the other direction: those whose requirements all have a counterpart
 * there, that use no parameter which only the first operation has, and whose control is mirrored too.
 */
export function mirrorCases(cases: readonly Case[], { counterpart, parameters }: MirroredOperation): readonly Case[] {
  const mirrored = cases.flatMap((one): readonly Case[] => {
    const requirements = one.requirements.flatMap((id) => counterpart(id) ?? []);
    const isWhole = requirements.length === one.requirements.length;
    const namesOthers = stepsOf(one).some((step) => namedIn(step).some((name) => parameters.includes(name)));
    return isWhole && !namesOthers ? [{ ...mirrorDirection(one), requirements }] : [];
  });
  return withTheirControls(mirrored);
}

/** The differences between an operation and that of the other direction. */
export interface MirroredOperation {
  /** The counterpart of a requirement of the first operation. */
  readonly counterpart: (requirement: string) => string | undefined;
  /** Top-level parameters that only the first operation has. */
  readonly parameters: readonly string[];
}

function namedIn({ send: { params = {}, urlParams = {}, raw = '' } }: CodeStep): readonly string[] {
  const rawNames = raw.split('&').map((pair) => pair.split('=', 1)[0] ?? '');
  return [...Object.keys(params), ...Object.keys(urlParams), ...rawNames];
}

function turnedGiven({ main, peer, ...rest }: Given): Given {
  return {
    ...rest,
    ...(main === undefined ? {} : { main: turnedRules(main) }),
    ...(peer === undefined ? {} : { peer: turnedRules(peer) }),
  };
}

/** Rules by their names alone are of the operation's own direction, and so of the other one's then. */
function turnedLater(later: Later): Later {
  return isPlaced(later) ? turnedGiven(later) : later;
}

function turnedRules(rules: GroupRules): GroupRules {
  return Object.fromEntries(Object.entries(rules).map(([name, named]) => [substitution.rules(name), named]));
}

function turnedStep<Step extends CodeStep>(step: Step): Step {
  return {
    ...step,
    send: turnedSend(step.send),
    ...(step.beside === undefined ? {} : { beside: turnedSend(step.beside) }),
    expect: step.expect.map(turnedResponse),
  };
}

/** The paths of what a response contains, and the texts of isEgress. */
function turnedResponse(expected: ExpectedResponse): ExpectedResponse {
  if (expected.content === undefined) return expected;
  const content = Object.entries(expected.content).map(([path, texts]) => [
    path.split('/').map(substitution.element).join('/'),
    path.endsWith('/isEgress') ? withTexts(texts, substitution.isEgress) : texts,
  ]);
  return { ...expected, content: Object.fromEntries(content) };
}

/** Its action and the value of the parameter Action. */
function turnedSend(send: CodeSend): CodeSend {
  const { action, params, urlParams } = send;
  return {
    ...send,
    ...(action === undefined ? {} : { action: substitution.action(action) }),
    ...(params === undefined ? {} : { params: turnedAction(params) }),
    ...(urlParams === undefined ? {} : { urlParams: turnedAction(urlParams) }),
  };
}

function turnedAction(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { Action: action } = params;
  // In its place: the order of the parameters is that of the case.
  return action === undefined ? params : { ...params, Action: substitution.action(action) };
}
