/** Cases of one direction as cases of the other. */
import type { Case, CodeSend, CodeStep } from './case.ts';
import type { Given, NamedRules } from './fixture.ts';

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
  return { ...turnedStep(first), given: turnedGiven(testCase.given), ...(then === undefined ? {} : { then }) };
}

function turnedGiven({ main, peer, ...rest }: Given): Given {
  return {
    ...rest,
    ...(main === undefined ? {} : { main: turnedRules(main) }),
    ...(peer === undefined ? {} : { peer: turnedRules(peer) }),
  };
}

type GroupRules = { readonly ingress?: NamedRules; readonly egress?: NamedRules };

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
  };
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
