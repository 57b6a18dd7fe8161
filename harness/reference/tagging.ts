/** Tags of a request. */

import type { ReferenceCall } from './call.ts';
import { type Struct, structs, text } from './request/input.ts';
import type { Tags } from './store.ts';

/** The tags that TagSpecification gives to resources of this type. */
export function requestedTags(call: ReferenceCall, resourceType: string): Tags {
  const specifications = structs(call.input, 'TagSpecification');
  const other = specifications.find((each) => text(each, 'ResourceType') !== resourceType);
  if (other !== undefined) throw call.behaviour.errors.badValue(text(other, 'ResourceType') ?? '', 'resourceType');
  return tagsOf(
    specifications.flatMap((each) => structs(each, 'Tag')),
    call,
  );
}

/** A list of Key and Value as tags; a value left out is empty. */
export function tagsOf(items: readonly Struct[], call: ReferenceCall): Tags {
  const tags = new Map<string, string>();
  for (const item of items) {
    const key = text(item, 'Key');
    if (key === undefined || key === '') throw call.behaviour.errors.missingParameter('key');
    const { errors, forms } = call.behaviour;
    if (key.startsWith('aws:')) throw errors.badValue(key, 'key');
    if (forms.tagKey(key) === undefined) throw errors.tagKeyMalformed(key.slice(0, 128));
    const value = text(item, 'Value') ?? '';
    if (forms.tagValue(value) === undefined) throw errors.badValue(value.slice(0, 256), 'value');
    tags.set(key, value);
  }
  // EC2's limit.
  if (tags.size > 50) throw call.behaviour.errors.limitReached('Tag');
  return tags;
}
