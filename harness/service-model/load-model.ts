/** Reads the service model: the distilled file that comes with the package, or botocore's own `service-2.json`, compressed or not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { packageRoot } from '../package/package-root.ts';
import type { Action, Bounds, Member, ModelSource, ServiceModel, Shape, StructureShape } from './model.ts';

/** A file that is not a service model of EC2, or that uses something this reader does not know. Wrong usage, never a target's fault. */
export class ModelUnreadable extends Error {
  override readonly name = 'ModelUnreadable';
}

/** The distilled model, from the root of the package. */
export const modelFile = 'fixtures/service-model/ec2-2016-11-15.json.br';

/** Models by path, the packaged one by none: a model is read once per process. */
const loaded = new Map<string | undefined, ServiceModel>();

/** The model in this file; without a file the packaged one. Reads on the first call only. Throws {@link ModelUnreadable}. */
export function loadServiceModel(file?: string): ServiceModel {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const path = file ?? join(packageRoot(), modelFile);
  const model = withFileName(path, () => linkModel(parseModelDocument(readFileSync(path))));
  loaded.set(file, model);
  return model;
}

/** A model as it is written in a file: botocore's format, of which the distilled file is a subset with a source added. */
export interface ModelDocument {
  readonly source?: ModelSource;
  readonly metadata: { readonly apiVersion: string; readonly protocol: string; readonly xmlNamespace: string };
  readonly operations: Readonly<Record<string, OperationDocument>>;
  readonly shapes: Readonly<Record<string, ShapeDocument>>;
}

interface OperationDocument {
  readonly http?: { readonly method?: string };
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string };
  readonly deprecated?: boolean;
}

/** A reference to a shape, with what the place adds to it. */
export interface ReferenceDocument {
  readonly shape: string;
  readonly locationName?: string;
  readonly queryName?: string;
  readonly deprecated?: boolean;
  readonly idempotencyToken?: boolean;
}

/** One shape of a {@link ModelDocument}. */
export interface ShapeDocument extends Bounds {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, ReferenceDocument>>;
  readonly member?: ReferenceDocument;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly sensitive?: boolean;
}

/** The document in these bytes: JSON as it is, or compressed by gzip or brotli. Throws {@link ModelUnreadable}. */
export function parseModelDocument(bytes: Buffer): ModelDocument {
  const document: unknown = parseJson(isGzip(bytes) ? gunzip(bytes) : (fromBrotli(bytes) ?? bytes));
  if (!isRecord(document) || !['metadata', 'operations', 'shapes'].every((key) => isRecord(document[key]))) {
    throw new ModelUnreadable('this is not a service model: it needs metadata, operations and shapes');
  }
  const { protocol, apiVersion } = document['metadata'] as Record<string, unknown>;
  if (protocol !== 'ec2' || typeof apiVersion !== 'string') {
    throw new ModelUnreadable(`this is not a service model of EC2: its protocol is ${JSON.stringify(protocol)}`);
  }
  return document as unknown as ModelDocument;
}

/** Links a document's shapes. Throws {@link ModelUnreadable} for a reference to nothing, a cycle or an unknown trait. */
export function linkModel(document: ModelDocument): ServiceModel {
  const shapes = new ShapeLinker(document.shapes);
  const actions = Object.entries(document.operations).map(([name, operation]): [string, Action] => [
    name,
    {
      name,
      httpMethod: operation.http?.method ?? 'POST',
      input: operation.input === undefined ? nothing : shapes.structure(operation.input.shape),
      ...(operation.output && { output: shapes.structure(operation.output.shape) }),
      deprecated: operation.deprecated ?? false,
    },
  ]);
  for (const name of Object.keys(document.shapes)) shapes.shape(name);
  const { apiVersion, xmlNamespace } = document.metadata;
  return {
    source: document.source ?? { package: 'botocore' },
    apiVersion,
    xmlNamespace: xmlNamespace.endsWith('/') ? xmlNamespace : `${xmlNamespace}/`,
    actions: new Map(actions),
    shapes: shapes.linked,
  };
}

/** The action of this name. Throws {@link ModelUnreadable} where the model has none: a newer model may. */
export function actionOf(model: ServiceModel, name: string): Action {
  const action = model.actions.get(name);
  if (action === undefined) throw new ModelUnreadable(`the service model ${model.apiVersion} has no action ${name}`);
  return action;
}

