/**
 * A grammar of mutants: each is wrong where two values of a revoke meet, such as a source group and a GET, in one of five
 * ways. A rule states which requirement has to fail: that of the combination, or one of either value's own.
 */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { StoredRule } from '../../reference/store.ts';
import { isTested } from '../revoke-changes.ts';
import { sameButSource } from '../rule-likeness.ts';
import {
  dimensions,
  type Memory,
  type Named,
  namedByIds,
  namedByValues,
  type Value,
  type Verb,
  verbs,
} from './cells.ts';
import { requirementsOfPair } from './requirements.ts';

/** Where two values of a request meet. */
export type ValuePair = readonly [Value, Value];

/** A mutant of the grammar, with the requirements that may fail. */
export interface GrammarMutant {
  /** The action of the operation that it is wrong in. */
  readonly operation: string;
  /** `refuses kind=group carriage=get`. */
  readonly id: string;
  /** Ids of requirements of which one at least has to fail. */
  readonly breaks: readonly string[];
  readonly apply: (behaviour: Behaviour) => Behaviour;
}

/** All of them, in a fixed order. */
export function grammarMutants(): readonly GrammarMutant[] {
  return cells().flatMap((cell) => verbs.filter((verb) => makesSense(verb, cell)).map((verb) => mutant(verb, cell)));
}

function cells(): readonly ValuePair[] {
  return cellsOf(
    Object.fromEntries(Object.entries(dimensions).map(([name, one]) => [name, one?.values ?? []])),
    impossible,
  );
}

/** Every two values of different dimensions that can meet in a request, in the order of the dimensions. */
export function cellsOf(
  values: Readonly<Record<string, readonly string[]>>,
  neverMeet: readonly (readonly [RegExp, RegExp])[],
): readonly ValuePair[] {
  const all = Object.entries(values).map(([name, some]) => some.map((value): Value => `${name}=${value}`));
  const cells = all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => one.flatMap((first) => other.map((second): ValuePair => [first, second]))),
  );
  return cells.filter(
    (cell) => !neverMeet.some((pair) => pair.every((part) => cell.some((value) => part.test(value)))),
  );
}

/** What never meets in a request. */
const impossible: readonly (readonly [RegExp, RegExp])[] = [
  [/form=flat/, /kind=(ipv6|group|self|prefix-list)/],
  [/form=flat/, /position=(first|last|beside)/],
  [/form=flat/, /protocol=icmpv6/],
  [/form=rule-id/, /position=beside/],
  [/protocol=icmpv6/, /kind=(ipv4|group|self|prefix-list)/],
  [/protocol=icmpv6/, /setUp=(tagged|modified)/],
  [/protocol=icmp$/, /kind=ipv6/],
  [/protocol=(icmp|number|all)$/, /setUp=modified/],
  [/protocol=number/, /kind=(ipv6|self|prefix-list)/],
  [/protocol=number/, /setUp=tagged/],
  [/kind=(ipv6|prefix-list)/, /setUp=(tagged|modified)/],
  [/kind=prefix-list/, /setUp=shared-permission/],
  [/kind=prefix-list/, /position=beside/],
  // What carries the signature shows who signs.
  [/identity=session/, /carriage=presigned/],
];

/** A rule that does not exist did not come to be, and an absent id has no values. */
function makesSense(verb: Verb, cell: readonly Value[]): boolean {
  if (verb !== 'accepts-mismatch') return true;
  return !cell.some((value) => /^setUp=/.test(value) || value === 'form=rule-id');
}

function mutant(verb: Verb, cell: readonly [Value, Value]): GrammarMutant {
  return {
    operation: 'RevokeSecurityGroupIngress',
    id: `${verb} ${cell.join(' ')}`,
    breaks: requirementsOfPair(verb, cell),
    apply: (behaviour) => {
      const memory: Memory = { setUps: new Map(), lastRequest: new Map() };
      return wrongWays[verb](withMemory(behaviour, memory), (named, call) =>
        cell.every((value) => {
          const [dimension = '', wanted = ''] = value.split('=');
          return dimensions[dimension]?.has(wanted, named, call, memory) === true;
        }),
      );
    },
  };
}

