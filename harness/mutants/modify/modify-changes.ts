/** The places at which a fault takes hold of ModifySecurityGroupRules. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { defined, type Struct, struct, structs } from '../../reference/request/input.ts';
import type { Wanted } from '../../reference/sections/wanted-rules.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply } from '../fault.ts';
import { changesOf } from '../operation-changes.ts';

/** Changes of a modification, one for each of its steps. */
export const modifies = changesOf(['ModifySecurityGroupRules']);

type Optional = 'fromPort' | 'toPort' | 'description';

/** A rule; a value that is undefined is left out. */
type Becoming = Omit<StoredRule, Optional> & { readonly [Name in Optional]?: StoredRule[Name] | undefined };

/** Stores a rule as another than the request asks for. */
export function becoming(change: (rule: StoredRule, old: StoredRule, call: ReferenceCall) => Becoming): Apply {
  return (b) =>
    changed(b, {
      modifying: {
        replacement: (wanted, old, call) => defined(change(b.modifying.replacement(wanted, old, call), old, call)),
      },
    });
}

/** Reads the values of each element as others. */
export function revalued(change: (values: Struct, call: ReferenceCall) => Struct): Apply {
  return modifies.reinput((input, call) => ({
    ...input,
    SecurityGroupRule: structs(input, 'SecurityGroupRule').map((update) => ({
      ...update,
      SecurityGroupRule: change(struct(update, 'SecurityGroupRule'), call),
    })),
  }));
}

/** Reads the elements of the request as others. */
export function reupdated(change: (updates: readonly Struct[], call: ReferenceCall) => readonly Struct[]): Apply {
  return modifies.reinput((input, call) => ({
    ...input,
    SecurityGroupRule: change(structs(input, 'SecurityGroupRule'), call),
  }));
}

/** Takes values that the rule cannot take. */
export function unchecked(when: (wanted: Wanted) => boolean): Apply {
  return (b) =>
    changed(b, {
      modifying: {
        checkValues: (wanted, old, group, call) => {
          if (!when(wanted)) b.modifying.checkValues(wanted, old, group, call);
        },
      },
    });
}
