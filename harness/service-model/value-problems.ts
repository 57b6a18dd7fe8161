/** Compares a JSON value with its shape. */
import { isModelObject, type ListShape, type ModelValue, type Shape, type StructureShape } from './model.ts';
import { isScalarOf } from './scalars.ts';

/** Why a value is none of its shape. The model's patterns are not checked: one of them matches no text at all. */
export type ValueProblemKind =
  /** A member that the structure does not have. */
  | 'unknown-member'
  /** A required member that is absent. */
  | 'missing-member'
  /** A value of another type, null included. */
  | 'wrong-type'
  /** Too short or too small, too long or too large. */
  | 'below-minimum'
  | 'above-maximum'
  /** A string that is not among the known values. */
  | 'unknown-enum-value';

/** One place where a value is none of its shape. */
export interface ValueProblem {
  readonly kind: ValueProblemKind;
  /** Members and list positions from 0: `IpPermissions[0].FromPort`. The value itself is the empty path. */
  readonly path: string;
}

/** A value that cannot be encoded: our own mistake or the user's, never a target's. */
export class InvalidValue extends Error {
  override readonly name = 'InvalidValue';
  readonly problems: readonly ValueProblem[];

  constructor(place: string, problems: readonly ValueProblem[]) {
    super(`${place}: ${problems.map(({ kind, path }) => `${path || 'the value'}: ${kind}`).join(', ')}`);
    this.problems = problems;
  }
}

/** All problems of a value, in the order of its members; empty where the value is valid. */
export function valueProblems(shape: Shape, value: ModelValue, path = ''): readonly ValueProblem[] {
  switch (shape.type) {
    case 'structure':
      return structureProblems(shape, value, path);
    case 'list':
      return listProblems(shape, value, path);
    default: {
      if (!isScalarOf(shape, value)) return [{ kind: 'wrong-type', path }];
      if (shape.type === 'string' && shape.enum !== undefined && !shape.enum.includes(String(value))) {
        return [{ kind: 'unknown-enum-value', path }];
      }
      const size = typeof value === 'number' ? value : typeof value === 'string' ? [...value].length : 0;
      return 'min' in shape || 'max' in shape ? boundProblems(shape, size, path) : [];
    }
  }
}

/** Throws {@link InvalidValue} where a value has no encoding: an unknown member or a wrong type. A value against the model's rules has one. */
export function refuseUnencodable(place: string, shape: Shape, value: ModelValue): void {
  const problems = valueProblems(shape, value).filter(({ kind }) => kind === 'unknown-member' || kind === 'wrong-type');
  if (problems.length > 0) throw new InvalidValue(place, problems);
}

function structureProblems(shape: StructureShape, value: ModelValue, path: string): readonly ValueProblem[] {
  if (!isModelObject(value)) return [{ kind: 'wrong-type', path }];
  const below = (member: string) => (path === '' ? member : `${path}.${member}`);
  const problems: ValueProblem[] = [];
  for (const [name, content] of Object.entries(value)) {
    const member = shape.members.get(name);
    if (content === undefined) continue;
    if (member === undefined) problems.push({ kind: 'unknown-member', path: below(name) });
    else problems.push(...valueProblems(member.shape, content, below(name)));
  }
  for (const { name, required } of shape.members.values()) {
    if (required && value[name] === undefined) problems.push({ kind: 'missing-member', path: below(name) });
  }
  return problems;
}

function listProblems(shape: ListShape, value: ModelValue, path: string): readonly ValueProblem[] {
  if (!Array.isArray(value)) return [{ kind: 'wrong-type', path }];
  const items = value.flatMap((item: ModelValue, index) => valueProblems(shape.item, item, `${path}[${index}]`));
  return [...boundProblems(shape, value.length, path), ...items];
}

function boundProblems(
  { min, max }: { readonly min?: number; readonly max?: number },
  size: number,
  path: string,
): readonly ValueProblem[] {
  if (min !== undefined && size < min) return [{ kind: 'below-minimum', path }];
  if (max !== undefined && size > max) return [{ kind: 'above-maximum', path }];
  return [];
}
