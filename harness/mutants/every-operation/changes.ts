/** Where the faults of a sweep take hold: in the requests of one action, of one part of the API, or of all. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Arrival, ReferenceCall } from '../../reference/call.ts';
import type { Checks } from '../../reference/checks.ts';
import type { Elements } from '../../reference/responses/content.ts';
import type { Refusal } from '../../reference/responses/refusal.ts';
import type { ReferenceAnswer } from '../../reference/responses/respond.ts';
import type { Apply, Fault } from '../fault.ts';

/** A fault, and the actions that its test sweeps: those that it concerns, and some that it does not. */
export interface SweepFault extends Fault {
  readonly on: readonly string[];
}

/** Which actions a fault concerns. */
export type Part = RegExp;

/** The action that a request names, in its body or in its URL; empty if in neither. */
export function actionIn({ request }: Pick<Arrival, 'request'>): string {
  const query = request.target.split('?')[1] ?? '';
  return (
    new URLSearchParams(request.body.toString('utf8')).get('Action') ?? new URLSearchParams(query).get('Action') ?? ''
  );
}

/** The XML of a success goes through `rewrite`. */
export function rewriteSuccess(part: Part, rewrite: (xml: string, call: ReferenceCall) => string): Apply {
  return (b) =>
    changed(b, {
      rendering: {
        success: (elements, call) => {
          const xml = b.rendering.success(elements, call);
          return part.test(call.action) ? rewrite(xml, call) : xml;
        },
      },
    });
}

/** The XML of an error goes through `rewrite`. */
export function rewriteError(part: Part, rewrite: (xml: string, refusal: Refusal) => string): Apply {
  return (b) =>
    changed(b, {
      rendering: {
        error: (refusal, arrival) => {
          const xml = b.rendering.error(refusal, arrival);
          return part.test(actionIn(arrival)) ? rewrite(xml, refusal) : xml;
        },
      },
    });
}

/** The last word on what goes out. */
export function rewriteAnswer(
  part: Part,
  rewrite: (answer: ReferenceAnswer, arrival: Arrival) => ReferenceAnswer,
): Apply {
  return (b) =>
    changed(b, {
      answering: {
        finish: (answer, arrival) => {
          const finished = b.answering.finish(answer, arrival);
          return finished !== undefined && part.test(actionIn(arrival)) ? rewrite(finished, arrival) : finished;
        },
      },
    });
}

/** An error with another status, code or message. */
export function refuseAs(
  part: Part,
  code: string,
  change: (refusal: Refusal) => { readonly status?: number; readonly code?: string },
): Apply {
  return (b) =>
    changed(b, {
      answering: {
        errorStatus: (refusal, arrival) => {
          const status = b.answering.errorStatus(refusal, arrival);
          return refusal.code === code && part.test(actionIn(arrival)) ? (change(refusal).status ?? status) : status;
        },
      },
      rendering: {
        errorCode: (refusal, arrival) => {
          const shown = b.rendering.errorCode(refusal, arrival);
          return refusal.code === code && part.test(actionIn(arrival)) ? (change(refusal).code ?? shown) : shown;
        },
      },
    });
}

/** One of the checks comes before all others. */
export function checkFirst(b: Behaviour, name: keyof Checks): Behaviour {
  const { [name]: first, ...others } = b.checks;
  return { ...b, checks: { [name]: first, ...others } as Checks };
}

/** What a read of these actions finds, beside its empty lists. */
export function finding(part: Part, elements: (call: ReferenceCall) => Elements): Apply {
  return (b) =>
    changed(b, {
      modelled: {
        found: (action, call) =>
          part.test(action.name)
            ? { ...b.modelled.found(action, call), ...elements(call) }
            : b.modelled.found(action, call),
      },
    });
}

/** What is refused otherwise passes the check of the model. */
export function withoutValidation(part: Part): Apply {
  return (b) =>
    changed(b, {
      modelled: {
        validate: (action, call) => {
          if (!part.test(action.name)) b.modelled.validate(action, call);
        },
      },
    });
}
