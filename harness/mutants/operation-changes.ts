/** The places at which a fault takes hold of operations, by their actions; the others stay as they are. */
import { changed } from '../reference/behaviour.ts';
import type { ReferenceCall } from '../reference/call.ts';
import type { ReferenceOperation } from '../reference/operations/operation.ts';
import type { Action } from '../reference/request/shapes.ts';
import type { Elements } from '../reference/responses/content.ts';
import { Refusal } from '../reference/responses/refusal.ts';
import type { Apply, When } from './revoke-changes.ts';

/** Changes of some operations. */
export interface OperationChanges {
  /** Whether the call is of one of them. */
  readonly isOne: When;
  /** Puts something in the place of each; `operation` is what it was. */
  readonly replacing: (replace: (call: ReferenceCall, operation: ReferenceOperation) => Elements) => Apply;
  /** Answers success and does nothing where a call of this kind is to be refused. */
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
}

/** The changes of the operations with these actions. */
export function changesOf(actions: readonly Action[]): OperationChanges {
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
  return {
    isOne: ({ action }) => (actions as readonly string[]).includes(action),
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
  };
}
