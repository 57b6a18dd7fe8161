/** From an HTTP request to named parameters. Lenient throughout: what is wrong is for the checks to say. */

import { type HttpRequest, headerValue } from '../../wire/message.ts';
import { nest, type QueryNode } from '../../wire/nesting.ts';
import { type DecodedForm, decodeForm, type Pair } from '../../wire/query.ts';
import type { Choices } from '../choices.ts';
import type { Input, InputShape, Struct } from './input.ts';
import { modelledParameters } from './modelled-shapes.ts';
import { type StatefulAction, shapes } from './shapes.ts';

/** The steps from an HTTP request to named parameters. */
export interface Reading {
  /** The texts of a request that hold parameters: the query of its URL, then the body of a POST. */
  readonly forms: (request: HttpRequest, choices: Choices) => readonly string[];
  /** One such text as pairs. */
  readonly decode: (form: string) => DecodedForm;
  /** All pairs of a request as they count: where a name occurs twice, the first one does. */
  readonly pairs: (pairs: readonly Pair[]) => readonly Pair[];
  /**
   * The items of a list, in order. `members` holds them by the index they were given, `name` is the list's flattened
   * name: `SecurityGroupRuleId`, `IpPermissions.2.IpRanges`. Gaps and an index 0 do no harm.
   */
  readonly items: (members: ReadonlyMap<string, QueryNode>, name: string) => readonly QueryNode[];
  /** One value, by its flattened name. */
  readonly value: (value: string, name: string) => string;
  /** The value of an integer parameter; undefined refuses it. */
  readonly integer: (text: string) => number | undefined;
  readonly boolean: (text: string, choices: Choices) => boolean | undefined;
  /** The parameters of an action; undefined when there is no such action. Names are case-sensitive. */
  readonly parameters: (action: string) => Readonly<Record<string, InputShape>> | undefined;
  /** Names that every action takes: the protocol's own and those of signatures. */
  readonly isCommon: (name: string) => boolean;
}

const common: ReadonlySet<string> = new Set([
  'Action',
  'Version',
  'AWSAccessKeyId',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'Timestamp',
  'Expires',
]);

const otherBodies = /^(application\/(json|x-amz-json|xml|octet-stream)|multipart\/)/i;

/** EC2's reading, as far as it is known. */
export const referenceReading: Reading = {
  forms: (request, choices) => {
    const question = request.target.indexOf('?');
    const query = question < 0 ? '' : request.target.slice(question + 1);
    if (request.method !== 'POST') return [query];
    const otherType = otherBodies.test(headerValue(request.headers, 'content-type') ?? '');
    if (otherType && choices.otherContentTypes === 'not-read') return [query];
    return [query, request.body.toString('utf8')];
  },
  decode: decodeForm,
  pairs: (pairs) => pairs,
  items: (members) =>
    [...members]
      .filter(([index]) => /^[0-9]{1,9}$/.test(index))
      .sort(([one], [other]) => Number(one) - Number(other))
      .map(([, item]) => item),
  value: (value) => value,
  integer: (text) => {
    const value = /^[+-]?[0-9]{1,12}$/.test(text) ? Number(text) : undefined;
    return value !== undefined && Math.abs(value) <= 0x7fffffff ? value : undefined;
  },
  boolean: (text, choices) => {
    const word = choices.booleans === 'strict' ? text : text.toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    return choices.booleans === 'strict' || !/^[01]$/.test(word) ? undefined : word === '1';
  },
  parameters: (action) =>
    Object.hasOwn(shapes, action) ? shapes[action as StatefulAction] : modelledParameters(action),
  isCommon: (name) => common.has(name) || /^X-Amz-/i.test(name),
};

/** The pairs of a request and what was wrong with their encoding, by the raw text. */
export function readPairs(
  how: Reading,
  request: HttpRequest,
  choices: Choices,
): { readonly pairs: readonly Pair[]; readonly badlyEncoded: readonly string[] } {
  const decoded = how.forms(request, choices).map((form) => how.decode(form));
  return {
    pairs: how.pairs(decoded.flatMap((form) => form.pairs)),
    badlyEncoded: decoded.flatMap((form) => form.problems.map((problem) => problem.raw)),
  };
}

/** The parameters of an action as a tree; names the action does not have are left out. */
export function readInput(how: Reading, action: string, pairs: readonly Pair[]): Struct {
  return readMembers(how, how.parameters(action) ?? {}, nest(pairs).members, '');
}

function readMembers(
  how: Reading,
  shape: Readonly<Record<string, InputShape>>,
  members: ReadonlyMap<string, QueryNode>,
  prefix: string,
): Struct {
  const struct: Record<string, Input> = {};
  for (const [name, memberShape] of Object.entries(shape)) {
    const node = members.get(name);
    if (node !== undefined) struct[name] = readNode(how, memberShape, node, prefix + name);
  }
  return struct;
}

/** A value where a structure or list belongs stays a text: `IpPermissions.1.IpRanges=` means something to EC2. */
function readNode(how: Reading, shape: InputShape, node: QueryNode, name: string): Input {
  if (node.kind === 'value') return how.value(node.value, name);
  if (typeof shape === 'string') return {};
  if ('members' in shape) return readMembers(how, shape.members, node.members, `${name}.`);
  return how.items(node.members, name).map((item, index) => readNode(how, shape.list, item, `${name}.${index + 1}`));
}

/** Whether a flattened name is one of these parameters; list items are numbered, nothing else is. */
export function isKnownName(parameters: Readonly<Record<string, InputShape>>, name: string): boolean {
  let shape: InputShape = { members: parameters };
  for (const part of name.split('.')) {
    if (typeof shape === 'string') return false;
    if ('list' in shape) {
      if (!/^[0-9]{1,9}$/.test(part)) return false;
      shape = shape.list;
      continue;
    }
    const next: InputShape | undefined = Object.hasOwn(shape.members, part) ? shape.members[part] : undefined;
    if (next === undefined) return false;
    shape = next;
  }
  return true;
}
