/** Actions on managed prefix lists: just enough of them to be sources of rules. */

import { canonicalIpv4Cidr, canonicalIpv6Cidr } from '../../wire/addresses/cidr.ts';
import type { ReferenceCall } from '../call.ts';
import { type Struct, structs, text, texts } from '../request/input.ts';
import { contentOf } from '../responses/content.ts';
import type { Filters } from '../sections/groups.ts';
import type { PrefixList, PrefixListEntry } from '../store.ts';
import { requestedTags } from '../tagging.ts';
import type { ReferenceOperation } from './operation.ts';
import { filtered, page } from './selecting.ts';

const filters: Filters<PrefixList, ReferenceCall> = {
  'prefix-list-id': ({ id }) => [id],
  'prefix-list-name': ({ name }) => [name],
  'owner-id': (_, { facts }) => [facts.account],
};

/** CreateManagedPrefixList. */
export const handleCreatePrefixList: ReferenceOperation = (call) => {
  const { errors, choices } = call.behaviour;
  const value = (name: string, as: string) => {
    const found = text(call.input, name);
    if (found === undefined || found === '') throw errors.missingParameter(as);
    return found;
  };
  const name = value('PrefixListName', 'prefixListName');
  const family = value('AddressFamily', 'addressFamily');
  const maxEntries = call.behaviour.reading.integer(value('MaxEntries', 'maxEntries')) ?? 0;
  if (family !== 'IPv4' && family !== 'IPv6') throw errors.badValue(family, 'addressFamily');
  if (maxEntries < 1 || maxEntries > 1000) throw errors.badValue(String(maxEntries), 'maxEntries');
  const entries = structs(call.input, 'Entry').map((entry) => readEntry(entry, family, call));
  if (entries.length > maxEntries) throw errors.limitReached('PrefixListEntry');
  if (call.store.prefixLists.size >= choices.prefixLists) throw errors.limitReached('PrefixList');
  const tags = requestedTags(call, 'prefix-list');
  const list: PrefixList = { id: call.behaviour.state.newId('pl-'), name, family, maxEntries, entries };
  call.store.prefixLists.set(list.id, list);
  call.store.tag(list.id, tags);
  return { prefixList: contentOf(call.behaviour.responses.prefixList, list, call) };
};

/** Refuses a list that some rule has as its source. */
export const handleDeletePrefixList: ReferenceOperation = (call) => {
  const { errors } = call.behaviour;
  const id = text(call.input, 'PrefixListId');
  if (id === undefined) throw errors.missingParameter('prefixListId');
  const list = existing(id, call);
  const isUsed = [...call.store.groups.values()].some((group) =>
    [...group.ingress, ...group.egress].some(
      ({ source }) => source.kind === 'prefix-list' && source.prefixListId === list.id,
    ),
  );
  if (isUsed) throw errors.dependency(list.id);
  call.store.prefixLists.delete(list.id);
  const prefixList = {
    ...contentOf(call.behaviour.responses.prefixList, list, call),
    state: 'delete-complete',
  };
  call.store.tags.delete(list.id);
  return { prefixList };
};

/** DescribeManagedPrefixLists. */
export const handleDescribePrefixLists: ReferenceOperation = (call) => {
  const ids = texts(call.input, 'PrefixListId');
  const asked = ids.length > 0 ? ids.map((id) => existing(id, call)) : [...call.store.prefixLists.values()];
  const { things, nextToken } = page(filtered(asked, filters, call), call);
  return { prefixListSet: things.map((list) => contentOf(call.behaviour.responses.prefixList, list, call)), nextToken };
};

function readEntry(entry: Struct, family: PrefixList['family'], call: ReferenceCall): PrefixListEntry {
  const given = text(entry, 'Cidr') ?? '';
  const cidr = family === 'IPv4' ? canonicalIpv4Cidr(given) : canonicalIpv6Cidr(given);
  if (cidr === undefined) throw call.behaviour.errors.cidrMalformed(given);
  const description = text(entry, 'Description');
  return description === undefined ? { cidr } : { cidr, description };
}

function existing(id: string, call: ReferenceCall): PrefixList {
  const { errors, forms } = call.behaviour;
  if (forms.prefixListId(id) === undefined) throw errors.prefixListMalformed(id);
  const list = call.store.prefixLists.get(id);
  if (list === undefined) throw errors.prefixListNotFound(id);
  return list;
}
