/** Ways to lose count of the rules that refer to a group, as they come and go. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { refersTo } from '../../reference/operations/groups.ts';
import { structs, text } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Group, StoredRule } from '../../reference/store.ts';
import { isOfCase } from '../create/create-changes.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isCode } from '../refusal-rows.ts';
import { deleting, referring } from './delete-changes.ts';

const authorise = 'AuthorizeSecurityGroupIngress';

/** Rules of other groups of this kind are not looked at. */
function overlooking(when: (rule: StoredRule) => boolean): Apply {
  return referring((group, others) =>
    others.some((other) => [...other.ingress, ...other.egress].some((rule) => refersTo(rule, group) && !when(rule))),
  );
}

/** A reference counts only as long as no rule that made the same one was revoked. `key`: which are the same. */
function forgotten(key: (referring: Group, groupId: string) => string): Apply {
  return (b) => {
    const gone = new Set<string>();
    const keysOf = (group: Group, rules: readonly StoredRule[]) =>
      rules.flatMap(({ source }) => (source.kind === 'group' ? [key(group, source.groupId)] : []));
    return changed(b, {
      authorizing: {
        afterwards: ({ group, added }) => {
          for (const one of keysOf(group, added)) gone.delete(one);
        },
      },
      revoking: {
        afterwards: ({ group, removed }) => {
          for (const one of keysOf(group, removed)) gone.add(one);
        },
      },
      grouping: {
        isReferred: (group, { store }) =>
          [...store.groups.values()].some(
            (other) =>
              other !== group &&
              !gone.has(key(other, group.id)) &&
              [...other.ingress, ...other.egress].some((rule) => refersTo(rule, group)),
          ),
      },
    });
  };
}

/** Ids of the groups that an authorise gives as sources. */
function sourcesOf({ input }: Pick<ReferenceCall, 'input'>): readonly string[] {
  return structs(input, 'IpPermissions').flatMap((permission) =>
    structs(permission, 'Groups').flatMap((group) => text(group, 'GroupId') ?? []),
  );
}

/** Names of the groups that an authorise gives as sources in permissions. */
function namedSourcesOf({ input }: Pick<ReferenceCall, 'input'>): readonly string[] {
  return structs(input, 'IpPermissions').flatMap((permission) =>
    structs(permission, 'Groups').flatMap((group) => text(group, 'GroupName') ?? []),
  );
}

/** The first deletion of a group that was noted is refused; tidying up comes later. */
function keepingNoted(noted: Set<string>): Apply {
  return deleting((call, proceed, group) => {
    if (group !== undefined && noted.delete(group.id)) {
      throw new Refusal(400, 'DependencyViolation', 'This group cannot be deleted.');
    }
    return proceed(call);
  });
}

/** References by name do not count. */
function overlookingNamed(namesIn: (call: ReferenceCall) => readonly string[]): Apply {
  return (b) => {
    const named = new Set<string>();
    return changed(b, {
      operations: {
        [authorise]: (call: ReferenceCall) => {
          const elements = b.operations[authorise](call);
          for (const name of namesIn(call)) {
            const group = b.lookup.byName(name, call);
            if (group !== undefined && isOfCase(name)) named.add(group.id);
          }
          return elements;
        },
      },
      grouping: { isReferred: (group, call) => !named.has(group.id) && b.grouping.isReferred(group, call) },
    });
  };
}

const keepsAfterRefused: Apply = (b: Behaviour) => {
  const noted = new Set<string>();
  return changed(keepingNoted(noted)(b), {
    operations: {
      [authorise]: (call: ReferenceCall) => {
        try {
          return b.operations[authorise](call);
        } catch (thrown) {
          for (const id of sourcesOf(call)) noted.add(id);
          throw thrown;
        }
      },
    },
  });
};

const keepsAfterDryRun: Apply = (b: Behaviour) => {
  const noted = new Set<string>();
  return changed(keepingNoted(noted)(b), {
    access: {
      endDryRun: (call) => {
        for (const id of sourcesOf(call)) noted.add(id);
        b.access.endDryRun(call);
      },
    },
  });
};

const hidesName: Apply = (b: Behaviour) => {
  const hidden = new Set<string>();
  return changed(
    deleting((call, proceed, group) => {
      try {
        return proceed(call);
      } catch (thrown) {
        const isReferred = thrown instanceof Refusal && isCode('DependencyViolation')(thrown);
        if (isReferred && group !== undefined && text(call.input, 'GroupId') !== undefined) hidden.add(group.id);
        throw thrown;
      }
    })(b),
    {
      lookup: {
        byName: (name, call) => {
          const group = b.lookup.byName(name, call);
          return group !== undefined && hidden.has(group.id) ? undefined : group;
        },
      },
    },
  );
};

const rows: readonly FaultRow[] = [
  [
    'referred-any-source',
    'delete-reference-ends-with-one-rule',
    'forgets that a group refers to another when one of its rules that do is revoked',
    forgotten((referring, groupId) => `${referring.id} ${groupId}`),
  ],
  [
    'referred-any-source',
    'delete-reference-ends-with-one-group',
    'forgets that groups refer to another when a rule of one of them is revoked',
    forgotten((_, groupId) => groupId),
  ],
  [
    'referred-any-source',
    'delete-reference-with-account-overlooked',
    'overlooks rules that give a group with its account',
    overlooking(({ source }) => source.kind === 'group' && source.userId !== undefined),
  ],
  [
    'referred-any-source',
    'delete-reference-of-udp-overlooked',
    'overlooks rules for UDP',
    overlooking(({ protocol }) => protocol === 'udp'),
  ],
  [
    'referred-any-source',
    'delete-reference-of-icmp-overlooked',
    'overlooks rules for ICMP',
    overlooking(({ protocol }) => protocol === 'icmp'),
  ],
  [
    'referred-any-source',
    'delete-reference-by-name-overlooked',
    'overlooks rules that gave a group by its name',
    overlookingNamed(namedSourcesOf),
  ],
  [
    'referred-any-source',
    'delete-reference-without-permissions-overlooked',
    'overlooks rules that SourceSecurityGroupName made',
    overlookingNamed(({ input }) => {
      const name = text(input, 'SourceSecurityGroupName');
      return name === undefined ? [] : [name];
    }),
  ],
  [
    'referred-no-more',
    'delete-refused-reference-counts',
    'keeps a group to which a refused authorise referred',
    keepsAfterRefused,
  ],
  [
    'referred-no-more',
    'delete-reference-of-dry-run-counts',
    'keeps a group to which the dry run of an authorise referred',
    keepsAfterDryRun,
  ],
  [
    'referred-keeps-rules',
    'delete-refused-hides-name',
    'no longer finds a group by its name once it refused to delete it',
    hidesName,
  ],
];

/** Faults in which rules refer to a group that is to be deleted. */
export const referenceFaults: readonly Fault[] = faultsOf('delete-refused', rows);
