/** Distils botocore's service model of EC2 to what requests and responses need: everything but the prose. */
import { brotliCompressSync, constants } from 'node:zlib';
import { linkModel, type ModelDocument } from '../../harness/service-model/load-model.ts';
import type { ModelSource } from '../../harness/service-model/model.ts';

/** What of each part is kept, in botocore's own names. All else is documentation, or configuration of botocore's client. */
const kept = {
  metadata: ['apiVersion', 'protocol', 'xmlNamespace'],
  operation: ['http', 'input', 'output', 'deprecated'],
  http: ['method'],
  reference: ['shape', 'locationName', 'queryName', 'deprecated', 'idempotencyToken'],
  shape: ['type', 'required', 'members', 'member', 'enum', 'pattern', 'min', 'max', 'sensitive'],
} as const;

/** The distilled document, members in the order of the original. Throws ModelUnreadable for a model that cannot be linked. */
export function distil(document: ModelDocument, source: ModelSource): ModelDocument {
  // Before anything is dropped: a trait that the reader does not know must not get lost here.
  linkModel(document);
  return {
    source,
    metadata: pick(document.metadata, kept.metadata),
    operations: mapValues(document.operations, (operation) => ({
      ...pick(operation, kept.operation),
      ...(operation.http && { http: pick(operation.http, kept.http) }),
      ...(operation.input && { input: pick(operation.input, kept.reference) }),
      ...(operation.output && { output: pick(operation.output, kept.reference) }),
    })),
    shapes: mapValues(document.shapes, (shape) => ({
      ...pick(shape, kept.shape),
      ...(shape.members && { members: mapValues(shape.members, (member) => pick(member, kept.reference)) }),
      ...(shape.member && { member: pick(shape.member, kept.reference) }),
    })),
  };
}

/** As one line of JSON, compressed by brotli, which makes it a third smaller than gzip does. One version of brotli always makes the same bytes. */
export function packModel(document: ModelDocument): Buffer {
  const bytes = Buffer.from(JSON.stringify(document));
  const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(bytes, { params: { [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

function pick<Value extends object>(value: Value, keys: readonly string[]): Value {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key))) as Value;
}

function mapValues<Value>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