/** Notes how rules come to be, and what was asked of a group last. */
export function withMemory(b: Behaviour, { setUps, lastRequest }: Memory): Behaviour {
  const note = (id: string, way: string) => setUps.set(id, (setUps.get(id) ?? new Set()).add(way));
  const noted = (action: 'RevokeSecurityGroupIngress', call: ReferenceCall, kind: string) =>
    call.action === action && call.store.groups.has(groupIdOf(call)) && lastRequest.set(groupIdOf(call), kind);
  return changed(b, {
    authorizing: {
      afterwards: (authorized, call) => {
        const { added, group } = authorized;
        const wanted = call.pairs.filter(([name]) => /\.(CidrIp|CidrIpv6|PrefixListId|GroupId)$/.test(name));
        const isShared = (name: string) =>
          wanted.filter(([other]) => permissionIn(other) === permissionIn(name)).length > 1;
        added.forEach((rule, index) => {
          const name = wanted[index]?.[0] ?? '';
          if (isShared(name)) note(rule.id, 'shared-permission');
          else if (added.length === 1) note(rule.id, 'own-call');
          const isBack = group.revoked.some(
            (past) =>
              sameButSource(past.rule, rule) && JSON.stringify(past.rule.source) === JSON.stringify(rule.source),
          );
          if (isBack) note(rule.id, 'authorised-again');
        });
        b.authorizing.afterwards(authorized, call);
      },
    },
    operations: {
      ModifySecurityGroupRules: (call) => {
        const response = b.operations.ModifySecurityGroupRules(call);
        for (const [name, value] of call.pairs) if (name.endsWith('.SecurityGroupRuleId')) note(value, 'modified');
        return response;
      },
      RevokeSecurityGroupIngress: (call) => {
        try {
          const response = b.operations.RevokeSecurityGroupIngress(call);
          noted('RevokeSecurityGroupIngress', call, 'revoke');
          return response;
        } catch (thrown) {
          if (thrown instanceof Refusal) noted('RevokeSecurityGroupIngress', call, 'refusal');
          throw thrown;
        }
      },
    },
    access: {
      endDryRun: (call) => {
        noted('RevokeSecurityGroupIngress', call, 'dry-run');
        b.access.endDryRun(call);
      },
    },
  });
}

function permissionIn(name: string): string {
  return name.split('.').slice(0, 2).join('.');
}

function groupIdOf(call: ReferenceCall): string {
  return call.pairs.find(([name]) => name === 'GroupId')?.[1] ?? '';
}

type IsIn = (named: Named, call: ReferenceCall) => boolean;

const notSupported = () => new Refusal(400, 'InvalidParameterValue', 'This request is not supported.');

const wrongWays: Readonly<Record<Verb, (b: Behaviour, isIn: IsIn) => Behaviour>> = {
  refuses: (b, isIn) =>
    removing(b, (named, call, removed) => {
      if (named.some((rule) => rule.id !== undefined && isIn(rule, call))) throw notSupported();
      return removed;
    }),
  keeps: (b, isIn) =>
    removing(b, (named, call, removed) => {
      const kept = new Set(named.filter((rule) => isIn(rule, call)).map(({ id }) => id));
      return removed.filter(({ id }) => !kept.has(id));
    }),
  'removes-more': (b, isIn) =>
    removing(b, (named, call, removed, existing) => {
      const wrong = named.filter((rule) => rule.id !== undefined && isIn(rule, call));
      const more = existing.filter((one) => !removed.includes(one) && wrong.some((rule) => sameButSource(rule, one)));
      return [...removed, ...more];
    }),
  'ignores-dry-run': (b, isIn) =>
    changed(b, {
      access: { isDryRun: (call) => b.access.isDryRun(call) && !(isTested(call) && holdsFor(b, isIn, call)) },
    }),
  'accepts-mismatch': (b, isIn) =>
    changed(b, {
      revoking: {
        byPermissions: (existing, wanted, onMismatch, call) => {
          const outcome = b.revoking.byPermissions(existing, wanted, onMismatch, call);
          if (outcome.kind !== 'refused' || !isTested(call)) return outcome;
          const absent = namedByValues(wanted, existing, call).filter(({ id }) => id === undefined);
          return absent.some((rule) => isIn(rule, call))
            ? { kind: 'revoked', removed: [], remaining: existing, unknown: [] }
            : outcome;
        },
      },
    }),
};

type Change = (
  named: readonly Named[],
  call: ReferenceCall,
  removed: readonly StoredRule[],
  existing: readonly StoredRule[],
) => readonly StoredRule[];

/** Changes which rules a revoke removes that is carried out. */
function removing(b: Behaviour, change: Change): Behaviour {
  return changed(b, {
    revoking: {
      byPermissions: (existing, wanted, onMismatch, call) => {
        const outcome = b.revoking.byPermissions(existing, wanted, onMismatch, call);
        if (outcome.kind === 'refused' || !isTested(call)) return outcome;
        return { ...outcome, removed: change(namedByValues(wanted, existing, call), call, outcome.removed, existing) };
      },
      byIds: (existing, ids, call) => {
        const outcome = b.revoking.byIds(existing, ids, call);
        if (outcome.kind === 'refused' || !isTested(call)) return outcome;
        return { ...outcome, removed: change(namedByIds(ids, existing), call, outcome.removed, existing) };
      },
    },
  });
}

/** Whether some rule that a dry run names is in the cell; a request that cannot be read names none. */
function holdsFor({ requested, revoking, lookup }: Behaviour, isIn: IsIn, call: ReferenceCall): boolean {
  try {
    const group = lookup.requested(call);
    const existing = revoking.candidates(group, 'ingress', call);
    const ids = call.pairs.filter(([name]) => name.startsWith('SecurityGroupRuleId.')).map(([, value]) => value);
    const wanted = requested.wanted([...requested.permissions(call), ...requested.flat(call)], group, call);
    const named = ids.length > 0 ? namedByIds(ids, existing) : namedByValues(wanted, existing, call);
    return named.some((rule) => isIn(rule, call));
  } catch (thrown) {
    if (thrown instanceof Refusal) return false;
    throw thrown;
  }
}
