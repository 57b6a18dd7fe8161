/** The parameters of a request, compared with an input by the service model. */
import { encodeInput } from '../../service-model/encode-input.ts';
import type { Action, Member, ModelObject, Shape } from '../../service-model/model.ts';
import { canonicalTimestamp } from '../../service-model/scalars.ts';
import { type ParameterDifference, parameterDifferences } from './judge-request.ts';
import { renumbered } from './numbering.ts';
import type { RequestSubject } from './request-subject.ts';

/**
 * Parameters that do not mean what the model writes for this input. Other spellings of a timestamp, a float or a boolean
 * mean the same, and a client may fill in the idempotency token that was not given. Throws InvalidValue for an input that
 * the action does not have.
 */
export function differencesFromInput(
  subject: Pick<RequestSubject, 'parameters'>,
  action: Action,
  input: ModelObject,
): readonly ParameterDifference[] {
  const pairs = encodeInput(action, input);
  // Where a list has an empty structure, its number is left out, and both sides have the same gap.
  const expected = Object.fromEntries(renumbered(pairs));
  return parameterDifferences(subject, expected).filter(({ name, expected: wanted, observed: given }) => {
    const member = memberOfParameter(action, name);
    if (wanted === undefined || given === undefined) return member?.idempotencyToken !== true || wanted !== undefined;
    return member === undefined || !meansTheSame(member.shape, wanted, given);
  });
}

/** The scalar member that a parameter such as `Filter.1.Value.2` belongs to; undefined for a name that the action has not. */
export function memberOfParameter(action: Action, parameter: string): (Member & { readonly shape: Shape }) | undefined {
  let shape: Shape = action.input;
  let member: Member | undefined;
  for (const part of parameter.split('.')) {
    if (shape.type === 'structure') {
      member = [...shape.members.values()].find(({ queryName }) => queryName === part);
      if (member === undefined) return undefined;
      shape = member.shape;
    } else if (shape.type === 'list' && /^\d+$/.test(part)) {
      shape = shape.item;
    } else {
      return undefined;
    }
  }
  return member === undefined ? undefined : { ...member, shape };
}

function meansTheSame({ type }: Shape, wanted: string, given: string): boolean {
  switch (type) {
    case 'timestamp': {
      const time = canonicalTimestamp(given);
      return time !== undefined && time === canonicalTimestamp(wanted);
    }
    case 'float':
      return given.trim() !== '' && Math.fround(Number(given)) === Math.fround(Number(wanted));
    case 'double':
      return given.trim() !== '' && Number(given) === Number(wanted);
    case 'boolean':
      return given.toLowerCase() === wanted;
    default:
      return false;
  }
}
