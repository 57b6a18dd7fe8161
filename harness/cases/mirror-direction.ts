/** Cases of one direction as cases of the other. */
import type { Case, CodeSend, CodeStep } from './case.ts';
import type { Given, NamedRules } from './fixture.ts';

/** The part of an action's name that tells its direction. */
const names = ['SecurityGroupIngress', 'SecurityGroupEgress'] as const;

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

/** What is code stays as it is: it changes what was signed, whatever that says. */
function turnedSend(send: CodeSend): CodeSend {
  const { signing, alter, ...data } = send;
  return {
    ...(JSON.parse(turnedText(JSON.stringify(data))) as CodeSend),
    ...(signing === undefined ? {} : { signing }),
    ...(alter === undefined ? {} : { alter }),
  };
}

function turnedText(text: string): string {
  const [inbound, outbound] = names;
  return text.replace(new RegExp(names.join('|'), 'g'), (name) => (name === inbound ? outbound : inbound));
}
