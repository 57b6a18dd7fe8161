/** Parameters of a call as a tree of texts, with readers that never fail: what is of another shape is as if absent. */

/** A value of a request: text, list or structure. */
export type Input = string | readonly Input[] | Struct;

/** A structure of a request, by the names of its members. */
export interface Struct {
  readonly [name: string]: Input;
}

/** The shape of a parameter by wire names. */
export type InputShape =
  | 'text'
  | 'integer'
  | 'boolean'
  | { readonly list: InputShape }
  | { readonly members: Readonly<Record<string, InputShape>> };

/** The text of this name; undefined where there is none or another shape. */
export function text(input: Struct, name: string): string | undefined {
  const value = own(input, name);
  return typeof value === 'string' ? value : undefined;
}

/** The items of a list of texts. */
export function texts(input: Struct, name: string): readonly string[] {
  return list(input, name).filter((item) => typeof item === 'string');
}

/** The items of a list of structures. */
export function structs(input: Struct, name: string): readonly Struct[] {
  return list(input, name).filter(isStruct);
}

/** The structure of this name; empty where there is none or another shape. */
export function struct(input: Struct, name: string): Struct {
  const value = own(input, name);
  return value !== undefined && isStruct(value) ? value : {};
}

/** Whether the parameter is in the request, in whatever shape. */
export function isGiven(input: Struct, name: string): boolean {
  return own(input, name) !== undefined;
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same object without its undefined members. */
export function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}

function list(input: Struct, name: string): readonly Input[] {
  const value = own(input, name);
  return isList(value) ? value : [];
}

function own(input: Struct, name: string): Input | undefined {
  return Object.hasOwn(input, name) ? input[name] : undefined;
}

function isList(value: Input | undefined): value is readonly Input[] {
  return Array.isArray(value);
}

function isStruct(value: Input): value is Struct {
  return typeof value === 'object' && !Array.isArray(value);
}
