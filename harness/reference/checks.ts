/** What is checked of every call before its operation runs. */

import type { ReferenceCall } from './call.ts';
import { type Input, type InputShape, type Struct, text } from './request/input.ts';
import { isKnownName } from './request/reading.ts';
import type { Access, Checks } from './sections/requests.ts';

/** The conforming check of permissions and of DryRun. */
export const referenceAccess: Access<ReferenceCall> = {
  permits: (identity) => identity.permitted,
  isDryRun: (call) => {
    const value = text(call.input, 'DryRun');
    return value !== undefined && call.behaviour.reading.boolean(value, call.behaviour.choices) === true;
  },
  endDryRun: (call) => {
    throw call.behaviour.errors.dryRun();
  },
};

const newestVersion = '2016-11-15';
const oldestVersion = '2006-06-26';

/** The conforming checks before an operation, in their order. */
export const referenceChecks: Checks<ReferenceCall> = {
  signature: ({ authentication }) => {
    if ('refusal' in authentication) throw authentication.refusal;
  },
  encoding: ({ behaviour, badlyEncoded: [bad] }) => {
    if (bad !== undefined && behaviour.choices.badEncoding === 'refused') throw behaviour.errors.badEncoding(bad);
  },
  action: ({ action, behaviour }) => {
    if (action === '') throw behaviour.errors.missingAction();
    if (behaviour.reading.parameters(action) === undefined) throw behaviour.errors.unknownAction(action);
  },
  version: ({ version, behaviour }) => {
    if (version === '') throw behaviour.errors.missingVersion();
    const isOld = /^20[0-9]{2}-[0-9]{2}-[0-9]{2}$/.test(version) && version >= oldestVersion && version < newestVersion;
    if (version === newestVersion || (isOld && behaviour.choices.oldVersions === 'served')) return;
    throw behaviour.errors.unknownVersion(version);
  },
  parameterNames: ({ action, pairs, behaviour }) => {
    const parameters = behaviour.reading.parameters(action) ?? {};
    for (const [name] of pairs) {
      if (behaviour.reading.isCommon(name) || isKnownName(parameters, name)) continue;
      throw behaviour.errors.unknownParameter(name.split('.')[0] ?? name);
    }
  },
  values: (call) => {
    checkMembers(call, call.behaviour.reading.parameters(call.action) ?? {}, call.input);
    if (text(call.input, 'GroupId') === '') throw call.behaviour.errors.groupIdMalformed('');
  },
  permission: (call) => {
    if (!('identity' in call.authentication)) return;
    if (!call.behaviour.access.permits(call.authentication.identity, call)) {
      throw call.behaviour.errors.unauthorized(call);
    }
  },
  dryRun: (call) => {
    if (call.behaviour.access.isDryRun(call)) call.behaviour.access.endDryRun(call);
  },
};

function checkMembers(call: ReferenceCall, shape: Readonly<Record<string, InputShape>>, struct: Struct): void {
  for (const [name, value] of Object.entries(struct)) {
    const memberShape = shape[name];
    if (memberShape !== undefined) checkValue(call, memberShape, value, name);
  }
}

function checkValue(call: ReferenceCall, shape: InputShape, value: Input, name: string): void {
  const { errors, reading, choices } = call.behaviour;
  if (typeof value === 'string') {
    // An empty list or structure is the operation's to judge.
    const isValid =
      shape === 'text' ||
      (shape === 'integer' && reading.integer(value) !== undefined) ||
      (shape === 'boolean' && reading.boolean(value, choices) !== undefined) ||
      (typeof shape === 'object' && value === '');
    if (!isValid) throw errors.badValue(value, lowerCamel(name));
    return;
  }
  if (typeof shape === 'string') throw errors.badValue('', lowerCamel(name));
  if ('members' in shape) {
    checkMembers(call, shape.members, value as Struct);
    return;
  }
  const items = value as readonly Input[];
  if (items.length > choices.itemsPerList) throw errors.tooManyItems(lowerCamel(name), choices.itemsPerList);
  for (const item of items) checkValue(call, shape.list, item, name);
}

/** Wire names as EC2 writes them in messages. */
export function lowerCamel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
