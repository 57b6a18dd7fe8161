/** Actions on the tags of whatever has an id. */

import type { ReferenceCall } from '../call.ts';
import { structs, text, texts } from '../request/input.ts';
import type { Filters } from '../sections/groups.ts';
import { tagsOf } from '../tagging.ts';
import type { ReferenceOperation } from './operation.ts';
import { filtered, page } from './selecting.ts';

interface Tag {
  /** Of the resource. */
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

const filters: Filters<Tag, ReferenceCall> = {
  'resource-id': ({ id }) => [id],
  'resource-type': ({ id }) => [resourceType(id)],
  key: ({ key }) => [key],
  value: ({ value }) => [value],
};

const typeOfPrefix: Readonly<Record<string, string>> = {
  sg: 'security-group',
  sgr: 'security-group-rule',
  vpc: 'vpc',
  pl: 'prefix-list',
};

/** CreateTags. */
export const handleCreateTags: ReferenceOperation = (call) => {
  const tags = tagsOf(structs(call.input, 'Tag'), call);
  if (tags.size === 0) throw call.behaviour.errors.missingParameter('tagSet');
  for (const id of resources(call)) call.store.tag(id, tags);
  return { return: 'true' };
};

/** Removes the named tags; a tag given with a value goes only when it has that value. Without tags, all go. */
export const handleDeleteTags: ReferenceOperation = (call) => {
  const named = structs(call.input, 'Tag');
  for (const id of resources(call)) {
    const tags = call.store.tags.get(id);
    if (named.length === 0) tags?.clear();
    for (const tag of named) {
      const key = text(tag, 'Key') ?? '';
      const value = text(tag, 'Value');
      if (value === undefined || tags?.get(key) === value) tags?.delete(key);
    }
  }
  return { return: 'true' };
};

/** DescribeTags. */
export const handleDescribeTags: ReferenceOperation = (call) => {
  const all = [...call.store.tags].flatMap(([id, tags]) => [...tags].map(([key, value]) => ({ id, key, value })));
  const { things, nextToken } = page(filtered(all, filters, call), call);
  const tagSet = things.map(({ id, key, value }) => ({ resourceId: id, resourceType: resourceType(id), key, value }));
  return { tagSet, nextToken };
};

function resources(call: ReferenceCall): readonly string[] {
  const { errors } = call.behaviour;
  const ids = texts(call.input, 'ResourceId');
  if (ids.length === 0) throw errors.missingParameter('resourceIdSet');
  const { store } = call;
  const absent = ids.find(
    (id) => !store.groups.has(id) && !store.vpcs.has(id) && !store.prefixLists.has(id) && !store.groupOfRule(id),
  );
  if (absent !== undefined) throw errors.resourceNotFound(absent);
  return ids;
}

function resourceType(id: string): string {
  return typeOfPrefix[id.slice(0, id.indexOf('-'))] ?? 'unknown';
}