const nothing: StructureShape = { type: 'structure', name: '', members: new Map() };

/** Traits that would change the wire format and that no shape of EC2 has; a model with one would be read wrongly. */
const unknownTraits = ['flattened', 'location', 'streaming', 'eventstream', 'union', 'xmlAttribute', 'timestampFormat'];

class ShapeLinker {
  readonly linked = new Map<string, Shape>();
  readonly #documents: ModelDocument['shapes'];
  /** Shapes that are being linked: meeting one of them again is a cycle. */
  readonly #open = new Set<string>();

  constructor(documents: ModelDocument['shapes']) {
    this.#documents = documents;
  }

  structure(name: string): StructureShape {
    const shape = this.shape(name);
    if (shape.type !== 'structure') throw new ModelUnreadable(`shape ${name}: input and output have to be structures`);
    return shape;
  }

  shape(name: string): Shape {
    const known = this.linked.get(name);
    if (known !== undefined) return known;
    const document = Object.hasOwn(this.#documents, name) ? this.#documents[name] : undefined;
    if (document === undefined) throw new ModelUnreadable(`shape ${name}: there is none of this name`);
    if (this.#open.has(name))
      throw new ModelUnreadable(`shape ${name} contains itself: this reader knows no such shapes`);
    refuseUnknownTraits(name, document);
    this.#open.add(name);
    const shape = this.#link(name, document);
    this.#open.delete(name);
    this.linked.set(name, shape);
    return shape;
  }

  #link(name: string, document: ShapeDocument): Shape {
    const { type, enum: values, pattern, sensitive = false } = document;
    switch (type) {
      case 'structure':
        return { type, name, members: this.#members(name, document) };
      case 'list': {
        const { member } = document;
        if (member === undefined) throw new ModelUnreadable(`shape ${name}: a list needs a member`);
        refuseUnknownTraits(name, member);
        return { type, name, item: this.shape(member.shape), itemElement: member.locationName, ...bounds(document) };
      }
      case 'string':
        return {
          type,
          name,
          ...(values && { enum: values }),
          ...(pattern && { pattern }),
          sensitive,
          ...bounds(document),
        };
      case 'integer':
      case 'long':
      case 'float':
      case 'double':
        return { type, name, ...bounds(document) };
      case 'boolean':
      case 'timestamp':
        return { type, name };
      case 'blob':
        return { type, name, sensitive };
      default:
        throw new ModelUnreadable(`shape ${name}: its type ${JSON.stringify(type)} is unknown`);
    }
  }

  #members(name: string, { members = {}, required = [] }: ShapeDocument): ReadonlyMap<string, Member> {
    const absent = required.find((member) => !Object.hasOwn(members, member));
    if (absent !== undefined) throw new ModelUnreadable(`shape ${name}: its required member ${absent} does not exist`);
    return new Map(
      Object.entries(members).map(([member, reference]) => {
        refuseUnknownTraits(`${name}, member ${member}`, reference);
        return [
          member,
          {
            name: member,
            shape: this.shape(reference.shape),
            queryName: reference.queryName ?? capitalised(reference.locationName ?? member),
            elementName: reference.locationName ?? member,
            required: required.includes(member),
            deprecated: reference.deprecated ?? false,
            idempotencyToken: reference.idempotencyToken ?? false,
          },
        ];
      }),
    );
  }
}

function refuseUnknownTraits(place: string, document: object): void {
  const trait = unknownTraits.find((name) => name in document);
  if (trait !== undefined) throw new ModelUnreadable(`shape ${place}: the trait ${trait} is unknown`);
}

function bounds({ min, max }: Bounds): Bounds {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function withFileName<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelUnreadable(`${file} cannot be read as a service model: ${reason}`, { cause: error });
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new ModelUnreadable('the gzip data is damaged', { cause: error });
  }
}

/** Undefined for bytes that are not brotli, which has no mark to be known by: JSON, for example, never is. */
function fromBrotli(bytes: Buffer): Buffer | undefined {
  try {
    return brotliDecompressSync(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ModelUnreadable('this is not JSON', { cause: error });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
