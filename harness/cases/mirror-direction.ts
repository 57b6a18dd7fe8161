/** Mirrors cases on inbound rules to cases on outbound rules, and the reverse. */
import type { Case, CodeSend, CodeStep } from './case.ts';
import { stepsOf } from './case-text.ts';
import { withTheirControls } from './controls.ts';
import type { ExpectedContent, ExpectedResponse, Given, GroupRules, Later } from './fixture.ts';

/** Pairs of actions on inbound and outbound rules; the last in the wrong letter case that one case sends. */
const pairs: readonly (readonly [ingress: string, egress: string])[] = [
  ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'],
  ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'],
  ['UpdateSecurityGroupRuleDescriptionsIngress', 'UpdateSecurityGroupRuleDescriptionsEgress'],
  ['revokeSecurityGroupIngress', 'revokeSecurityGroupEgress'],
];

const mirrored: ReadonlyMap<string, string> = new Map(
  pairs.flatMap(([ingress, egress]) => [[ingress, egress] as const, [egress, ingress] as const]),
);

/**
 * The same case with the directions exchanged: inbound rules become outbound ones and the reverse, and so do the actions. So
 * cases that apply to both operations are written only once.
 */
export function mirrorDirection(testCase: Case): Case {
  const { then: further, ...first } = testCase;
  const then = further?.map((step) => turnedStep(step));
  return {
    ...turnedStep(first),
    title: turnedWords(testCase.title),
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
  const isByGroup = Object.keys(later).every((name) => name === 'main' || name === 'peer');
  return isByGroup ? turnedGiven(later as Given) : later;
}

function turnedRules({ ingress, egress }: GroupRules): GroupRules {
  return {
    ...(ingress === undefined ? {} : { egress: ingress }),
    ...(egress === undefined ? {} : { ingress: egress }),
  };
}

function turnedStep<Step extends CodeStep>(step: Step): Step {
  return {
    ...step,
    send: turnedSend(step.send),
    ...(step.beside === undefined ? {} : { beside: turnedSend(step.beside) }),
    expect: step.expect.map(turnedResponse),
  };
}

/** The members of a response that contain the direction. */
function turnedResponse(expected: ExpectedResponse): ExpectedResponse {
  if (expected.content === undefined) return expected;
  const content = Object.entries(expected.content).map(([path, texts]) => [
    path.replace(/\/ipPermissions(Egress)?(?=\/)/, (_, outbound) =>
      outbound ? '/ipPermissions' : '/ipPermissionsEgress',
    ),
    path.endsWith('/isEgress')
      ? (JSON.parse(JSON.stringify(texts).replace(/"(true|false)"/g, turnedBoolean)) as ExpectedContent)
      : texts,
  ]);
  return { ...expected, content: Object.fromEntries(content) };
}

function turnedBoolean(text: string): string {
  return text === '"true"' ? '"false"' : '"true"';
}

/** Its action and the value of the parameter Action, as the table has them; everything else stays as it is, code too. */
function turnedSend(send: CodeSend): CodeSend {
  const { action, params, urlParams } = send;
  return {
    ...send,
    ...(action === undefined ? {} : { action: mirrored.get(action) ?? action }),
    ...(params === undefined ? {} : { params: turnedAction(params) }),
    ...(urlParams === undefined ? {} : { urlParams: turnedAction(urlParams) }),
  };
}

function turnedAction(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { Action: action } = params;
  // In its place: the order of the parameters is that of the case.
  return action === undefined ? params : { ...params, Action: mirrored.get(action) ?? action };
}

function turnedWords(text: string): string {
  return text.replace(/\b(in|out)bound\b/g, (word) => (word === 'inbound' ? 'outbound' : 'inbound'));
}
