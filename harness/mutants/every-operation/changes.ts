/** Changes of the embedded target for the faults of the sweep, each limited to the actions whose names match a pattern. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Arrival, ReferenceCall } from '../../reference/call.ts';
import type { Elements } from '../../reference/responses/content.ts';
import type { Refusal } from '../../reference/responses/refusal.ts';
import type { ReferenceResponse } from '../../reference/responses/respond.ts';
import type { Apply, Fault } from '../fault.ts';

/** A fault, and the actions that its test sweeps: those that it concerns, and some that it does not. */
export interface SweepFault extends Fault {
  readonly on: readonly string[];
}

/** Matches the names of the actions that a fault concerns. */
export type ActionPattern = RegExp;

/** The action that a request names, in its body or in its URL; empty if in neither. */
export function actionIn({ request }: Pick<Arrival, 'request'>): string {
  const query = request.target.split('?')[1] ?? '';
  return (
    new URLSearchParams(request.body.toString('utf8')).get('Action') ?? new URLSearchParams(query).get('Action') ?? ''
  );
}

/** The XML of a success goes through `rewrite`. */
export function rewriteSuccess(pattern: ActionPattern, rewrite: (xml: string, call: ReferenceCall) => string): Apply {
  return (b) =>
    changed(b, {
      rendering: {
        success: (elements, call) => {
          const xml = b.rendering.success(elements, call);
          return pattern.test(call.action) ? rewrite(xml, call) : xml;
        },
      },
    });
}

/** The XML of an error goes through `rewrite`. */
export function rewriteError(pattern: ActionPattern, rewrite: (xml: string, refusal: Refusal) => string): Apply {
  return (b) =>
    changed(b, {
      rendering: {
        error: (refusal, arrival) => {
          const xml = b.rendering.error(refusal, arrival);
          return pattern.test(actionIn(arrival)) ? rewrite(xml, refusal) : xml;
        },
      },
    });
}

/** The whole response goes through `rewrite`, after everything else has been done to it. */
export function rewriteResponse(
  pattern: ActionPattern,
  rewrite: (response: ReferenceResponse, arrival: Arrival) => ReferenceResponse,
): Apply {
  return (b) =>
    changed(b, {
      responding: {
        finish: (response, arrival) => {
          const finished = b.responding.finish(response, arrival);
          return finished !== undefined && pattern.test(actionIn(arrival)) ? rewrite(finished, arrival) : finished;
        },
      },
    });
}

/** An error with another status, code or message. */
export function refuseAs(
  pattern: ActionPattern,
  code: string,
  change: (refusal: Refusal) => { readonly status?: number; readonly code?: string },
): Apply {
  return (b) =>
    changed(b, {
      responding: {
        errorStatus: (refusal, arrival) => {
          const status = b.responding.errorStatus(refusal, arrival);
          return refusal.code === code && pattern.test(actionIn(arrival)) ? (change(refusal).status ?? status) : status;
        },
      },
      rendering: {
        errorCode: (refusal, arrival) => {
          const shown = b.rendering.errorCode(refusal, arrival);
          return refusal.code === code && pattern.test(actionIn(arrival)) ? (change(refusal).code ?? shown) : shown;
        },
      },
    });
}

/** One of the checks comes before all others. */
export function checkFirst(b: Behaviour, name: keyof Behaviour['checks']): Behaviour {
  const { [name]: first, ...others } = b.checks;
  return { ...b, checks: { [name]: first, ...others } as Behaviour['checks'] };
}

/** Responses of these actions have these elements, too, where the target otherwise responds with empty lists. */
export function withFoundElements(pattern: ActionPattern, elements: (call: ReferenceCall) => Elements): Apply {
  return (b) =>
    changed(b, {
      modelled: {
        found: (action, call) =>
          pattern.test(action.name)
            ? { ...b.modelled.found(action, call), ...elements(call) }
            : b.modelled.found(action, call),
      },
    });
}

/** Input of this kind is not validated by the service model, so that what it forbids is accepted. */
export function withoutValidation(
  pattern: ActionPattern,
  isTaken: (call: ReferenceCall) => boolean = () => true,
): Apply {
  return (b) =>
    changed(b, {
      modelled: {
        validate: (action, call) => {
          if (!pattern.test(action.name) || !isTaken(call)) b.modelled.validate(action, call);
        },
      },
    });
}
