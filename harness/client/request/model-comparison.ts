/** The parameters of a request, compared with an input by the service model. */
import type { Mismatch } from '../../checks/finding.ts';
import { encodeInput } from '../../service-model/encode-input.ts';
import { loadServiceModel } from '../../service-model/load-model.ts';
import type { Action, Member, ModelObject, Shape, StructureShape } from '../../service-model/model.ts';
import { canonicalTimestamp } from '../../service-model/scalars.ts';
import { judgeUniqueNames, type ParameterDifference, parameterDifferences } from './judge-request.ts';
import { renumbered } from './numbering.ts';
import type { RequestSubject } from './request-subject.ts';

/**
 * Parameters that do not mean what the model writes for this input. Other spellings of a timestamp, a number or a boolean
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

/**
 * Parameters that differ from those expected, by the model of the operation: an integer that is written in another way is
 * the same, since {@link judgeIntegers} judges how it is written.
 */
export function differencesFromWire(
  subject: Pick<RequestSubject, 'parameters' | 'operation'>,
  expected: Readonly<Record<string, string>>,
  anyCase = false,
): readonly ParameterDifference[] {
  const action = loadServiceModel().actions.get(subject.operation);
  return parameterDifferences(subject, expected, anyCase).filter(({ name, expected: wanted, observed: given }) => {
    if (action === undefined || wanted === undefined || given === undefined) return true;
    const shape = memberOfParameter(action, name)?.shape;
    return shape === undefined || !isInteger(shape) || !isSameNumber(wanted, given);
  });
}

/** Integers are decimal digits, after a minus sign where they are negative. */
export function judgeIntegers({
  parameters,
  operation,
}: Pick<RequestSubject, 'parameters' | 'operation'>): readonly Mismatch[] {
  const action = loadServiceModel().actions.get(operation);
  if (action === undefined) return [];
  return parameters.pairs.flatMap(([name, value]) => {
    const number = Number(value);
    if (/^-?\d+$/.test(value) || value.trim() === '' || !Number.isInteger(number)) return [];
    const shape = memberOfParameter(action, name)?.shape;
    if (shape === undefined || !isInteger(shape)) return [];
    return [
      { kind: 'parameters', at: name, expected: JSON.stringify(String(number)), observed: JSON.stringify(value) },
    ];
  });
}

/** Items of lists are named by their numbers, where the model says that there is a list. */
export function judgeItemNumbers(subject: Pick<RequestSubject, 'parameters' | 'operation'>): readonly Mismatch[] {
  return unnumbered(subject).map((observed) => ({
    kind: 'parameters',
    at: 'list',
    expected: 'the elements of a list are numbered 1, 2, … without a gap',
    observed: `${observed} has no number`,
  }));
}

/** {@link judgeUniqueNames}, but for items of lists without a number, which are judged for that. */
export function judgeNamesOnce(subject: Pick<RequestSubject, 'parameters' | 'operation'>): readonly Mismatch[] {
  const faulty = new Set(unnumbered(subject));
  const pairs = subject.parameters.pairs.filter(([name]) => !faulty.has(name));
  return judgeUniqueNames({ parameters: { ...subject.parameters, pairs } });
}

/** Names of parameters that lack the number of an item: `IpPermissions.IpProtocol`. An empty value stands for an empty list. */
function unnumbered({ parameters, operation }: Pick<RequestSubject, 'parameters' | 'operation'>): readonly string[] {
  const action = loadServiceModel().actions.get(operation);
  if (action === undefined) return [];
  const names = parameters.pairs.flatMap(([name, value]) => (lacksNumber(action, name, value) ? [name] : []));
  return [...new Set(names)];
}

function lacksNumber({ input }: Action, name: string, value: string): boolean {
  let shape: Shape | undefined = input;
  let isLacking = false;
  for (const part of name.split('.')) {
    if (shape.type === 'list' && /^\d+$/.test(part)) {
      shape = shape.item;
      continue;
    }
    if (shape.type === 'list') {
      isLacking = true;
      shape = shape.item;
    }
    const below: Shape | undefined = shape.type === 'structure' ? memberNamed(shape, part)?.shape : undefined;
    if (below === undefined) return false;
    shape = below;
  }
  return isLacking || (shape.type === 'list' && value !== '');
}

function memberNamed({ members }: StructureShape, queryName: string): Member | undefined {
  return [...members.values()].find((member) => member.queryName === queryName);
}

function isInteger({ type }: Shape): boolean {
  return type === 'integer' || type === 'long';
}

function isSameNumber(wanted: string, given: string): boolean {
  return given.trim() !== '' && !/^-?\d+$/.test(given) && Number(given) === Number(wanted);
}

/** The scalar member that a parameter such as `Filter.1.Value.2` belongs to; undefined for a name that the action has not. */
export function memberOfParameter(action: Action, parameter: string): (Member & { readonly shape: Shape }) | undefined {
  let shape: Shape = action.input;
  let member: Member | undefined;
  for (const part of parameter.split('.')) {
    if (shape.type === 'structure') {
      member = memberNamed(shape, part);
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
    case 'integer':
    case 'long':
      return isSameNumber(wanted, given);
    case 'double':
      return given.trim() !== '' && Number(given) === Number(wanted);
    case 'boolean':
      return given.toLowerCase() === wanted;
    default:
      return false;
  }
}
