/**
 * Changes of a behaviour that faults and variants share.
 *
 * Most touch the tested actions alone: a mutant that also misread what groups are set up with could not be tested at all.
 */
import { type Behaviour, changed } from '../reference/behaviour.ts';
import type { Arrival, ReferenceCall } from '../reference/call.ts';
import type { StatefulAction } from '../reference/request/shapes.ts';
import type { Refusal } from '../reference/responses/refusal.ts';
import type { Pair } from '../wire/query.ts';
import type { Apply } from './fault.ts';

/** Actions that these faults change: both revokes, and DescribeRegions, whose suite proves the general requirements by the same faults. */
export const testedActions: readonly StatefulAction[] = [
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'DescribeRegions',
];

/** Whether this is an action that is tested, and that nothing is set up or read with. */
export function isTestedAction(action: string): boolean {
  return (testedActions as readonly string[]).includes(action);
}

/** Whether these are the parameters of a tested action. */
export function asksTested(pairs: readonly Pair[]): boolean {
  return pairs.some(([name, value]) => name === 'Action' && isTestedAction(value));
}

/** Whether this text of a form, however it is escaped, is that of a tested action. */
export function isTestedForm(form: string): boolean {
  return isTestedAction(new URLSearchParams(form).get('Action') ?? '');
}

/** Whether a request asks for a tested action, in its body or in its URL. */
export function isTestedRequest({ request }: Arrival): boolean {
  return [request.target.split('?')[1] ?? '', request.body.toString('utf8')].some(isTestedForm);
}

/** Every XML of a successful revoke goes through `rewrite`. */
export function rewritingSuccess(
  behaviour: Behaviour,
  rewrite: (xml: string, call: ReferenceCall) => string,
): Behaviour {
  const { success } = behaviour.rendering;
  return changed(behaviour, {
    rendering: {
      success: (elements, call) =>
        isTestedAction(call.action) ? rewrite(success(elements, call), call) : success(elements, call),
    },
  });
}

/** Every XML of an error goes through `rewrite`. */
export function rewritingError(behaviour: Behaviour, rewrite: (xml: string, refusal: Refusal) => string): Behaviour {
  const { error } = behaviour.rendering;
  return changed(behaviour, { rendering: { error: (refusal, arrival) => rewrite(error(refusal, arrival), refusal) } });
}

/** A revoke is read from other pairs than were sent. */
export function rewritingPairs(behaviour: Behaviour, rewrite: (pairs: readonly Pair[]) => readonly Pair[]): Behaviour {
  const { pairs: asSent } = behaviour.reading;
  return changed(behaviour, {
    reading: { pairs: (pairs) => (asksTested(pairs) ? rewrite(asSent(pairs)) : asSent(pairs)) },
  });
}

/** Takes a request without an Action, but on a group, for this one. */
export function guessing(action: string): Apply {
  return (b) =>
    changed(b, {
      reading: {
        pairs: (pairs) =>
          pairs.some(([name]) => name === 'Action') || !pairs.some(([name]) => name === 'GroupId')
            ? b.reading.pairs(pairs)
            : [['Action', action], ...b.reading.pairs(pairs)],
      },
    });
}

/** A revoke is read from another text than was sent, before anything of it is decoded. */
export function rewritingForm(behaviour: Behaviour, rewrite: (form: string) => string): Behaviour {
  const { decode } = behaviour.reading;
  return changed(behaviour, {
    reading: { decode: (form) => decode(isTestedForm(form) ? rewrite(form) : form) },
  });
}

/** Values of a revoke whose flattened names match are read as others; undefined leaves the pair out. */
export function rewritingValues(
  behaviour: Behaviour,
  names: RegExp,
  rewrite: (value: string, name: string) => string | undefined,
): Behaviour {
  return rewritingPairs(behaviour, (pairs) =>
    pairs.flatMap(([name, value]): readonly Pair[] => {
      const read = names.test(name) ? rewrite(value, name) : value;
      return read === undefined ? [] : [[name, read]];
    }),
  );
}

/** Several changes in one, for a fault that shows in several places. */
export function both(...applies: readonly Apply[]): Apply {
  return (behaviour) => applies.reduce((changedSoFar, apply) => apply(changedSoFar), behaviour);
}
