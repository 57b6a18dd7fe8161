/** The places at which a fault takes hold of operations, by their actions; the others stay as they are. */
import { changed } from '../reference/behaviour.ts';
import type { ReferenceCall } from '../reference/call.ts';
import type { ReferenceOperation } from '../reference/operations/operation.ts';
import type { InputShape } from '../reference/request/input.ts';
import { type StatefulAction, shapes } from '../reference/request/shapes.ts';
import type { Elements } from '../reference/responses/content.ts';
import { Refusal } from '../reference/responses/refusal.ts';
import type { Permission } from '../security-groups/model/permission.ts';
import type { Pair } from '../wire/query.ts';
import type { Apply } from './fault.ts';

/** Selects the calls that a fault changes. */
export type When = (call: ReferenceCall) => boolean;

/** Changes of some operations. */
export interface OperationChanges {
  /** Whether the call is of one of them. */
  readonly isOne: When;
  /** Puts something in the place of each; `operation` is what it was. */
  readonly replacing: (replace: (call: ReferenceCall, operation: ReferenceOperation) => Elements) => Apply;
  /** Responds with success and does nothing where a call of this kind is to be refused. */
  readonly overlooked: (when: (refusal: Refusal, call: ReferenceCall) => boolean) => Apply;
  /** Refuses calls of this kind with another code; the state stays as with the right one. */
  readonly refusedAs: (
    code: string,
    when: (refusal: Refusal, call: ReferenceCall) => boolean,
    status?: number,
  ) => Apply;
  /** Refuses calls of this kind, which are to be carried out. */
  readonly refusing: (when: When, code?: string) => Apply;
  /** Carries out calls as if they had another input. */
  readonly reinput: (change: (input: ReferenceCall['input'], call: ReferenceCall) => ReferenceCall['input']) => Apply;
  /** Reads requests from other pairs than were sent. */
  readonly rewritingPairs: (rewrite: (pairs: readonly Pair[]) => readonly Pair[]) => Apply;
  /** Reads parameters under other names than they were sent with. */
  readonly renaming: (rename: (name: string) => string) => Apply;
  /** Reads requests without the parameters whose names match. */
  readonly ignoring: (names: RegExp) => Apply;
  /** Carries out dry runs of this kind, and answers as if they were none. */
  readonly dryRunIgnored: (when: When) => Apply;
  /** Carries out dry runs of this kind, and answers that they were dry runs. */
  readonly dryRunDone: (when: When) => Apply;
  /** Carries out no dry run, and responds with success. */
  readonly dryRunAsSuccess: Apply;
  /** Reads each permission, the parameters for one rule included, as another one. */
  readonly reread: (change: (permission: Permission, call: ReferenceCall) => Permission) => Apply;
  /** Reads the list of permissions as another one. */
  readonly relist: (
    change: (permissions: readonly Permission[], call: ReferenceCall) => readonly Permission[],
  ) => Apply;
}

/** The changes of the operations with these actions. */
export function changesOf(actions: readonly StatefulAction[]): OperationChanges {
  const replacing: OperationChanges['replacing'] = (replace) => (b) =>
    changed(b, {
      operations: Object.fromEntries(
        actions.map((action) => [action, (call: ReferenceCall) => replace(call, b.operations[action])]),
      ),
    });
  const insteadOfRefusal = (answer: (refusal: Refusal, call: ReferenceCall) => Elements): Apply =>
    replacing((call, operation) => {
      try {
        return operation(call);
      } catch (thrown) {
        if (thrown instanceof Refusal) return answer(thrown, call);
        throw thrown;
      }
    });
  const isAction = (name: string) => (actions as readonly string[]).includes(name);
  const isOne: When = ({ action }) => isAction(action);
  const rewritingPairs: OperationChanges['rewritingPairs'] = (rewrite) => (b) =>
    changed(b, {
      reading: {
        pairs: (pairs) => {
          const read = b.reading.pairs(pairs);
          return pairs.some(([name, value]) => name === 'Action' && isAction(value)) ? rewrite(read) : read;
        },
      },
    });
  return {
    isOne,
    replacing,
    overlooked: (when) =>
      insteadOfRefusal((refusal, call) => {
        if (!when(refusal, call)) throw refusal;
        return { return: 'true' };
      }),
    refusedAs: (code, when, status) =>
      insteadOfRefusal((refusal, call) => {
        throw when(refusal, call) ? new Refusal(status ?? refusal.status, code, refusal.message) : refusal;
      }),
    refusing: (when, code = 'InvalidParameterValue') =>
      replacing((call, operation) => {
        if (when(call)) throw new Refusal(400, code, 'This request is not supported.');
        return operation(call);
      }),
    reinput: (change) => replacing((call, operation) => operation({ ...call, input: change(call.input, call) })),
    rewritingPairs,
    renaming: (rename) => rewritingPairs((pairs) => pairs.map(([name, value]): Pair => [rename(name), value])),
    ignoring: (names) => rewritingPairs((pairs) => pairs.filter(([name]) => !names.test(name))),
    dryRunIgnored: (when) => (b) =>
      changed(b, { access: { isDryRun: (call) => b.access.isDryRun(call) && !(isOne(call) && when(call)) } }),
    dryRunDone: (when) => (b) =>
      changed(b, {
        access: {
          endDryRun: (call) => {
            if (isOne(call) && when(call)) b.operations[call.action as StatefulAction](call);
            b.access.endDryRun(call);
          },
        },
      }),
    dryRunAsSuccess: (b) =>
      changed(
        replacing((call, operation) => (call.behaviour.access.isDryRun(call) ? { return: 'true' } : operation(call)))(
          b,
        ),
        { access: { endDryRun: (call) => (isOne(call) ? undefined : b.access.endDryRun(call)) } },
      ),
    reread: (change) => (b) =>
      changed(b, {
        requested: {
          rules: (permission, group, call) =>
            b.requested.rules(isOne(call) ? change(permission, call) : permission, group, call),
        },
      }),
    relist: (change) => (b) =>
      changed(b, {
        requested: {
          permissions: (call) => {
            const permissions = b.requested.permissions(call);
            return isOne(call) ? change(permissions, call) : permissions;
          },
        },
      }),
  };
}

/** Whether the caller has temporary credentials. */
export const isOfSession: When = ({ authentication }) =>
  'identity' in authentication && authentication.identity.name === 'session';

/** Whether the request has no header field Authorization. */
export const isUnsigned: When = ({ request }) =>
  !request.headers.some(([name]) => name.toLowerCase() === 'authorization');

/** The operation takes these parameters of another one too. */
export function alsoTaking(action: StatefulAction, other: StatefulAction, ...names: readonly string[]): Apply {
  const more = Object.fromEntries(Object.entries<InputShape>(shapes[other]).filter(([name]) => names.includes(name)));
  return (b) =>
    changed(b, {
      reading: {
        parameters: (asked) => {
          const known = b.reading.parameters(asked);
          return asked === action && known !== undefined ? { ...known, ...more } : known;
        },
      },
    });
}
