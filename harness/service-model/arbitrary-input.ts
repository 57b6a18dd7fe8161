/** fast-check arbitraries of inputs and outputs, made from the shapes of the model. */
import * as fc from 'fast-check';
import type {
  Action,
  ListShape,
  Member,
  ModelObject,
  ModelValue,
  NumberShape,
  Shape,
  StringShape,
  StructureShape,
} from './model.ts';
import { plausibleValue } from './plausible-value.ts';
import { canonicalTimestamp, type ScalarShape } from './scalars.ts';

/** How large the generated values get. */
export interface ArbitrarySize {
  /** Structures below the outermost one that have optional members; deeper ones have the required members alone. Default 3. */
  readonly depth?: number;
  /** Items of a list beyond the minimum of the model. Default 2. */
  readonly items?: number;
  /** Chance of an optional member to be given, from 0 to 1. Default 0.4. With 1 every member is given and no list is empty. */
  readonly density?: number;
  /** Items that every list has at least, up to the maximum of the model. Default 0. */
  readonly leastItems?: number;
  /** Chance of a free text to be odd instead of plausible, from 0 to 1. Default one third. */
  readonly oddness?: number;
}

/**
 * Inputs that the model calls valid: required members, some of the optional ones, values within their limits. Values are
 * plausible or odd (markup, white space, characters of four bytes) but never outside of XML 1.0. Deterministic: the values
 * follow from fast-check's seed alone. Shrinks towards the absence of optional members.
 */
export function arbitraryInput(action: Action, size: ArbitrarySize = {}): fc.Arbitrary<ModelObject> {
  return structure(action.input, withDefaults(size));
}

/** Outputs of the action, as {@link arbitraryInput}; `{}` where the action has none. */
export function arbitraryOutput(action: Action, size: ArbitrarySize = {}): fc.Arbitrary<ModelObject> {
  return action.output === undefined ? fc.constant({}) : structure(action.output, withDefaults(size));
}

function withDefaults({
  depth = 3,
  items = 2,
  density = 0.4,
  leastItems = 0,
  oddness = 1 / 3,
}: ArbitrarySize): Required<ArbitrarySize> {
  return { depth, items, density, leastItems, oddness };
}

function structure(shape: StructureShape, size: Required<ArbitrarySize>): fc.Arbitrary<ModelObject> {
  const below = { ...size, depth: size.depth - 1 };
  const members = [...shape.members.values()].filter(({ required }) => required || size.depth >= 0);
  const content = members.map((member) =>
    member.required ? value(member, below) : sometimes(value(member, below), size.density),
  );
  return fc.tuple(...content).map((values) => {
    const given = members.map(({ name }, index) => [name, values[index]] as const);
    return Object.fromEntries(given.filter(([, content]) => content !== undefined));
  });
}

/** Absent or not; shrinks to absent. */
function sometimes(arbitrary: fc.Arbitrary<ModelValue>, density: number): fc.Arbitrary<ModelValue | undefined> {
  const given = Math.round(density * 100);
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(undefined), weight: 100 - given },
    { arbitrary, weight: given },
  );
}

function value(
  member: Pick<Member, 'name'> & { readonly shape: Shape },
  size: Required<ArbitrarySize>,
): fc.Arbitrary<ModelValue> {
  const { name, shape } = member;
  if (shape.type === 'structure') return structure(shape, size);
  if (shape.type === 'list') return list(name, shape, size);
  return scalar(name, shape, size);
}

function list(name: string, shape: ListShape, size: Required<ArbitrarySize>): fc.Arbitrary<readonly ModelValue[]> {
  const wanted = size.depth >= 0 ? Math.max(size.leastItems, size.density === 1 ? 1 : 0) : 0;
  const minLength = Math.max(shape.min ?? 0, Math.min(wanted, shape.max ?? wanted));
  const maxLength = Math.min(minLength + (size.depth >= 0 ? size.items : 0), shape.max ?? Number.POSITIVE_INFINITY);
  return fc.array(value({ name, shape: shape.item }, size), { minLength, maxLength });
}

function scalar(name: string, shape: ScalarShape, size: Required<ArbitrarySize>): fc.Arbitrary<ModelValue> {
  switch (shape.type) {
    case 'string':
      return string(name, shape, size.oddness);
    case 'integer':
      return number(shape, -(2 ** 31), 2 ** 31 - 1);
    case 'long':
      return number(shape, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    case 'float':
    case 'double':
      return double(shape);
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      // 2000 to 2037, in milliseconds: what every clock and library can represent.
      return fc
        .integer({ min: 946_684_800, max: 2_145_916_800 })
        .chain((seconds) =>
          fc.constantFrom(0, 0, 0, 1, 120, 999).map((milliseconds) => instant(seconds, milliseconds)),
        );
    case 'blob':
      return fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  }
}

function instant(seconds: number, milliseconds: number): string {
  const text = new Date(seconds * 1000 + milliseconds).toISOString();
  return canonicalTimestamp(text) ?? text;
}

function number({ min, max }: NumberShape, least: number, most: number): fc.Arbitrary<number> {
  return fc.integer({ min: min ?? least, max: max ?? most });
}

/** Thousandths, which all languages write alike. */
function double({ min = -1e6, max = 1e6 }: NumberShape): fc.Arbitrary<number> {
  return fc
    .integer({ min: Math.ceil(min * 1000), max: Math.floor(max * 1000) })
    .map((thousandths) => thousandths / 1000);
}

/** Characters that encodings of forms and of XML have to take care of. */
const oddCharacters = [
  '&',
  '<',
  '>',
  '"',
  "'",
  ']]>',
  '+',
  ' ',
  '%',
  '=',
  '.',
  '\n',
  '\t',
  '\r',
  'é',
  '\u0085',
  '中',
  '😀',
];

function string(name: string, shape: StringShape, oddness: number): fc.Arbitrary<string> {
  const plausible = String(plausibleValue(name, shape));
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  // Not every pattern of the model can be generated from: one of them matches no text at all.
  if (shape.pattern !== undefined) return fc.constant(plausible);
  const { min: minLength = 0, max: maxLength = Math.max(minLength, 12) } = shape;
  const odd = fc
    .array(fc.oneof(fc.constantFrom(...oddCharacters), fc.string({ minLength: 1, maxLength: 1 })), { maxLength: 12 })
    .map((pieces) => [...pieces.join('').padEnd(minLength, 'x')].slice(0, maxLength).join(''));
  const weight = Math.round(oddness * 3000);
  return fc.oneof({ arbitrary: fc.constant(plausible), weight: 3000 - weight }, { arbitrary: odd, weight });
}
