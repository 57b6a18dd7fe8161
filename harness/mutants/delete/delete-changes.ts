/** The places at which a fault takes hold of DeleteSecurityGroup: deletions of the groups that cases create. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import type { Elements } from '../../reference/responses/content.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Group } from '../../reference/store.ts';
import { isOfCase } from '../create/create-changes.ts';
import type { Apply } from '../fault.ts';
import { wrapping } from '../groups/changes.ts';

/** The operation that is tested. */
export const action = 'DeleteSecurityGroup';

/** What the target does with a call. */
export type Proceed = (call: ReferenceCall) => Elements;

/** The group that a call names, where there is one. */
export function groupToDelete({ input, store }: Pick<ReferenceCall, 'input' | 'store'>): Group | undefined {
  const id = text(input, 'GroupId');
  if (id !== undefined) return store.groups.get(id);
  const vpc = store.defaultVpc()?.id ?? '';
  return store.groupsOfVpc(vpc).find(({ name }) => name === text(input, 'GroupName'));
}

/** Whether the group is one that a case created; those that cases are given have to be deleted as usual. */
export function isOfCaseOrDefault(group: Group | undefined): boolean {
  return group === undefined || isOfCase(group.name) || group.name === 'default';
}

/** Every deletion that a case asks for goes through `wrap`; `proceed` does what the target does. */
export function deleting(wrap: (call: ReferenceCall, proceed: Proceed, group: Group | undefined) => Elements): Apply {
  return wrapping(action, (call, proceed) => {
    const group = groupToDelete(call);
    return isOfCaseOrDefault(group) ? wrap(call, proceed, group) : proceed(call);
  });
}

type When = (group: Group, call: ReferenceCall) => boolean;

/** Groups of this kind stay, and the response says that they are gone. */
export function keeping(when: When = () => true): Apply {
  return deleting((call, proceed, group) =>
    group !== undefined && when(group, call) ? { return: 'true', groupId: group.id } : proceed(call),
  );
}

/** The first deletion of a group of this kind is refused; tidying up comes later. */
export function refusingDeletion(when: When, code = 'DependencyViolation'): Apply {
  const refused = new Set<string>();
  return deleting((call, proceed, group) => {
    if (group !== undefined && when(group, call) && !refused.has(group.id)) {
      refused.add(group.id);
      throw new Refusal(400, code, 'This group cannot be deleted.');
    }
    return proceed(call);
  });
}

/** Something else happens once a group of a case is gone. */
export function afterwards(act: (group: Group, call: ReferenceCall) => void): Apply {
  return deleting((call, proceed, group) => {
    const elements = proceed(call);
    if (group !== undefined) act(group, call);
    return elements;
  });
}

/** The response has other elements. */
export function deletionResponse(rewrite: (elements: Elements, call: ReferenceCall) => Elements): Apply {
  return deleting((call, proceed) => rewrite(proceed(call), call));
}

/** Refusals of this kind come with another code, or are none. */
export function insteadOfRefusal(
  when: (refusal: Refusal, call: ReferenceCall) => boolean,
  answer: { readonly code: string; readonly status?: number } | 'success',
): Apply {
  return deleting((call, proceed) => {
    try {
      return proceed(call);
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || !when(thrown, call)) throw thrown;
      if (answer === 'success') return { return: 'true', groupId: text(call.input, 'GroupId') ?? '' };
      throw new Refusal(answer.status ?? thrown.status, answer.code, thrown.message);
    }
  });
}

/** What a refused deletion does nevertheless. */
export function beforeRefusal(act: (call: ReferenceCall, group: Group | undefined) => void): Apply {
  return deleting((call, proceed, group) => {
    try {
      return proceed(call);
    } catch (thrown) {
      act(call, group);
      throw thrown;
    }
  });
}

/** Rules of other groups are looked at in another way. */
export function referring(
  isReferred: (group: Group, others: readonly Group[], call: ReferenceCall, usual: () => boolean) => boolean,
): Apply {
  return (b: Behaviour) =>
    changed(b, {
      grouping: {
        isReferred: (group, call) =>
          isReferred(
            group,
            [...call.store.groups.values()].filter((other) => other !== group),
            call,
            () => b.grouping.isReferred(group, call),
          ),
      },
    });
}
