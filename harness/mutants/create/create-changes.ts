/**
 * The places at which a fault takes hold of CreateSecurityGroup: calls of cases alone, and the groups that they
 * make.
 */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { type Struct, structs, text } from '../../reference/request/input.ts';
import type { Elements } from '../../reference/responses/content.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { AskedGroup, GroupMaker } from '../../reference/sections/groups.ts';
import type { Group, Store, StoredRule } from '../../reference/store.ts';
import type { Direction } from '../../security-groups/model/rule.ts';
import type { Apply } from '../fault.ts';
import { wrapping } from '../groups/changes.ts';

const action = 'CreateSecurityGroup';

type Proceed = (call: ReferenceCall) => Elements;

/**
 * Whether a group of this name is one that a case creates, and not one that cases are set up with or that a VPC
 * has.
 */
export function isOfCase(name: string): boolean {
  return name !== 'default' && (!name.startsWith('ec2-conformance-') || name.includes('-case-'));
}

/** Whether the call is a case's own. */
export function isCreationByCase({ input }: Pick<ReferenceCall, 'input'>): boolean {
  const name = text(input, 'GroupName') ?? '';
  return name === 'default' || isOfCase(name);
}

/** Every creation by a case goes through `wrap`; `proceed` does what the target does. */
export function creating(wrap: (call: ReferenceCall, proceed: Proceed) => Elements): Apply {
  return wrapping(action, (call, proceed) => (isCreationByCase(call) ? wrap(call, proceed) : proceed(call)));
}

/** Creations read another input than was sent. */
export function creationInput(rewrite: (input: Struct, call: ReferenceCall) => Struct): Apply {
  return creating((call, proceed) => proceed({ ...call, input: rewrite(call.input, call) }));
}

/** Creations of this kind are refused. */
export function refusingCreation(when: (call: ReferenceCall) => boolean, code = 'InvalidParameterValue'): Apply {
  return creating((call, proceed) => {
    if (when(call)) throw new Refusal(400, code, 'This request is not supported.');
    return proceed(call);
  });
}

/** Refusals with this code come with another one. */
export function recoding(from: string, to: string, when: (call: ReferenceCall) => boolean = () => true): Apply {
  return creating((call, proceed) => {
    try {
      return proceed(call);
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.code === from && when(call)) {
        throw new Refusal(thrown.status, to, thrown.message);
      }
      throw thrown;
    }
  });
}

/** The response has other elements. */
export function creationResponse(rewrite: (elements: Elements, call: ReferenceCall) => Elements): Apply {
  return creating((call, proceed) => rewrite(proceed(call), call));
}

/** The group comes to be with other members. */
export function making(change: (asked: AskedGroup, maker: GroupMaker<Behaviour>) => Partial<Group>): Apply {
  return (b) =>
    changed(b, {
      grouping: {
        made: (asked, maker) => ({
          ...b.grouping.made(asked, maker),
          ...(isOfCase(asked.name) ? change(asked, maker) : {}),
        }),
      },
    });
}

/** A rule without its ids. */
export type PlainRule = Omit<StoredRule, 'id' | 'groupId'>;

/** The group comes with other rules. */
export function beginningWith(
  change: (
    rules: readonly StoredRule[],
    group: Group,
    maker: GroupMaker<Behaviour>,
  ) => readonly (PlainRule | StoredRule)[],
): Apply {
  return (b) =>
    changed(b, {
      grouping: {
        firstRules: (group, maker) => {
          const usual = b.grouping.firstRules(group, maker);
          if (!isOfCase(group.name)) return usual;
          return change(usual, group, maker).map((rule) => ({
            ...{ id: b.state.newId('sgr-'), groupId: group.id },
            ...rule,
          }));
        },
      },
    });
}

/** Names that are to be refused are taken. */
export function takingNames(when: (name: string) => boolean): Apply {
  return (b) => changed(b, { forms: { groupName: (name) => (when(name) ? name : b.forms.groupName(name)) } });
}

/** Names that are to be taken are refused. */
export function refusingNames(when: (name: string) => boolean): Apply {
  return (b) =>
    changed(b, {
      forms: { groupName: (name) => (isOfCase(name) && when(name) ? undefined : b.forms.groupName(name)) },
    });
}

/** Descriptions that are to be refused are taken. */
export function takingDescriptions(when: (description: string) => boolean): Apply {
  return (b) => changed(b, { forms: { groupDescription: (one) => (when(one) ? one : b.forms.groupDescription(one)) } });
}

/** Descriptions that are to be taken are refused. */
export function refusingDescriptions(when: (description: string) => boolean): Apply {
  return (b) =>
    changed(b, { forms: { groupDescription: (one) => (when(one) ? undefined : b.forms.groupDescription(one)) } });
}

/** Takes rules away from the groups that cases are given; the first outbound one stays. */
export function clearGivenRules(store: Store, direction: Direction): void {
  for (const group of store.groups.values()) {
    if (isOfCase(group.name)) continue;
    if (direction === 'ingress') group.ingress = [];
    else group.egress = group.egress.slice(0, 1);
  }
}

/** Specifications of tags are read as others. */
export function specifying(change: (all: readonly Struct[], call: ReferenceCall) => readonly Struct[]): Apply {
  return creationInput((input, call) =>
    input['TagSpecification'] === undefined
      ? input
      : { ...input, TagSpecification: change(structs(input, 'TagSpecification'), call) },
  );
}

/** The tags of creations are read as others, specification by specification. */
export function retagging(change: (tags: readonly Struct[], call: ReferenceCall) => readonly Struct[]): Apply {
  return specifying((all, call) => all.map((one) => ({ ...one, Tag: change(structs(one, 'Tag'), call) })));
}

/** The tags that the call asks for. */
export function askedTags({ input }: Pick<ReferenceCall, 'input'>): readonly Struct[] {
  return structs(input, 'TagSpecification').flatMap((one) => structs(one, 'Tag'));
}

/** Keys or values that are to be refused are taken. */
export function takingTags(part: 'tagKey' | 'tagValue', when: (text: string) => boolean): Apply {
  return (b) => changed(b, { forms: { [part]: (one: string) => (when(one) ? one : b.forms[part](one)) } });
}
