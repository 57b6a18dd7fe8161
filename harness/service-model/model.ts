/** Types of the service model: the actions of EC2, the shapes of their inputs and outputs, and the names these have on the wire. */

/** One version of the EC2 API. Shapes are linked: a member holds the shape that it has, and no shape contains itself. */
export interface ServiceModel {
  readonly source: ModelSource;
  /** `2016-11-15`: the `Version` parameter of every request. */
  readonly apiVersion: string;
  /** Namespace of every response document, with the trailing slash that EC2 sends. */
  readonly xmlNamespace: string;
  /** By name, in the order of the file. */
  readonly actions: ReadonlyMap<string, Action>;
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** Where a model comes from. A file that the user passes states neither version nor licence. */
export interface ModelSource {
  readonly package: string;
  readonly version?: string;
  readonly license?: string;
  readonly url?: string;
}

/** Whether an action of EC2 only reads, as its name says; the model states nothing of it. */
export function isRead(action: string): boolean {
  return /^(Describe|Get|List|Search)/.test(action);
}

/** One action of the API. */
export interface Action {
  readonly name: string;
  /** HTTP method that SDKs use; EC2 also accepts GET. */
  readonly httpMethod: string;
  readonly input: StructureShape;
  /** Absent for the actions that answer `<return>true</return>` and nothing else. */
  readonly output?: StructureShape;
  readonly deprecated: boolean;
}

/** What a value looks like. `name` is the shape's name in the model. */
export type Shape = StructureShape | ListShape | StringShape | NumberShape | BooleanShape | TimestampShape | BlobShape;

/** A structure with members, by their names in the model. */
export interface StructureShape {
  readonly type: 'structure';
  readonly name: string;
  readonly members: ReadonlyMap<string, Member>;
}

/** A member of a structure. */
export interface Member {
  readonly name: string;
  readonly shape: Shape;
  /** Part of a parameter's name: queryName, else locationName capitalised, else the member's name capitalised. */
  readonly queryName: string;
  /** Name of the XML element in a response: locationName, else the member's name. */
  readonly elementName: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  /** SDKs fill this member with a fresh token where the caller gives none. */
  readonly idempotencyToken: boolean;
}

/** A list of one kind of items. */
export interface ListShape extends Bounds {
  readonly type: 'list';
  readonly name: string;
  readonly item: Shape;
  /**
   * Name of the XML element of one item in a response. Undefined where the model states none: the ec2 protocol then says
   * `member`, EC2 itself uses `item` everywhere else, and {@link defaultItemElements} are both read.
   */
  readonly itemElement: string | undefined;
}

/** Element names read for the items of a list whose model states none; the first is the one written. */
export const defaultItemElements: readonly string[] = ['member', 'item'];

/** A string, with its known values where it is an enumeration. */
export interface StringShape extends Bounds {
  readonly type: 'string';
  readonly name: string;
  /** Known values. EC2 adds values over time: an unknown one in a response is no fault. */
  readonly enum?: readonly string[];
  /** A regular expression that the whole value has to match; Smithy's dialect, which JavaScript reads. */
  readonly pattern?: string;
  readonly sensitive: boolean;
}

/** A number. */
export interface NumberShape extends Bounds {
  readonly type: 'integer' | 'long' | 'float' | 'double';
  readonly name: string;
}

/** A boolean: `true` or `false` on the wire. */
export interface BooleanShape {
  readonly type: 'boolean';
  readonly name: string;
}

/** ISO 8601 on the wire: `2026-01-31T12:00:00.000Z`. */
export interface TimestampShape {
  readonly type: 'timestamp';
  readonly name: string;
}

/** Base64 on the wire. */
export interface BlobShape {
  readonly type: 'blob';
  readonly name: string;
  readonly sensitive: boolean;
}

/** Limits, inclusive: of the value of a number, of the length of a string in characters, of the length of a list. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/**
 * Input or output of an action by member names. Timestamps are ISO 8601 text, blobs base64 text, integers of type `long`
 * beyond 2^53 lose precision. A member that is absent or `undefined` is not given.
 */
export interface ModelObject {
  readonly [member: string]: ModelValue | undefined;
}

/** A value of some shape. */
export type ModelValue = string | number | boolean | readonly ModelValue[] | ModelObject;

/** True of a JSON object, false of a list and of a scalar. */
export function isModelObject(value: unknown): value is ModelObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
