/** Values without members as text on the wire: the same in a parameter as in an XML element. */
import type { ListShape, ModelValue, Shape, StructureShape } from './model.ts';

/** A shape whose value is one text on the wire. */
export type ScalarShape = Exclude<Shape, StructureShape | ListShape>;

/** A value of a {@link ScalarShape}. */
export type Scalar = string | number | boolean;

const integer = /^[+-]?\d+$/;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The value that this text stands for, or undefined where it is none of the shape's type. Text of a string is taken as it
 * is; around every other value white space does not count, as in XML Schema. An enum is open: any text is one.
 */
export function parseScalar(shape: ScalarShape, text: string): Scalar | undefined {
  const trimmed = text.trim();
  switch (shape.type) {
    case 'string':
      return text;
    case 'integer':
    case 'long':
      return integer.test(trimmed) ? Number(trimmed) : undefined;
    case 'float':
    case 'double':
      return decimal.test(trimmed) ? Number(trimmed) : undefined;
    case 'boolean':
      return trimmed === 'true' ? true : trimmed === 'false' ? false : undefined;
    case 'timestamp':
      return canonicalTimestamp(trimmed);
    case 'blob': {
      const digits = text.replace(/\s/g, '');
      return base64.test(digits) ? digits : undefined;
    }
  }
}

/** True where this JSON value is one of the shape's type. Neither length nor range is looked at. */
export function isScalarOf(shape: ScalarShape, value: ModelValue): value is Scalar {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
    case 'long':
      return typeof value === 'number' && Number.isInteger(value);
    case 'float':
    case 'double':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'timestamp':
      return typeof value === 'string' && canonicalTimestamp(value) !== undefined;
    case 'blob':
      return typeof value === 'string' && base64.test(value);
  }
}

/** The text of a value in a request. A timestamp loses zeros at the end of its fraction, and its offset. */
export function scalarText(shape: ScalarShape, value: Scalar): string {
  if (shape.type === 'timestamp') return canonicalTimestamp(String(value)) ?? String(value);
  return String(value);
}

const timestamp = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:?\d\d)$/;

/**
 * An ISO 8601 instant as `2026-01-31T12:00:00Z`, with as many digits of a fraction as count. Two timestamps are the same
 * instant where these texts are equal. Undefined for a text that is no instant: no offset, no such day.
 */
export function canonicalTimestamp(text: string): string | undefined {
  const [, day, time, fraction = '', offset = ''] = timestamp.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const zone = /^[Zz]$/.test(offset) ? 'Z' : offset.replace(/^([+-]\d\d):?/, '$1:');
  const instant = new Date(`${day}T${time}${zone}`);
  // Date takes 30 February for 2 March.
  if (Number.isNaN(instant.getTime()) || !isDay(day)) return undefined;
  const digits = fraction.replace(/0+$/, '');
  return `${instant.toISOString().slice(0, 19)}${digits && `.${digits}`}Z`;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
