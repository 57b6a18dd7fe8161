/** Whether cases can be asked at the same time: what a case asks is about its own groups alone. */
import type { Case, CodeSend } from '../../cases/case.ts';
import { sendsOf, stepsOf } from '../../cases/case-text.ts';
import { textsIn } from '../../cases/placeholders.ts';
import { isRead } from '../../service-model/model.ts';

/**
 * Whether each request names a group, a rule or a name of the case's own, or one that is not there. What others are about depends on
 * what other cases have made: a list of everything, or the group that a faulty server takes for the one that is missing.
 */
export function asksOfOwnGroups(testCase: Case, { action: usual }: { readonly action: string }): boolean {
  return stepsOf(testCase)
    .flatMap(sendsOf)
    .every((send) => namesOwn(send) || (!isRead(send.action ?? usual) && namesAny(send)));
}

function namesOwn(send: CodeSend): boolean {
  return [...textsIn(send)].some((text) => /\{(main|peer|rule:|kept:|new-name|absent)/.test(text));
}

function namesAny({ params = {}, raw = '' }: CodeSend): boolean {
  const pairs = [...Object.entries(params), ...new URLSearchParams(raw)];
  return pairs.some(([name, value]) => /^(GroupId|GroupName|SecurityGroupRuleId)/.test(name) && value !== '');
}
