/** Cases of one direction as cases of the other. */
import type { Case, CodeSend, CodeStep } from './case.ts';
import type { ExpectedAnswer, ExpectedContent, Given, GroupRules, Later } from './fixture.ts';

/** Actions on the rules of one direction, each with that of the other; the last in a spelling that a case asks about. */
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
 * The same case with the directions exchanged: what stands inbound stands outbound and the reverse, and each action on
 * rules is that of the other direction. So what holds of every operation is written down once.
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
 * The cases of an operation as those of its twin of the other direction: those whose requirements all have a counterpart
 * there, that name no parameter of the first operation alone, and whose control is among them.
 */
export function mirrorCases(cases: readonly Case[], { counterpart, parameters }: MirroredOperation): readonly Case[] {
  const mirrored = cases.flatMap((one): readonly Case[] => {
    const requirements = one.requirements.flatMap((id) => counterpart(id) ?? []);
    const isWhole = requirements.length === one.requirements.length;
    const namesOthers = [one, ...(one.then ?? [])].some((step) =>
      namedIn(step).some((name) => parameters.includes(name)),
    );
    return isWhole && !namesOthers ? [{ ...mirrorDirection(one), requirements }] : [];
  });
  return withTheirControls(mirrored);
}

/** What the twin of an operation has, and has not. */
export interface MirroredOperation {
  /** Its requirement that answers to one of the first operation. */
  readonly counterpart: (requirement: string) => string | undefined;
  /** Top-level parameters that the first operation alone takes. */
  readonly parameters: readonly string[];
}

function namedIn({ send: { params = {}, urlParams = {}, raw = '' } }: CodeStep): readonly string[] {
  const rawNames = raw.split('&').map((pair) => pair.split('=', 1)[0] ?? '');
  return [...Object.keys(params), ...Object.keys(urlParams), ...rawNames];
}

function withTheirControls(cases: readonly Case[]): readonly Case[] {
  const ids = new Set(cases.map(({ id }) => id));
  const kept = cases.filter(({ control }) => control === undefined || ids.has(control));
  return kept.length === cases.length ? kept : withTheirControls(kept);
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
    expect: step.expect.map(turnedAnswer),
  };
}

/** The members of a response that tell the direction. */
function turnedAnswer(expected: ExpectedAnswer): ExpectedAnswer {
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
