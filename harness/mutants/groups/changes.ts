/** The places at which a fault takes hold of the operations that describe groups and rules. */
import { type Behaviour, type Changes, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import type { Struct } from '../../reference/request/input.ts';
import type { StatefulAction } from '../../reference/request/shapes.ts';
import { type Content, contentItems, type Elements } from '../../reference/responses/content.ts';
import type { Filter } from '../../reference/sections/groups.ts';
import type { Group } from '../../reference/store.ts';
import type { Apply } from '../fault.ts';
import { changesOf } from '../operation-changes.ts';

/** The two operations that describe groups and their rules. */
export type DescribeAction = 'DescribeSecurityGroups' | 'DescribeSecurityGroupRules';

/** A behaviour with these entries replaced, whatever the request. */
export function replacing(change: (b: Behaviour) => Changes<Behaviour>): Apply {
  return (b) => changed(b, change(b));
}

/** Every call of the action goes through `wrap`; `proceed` does what the target does. */
export function wrapping(
  action: StatefulAction,
  wrap: (call: ReferenceCall, proceed: (call: ReferenceCall) => Elements) => Elements,
): Apply {
  return changesOf([action]).replacing(wrap);
}

/** The operation reads another input than was sent. */
export function rewritingInput(action: StatefulAction, rewrite: (input: Struct, call: ReferenceCall) => Struct): Apply {
  return changesOf([action]).reinput(rewrite);
}

/** The operation answers other elements. */
export function rewritingElements(
  action: StatefulAction,
  rewrite: (elements: Elements, call: ReferenceCall) => Elements,
): Apply {
  return wrapping(action, (call, proceed) => rewrite(proceed(call), call));
}

/** The set of a response goes through `rewrite`, item by item or as a whole. */
export function rewritingSet(
  action: DescribeAction,
  rewrite: (items: readonly Content[], call: ReferenceCall) => readonly Content[],
): Apply {
  const set = setOf(action);
  return rewritingElements(action, (elements, call) => ({
    ...elements,
    [set]: rewrite(contentItems(elements[set]), call),
  }));
}

/** Name of the list in the response of a describing operation. */
export function setOf(action: DescribeAction): string {
  return action === 'DescribeSecurityGroups' ? 'securityGroupInfo' : 'securityGroupRuleSet';
}

/** The filters of the action are read as others. */
export function rewritingFilters(
  action: DescribeAction,
  rewrite: (filters: readonly Filter[], call: ReferenceCall) => readonly Filter[],
): Apply {
  return (b) =>
    changed(b, {
      selecting: {
        filters: (call) =>
          call.action === action ? rewrite(b.selecting.filters(call), call) : b.selecting.filters(call),
      },
    });
}

/** The values of the request's filters of this name. */
export function filterValues(call: ReferenceCall, wanted: string): readonly string[] {
  return call.behaviour.selecting.filters(call).flatMap(({ name, values }) => (name === wanted ? values : []));
}

/** Values of the action's filters are compared in another way. */
export function comparing(
  action: DescribeAction,
  isWanted: (wanted: string, value: string, usual: () => boolean) => boolean,
): Apply {
  return (b) =>
    changed(b, {
      selecting: {
        isWanted: (wanted, value, call) => {
          const usual = () => b.selecting.isWanted(wanted, value, call);
          return call.action === action ? isWanted(wanted, value, usual) : usual();
        },
      },
    });
}

/** A request of the action is refused or taken by other rules: `act` may throw. */
export function before(action: StatefulAction, act: (call: ReferenceCall) => void): Apply {
  return wrapping(action, (call, proceed) => {
    act(call);
    return proceed(call);
  });
}

/**
 * Groups without tags. What the suites set cases up with is tagged, so that a fault in these alone leaves set-up
 * intact.
 */
export function isUntagged({ id }: Pick<Group, 'id'>, { store }: Pick<ReferenceCall, 'store'>): boolean {
  return store.tagsOf(id).size === 0;
}
