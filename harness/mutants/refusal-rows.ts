/** Faults in what operations refuse, as rows of a table: another code, success, values that are taken. */
import type { ReferenceCall } from '../reference/call.ts';
import { text } from '../reference/request/input.ts';
import type { Refusal } from '../reference/responses/refusal.ts';
import type { FaultRow } from './fault-rows.ts';
import type { OperationChanges } from './operation-changes.ts';

type IsMeant = (refusal: Refusal, call: ReferenceCall) => boolean;

/** Makes rows about some operations. */
export interface RefusalRows {
  /** Refuses with another code. */
  readonly recoded: (slug: string, id: string, code: string, when: IsMeant) => FaultRow;
  /** Responds with success and does nothing where a request is to be refused. */
  readonly silent: (slug: string, id: string, means: string, when: IsMeant) => FaultRow;
  /** Responds with success for a group that does not exist. */
  readonly absentGroup: FaultRow;
  /** An id of no rule, or what is no id, gets another code or is ignored; a short id gets another code. */
  readonly ruleIds: readonly FaultRow[];
}

/** Rows about these operations; `prefix` begins the ids of their faults. */
export function refusalRowsOf(prefix: string, operations: OperationChanges): RefusalRows {
  const recoded: RefusalRows['recoded'] = (slug, id, code, when) => [
    slug,
    `${prefix}-${id}`,
    `refuses with ${code} what ${slug} is about`,
    operations.refusedAs(code, when),
  ];
  const silent: RefusalRows['silent'] = (slug, id, means, when) => [
    slug,
    `${prefix}-${id}`,
    means,
    operations.overlooked(when),
  ];
  const isNotFound = isCode('InvalidSecurityGroupRuleId.NotFound');
  const isShort = (refusal: Refusal) => isNotFound(refusal) && says('00000000')(refusal);
  const isAbsent = (refusal: Refusal) => isNotFound(refusal) && !isShort(refusal);
  return {
    recoded,
    silent,
    absentGroup: silent(
      'group-absent',
      'absent-group-silent',
      'responds with success for a group that does not exist',
      isOfAbsentGroup,
    ),
    ruleIds: [
      recoded(
        'rule-id-malformed',
        'malformed-id-as-not-found',
        'InvalidSecurityGroupRuleId.NotFound',
        isCode('InvalidSecurityGroupRuleId.Malformed'),
      ),
      recoded('rule-id-absent', 'absent-id-as-permission', 'InvalidPermission.NotFound', isAbsent),
      silent('rule-id-absent', 'absent-id-silent', 'ignores the id of a rule that does not exist', isAbsent),
      recoded('rule-id-short', 'short-id-as-value', 'InvalidParameterValue', isShort),
    ],
  };
}

/** Whether the group that the request names by its id does not exist. */
export function isOfAbsentGroup(refusal: Refusal, { input }: ReferenceCall): boolean {
  return isCode('InvalidGroup.NotFound')(refusal) && says(text(input, 'GroupId') ?? 'none')(refusal);
}

/** Matches refusals with this error code. */
export function isCode(code: string): (refusal: Refusal) => boolean {
  return (refusal) => refusal.code === code;
}

/** Matches refusals whose message has these words. */
export function says(words: string): (refusal: Refusal) => boolean {
  return (refusal) => refusal.message.includes(words);
}
