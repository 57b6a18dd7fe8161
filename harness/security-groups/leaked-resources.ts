/** Finds in a target what runs created, by the names and tags that every run gives. */

import { itemsOf, nonEmptyTextAt, textAt } from '../checks/response-tree.ts';
import type { Caller, Pairs } from '../endpoint/caller.ts';
import { runTagKey } from '../endpoint/journal/run-tag.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import type { CreatedKind } from './creation.ts';

/** A resource that a run created and did not delete. */
export interface LeakedResource {
  /** As in the journal. */
  readonly kind: string;
  readonly id: string;
  /** The name a run gave it; its tag's value where it has only that. */
  readonly name: string;
}

interface Place {
  readonly kind: CreatedKind;
  readonly action: string;
  readonly set: string;
  readonly id: string;
  /** Element of the name; undefined: the tag Name. */
  readonly name: string | undefined;
  /** Filter by the name. */
  readonly filter: string;
}

const places: readonly Place[] = [
  {
    kind: 'group',
    action: 'DescribeSecurityGroups',
    set: 'securityGroupInfo',
    id: 'groupId',
    name: 'groupName',
    filter: 'group-name',
  },
  {
    kind: 'prefix-list',
    action: 'DescribeManagedPrefixLists',
    set: 'prefixListSet',
    id: 'prefixListId',
    name: 'prefixListName',
    filter: 'prefix-list-name',
  },
  { kind: 'vpc', action: 'DescribeVpcs', set: 'vpcSet', id: 'vpcId', name: undefined, filter: 'tag:Name' },
  tagged('network-interface', 'DescribeNetworkInterfaces', 'networkInterface'),
  tagged('subnet', 'DescribeSubnets', 'subnet'),
  tagged('route-table', 'DescribeRouteTables', 'routeTable'),
  tagged('network-acl', 'DescribeNetworkAcls', 'networkAcl'),
  tagged('internet-gateway', 'DescribeInternetGateways', 'internetGateway'),
  tagged('dhcp-options', 'DescribeDhcpOptions', 'dhcpOptions'),
  {
    kind: 'key-pair',
    action: 'DescribeKeyPairs',
    set: 'keySet',
    id: 'keyName',
    name: 'keyName',
    filter: 'key-name',
  },
];

/** What has no name but by its tags. */
function tagged(kind: CreatedKind, action: string, element: string): Place {
  return { kind, action, set: `${element}Set`, id: `${element}Id`, name: undefined, filter: 'tag:Name' };
}

/** What follows the run and a first word is what a case wants of a name. */
const namePattern = /^ec2-conformance-([0-9a-z]+)-[a-z0-9]/;

/** More pages than any account has groups. */
const mostPages = 100;

/**
 * Everything that bears a run's name or tag; of one run when its id is given. What a target lists is checked again
 * here: one that ignores filters lists what is not ours. Kinds that the target cannot list are left out. `kinds`: those
 * to look for; default: all.
 */
export async function findLeakedResources(
  caller: Caller,
  runId?: string,
  kinds?: ReadonlySet<string>,
): Promise<readonly LeakedResource[]> {
  const found = new Map<string, LeakedResource>();
  for (const place of places.filter(({ kind }) => kinds === undefined || kinds.has(kind))) {
    for (const filter of [
      [place.filter, 'ec2-conformance-*'],
      ['tag-key', runTagKey],
    ] as const) {
      for (const item of await listed(caller, place, filter)) {
        const resource = leakedResourceOf(caller, item, place, runId);
        if (resource !== undefined) {
          found.set(resource.id, resource);
        }
      }
    }
  }
  return [...found.values()];
}

function leakedResourceOf(
  caller: Caller,
  item: XmlElement,
  place: Place,
  runId: string | undefined,
): LeakedResource | undefined {
  if (goneStates.has(textAt(item, 'state') ?? '')) return undefined;
  const tags = tagsOf(item);
  const name = (place.name === undefined ? tags.get('Name') : nonEmptyTextAt(item, place.name)) ?? '';
  const run = tags.get(runTagKey) ?? namePattern.exec(name)?.[1];
  const id = nonEmptyTextAt(item, place.id);
  // An id that could not be written down is none that a run was given.
  if (id === undefined || !caller.isUsableId(id) || run === undefined || (runId !== undefined && run !== runId)) {
    return undefined;
  }
  return { kind: place.kind, id, name: caller.display(name === '' ? run : name) };
}

/** A deleted prefix list stays in the list for a while (API reference, ManagedPrefixList). */
const goneStates: ReadonlySet<string> = new Set(['delete-in-progress', 'delete-complete']);

async function listed(
  caller: Caller,
  { action, set }: Place,
  [name, value]: readonly [string, string],
): Promise<readonly XmlElement[]> {
  const filter: Pairs = [
    ['Filter.1.Name', name],
    ['Filter.1.Value.1', value],
  ];
  const items: XmlElement[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { outcome } = await caller.call(action, token === undefined ? filter : [...filter, ['NextToken', token]]);
    if (outcome.kind !== 'success') {
      break;
    }
    items.push(...itemsOf(outcome.root, set));
    token = nonEmptyTextAt(outcome.root, 'nextToken');
    if (token === undefined) {
      break;
    }
  }
  return items;
}

function tagsOf(item: XmlElement): ReadonlyMap<string, string> {
  return new Map(itemsOf(item, 'tagSet').map((tag) => [textAt(tag, 'key') ?? '', textAt(tag, 'value') ?? '']));
}
