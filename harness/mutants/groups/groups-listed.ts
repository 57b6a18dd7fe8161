/** Ways to list the wrong groups in DescribeSecurityGroups, and to take what has to be refused. */
import type { ReferenceCall } from '../../reference/call.ts';
import { structs, text, texts } from '../../reference/request/input.ts';
import type { Elements } from '../../reference/responses/content.ts';
import type { Fault } from '../fault.ts';
import { before, filterValues, isUntagged, replacing, rewritingInput, rewritingSet, wrapping } from './changes.ts';

const action = 'DescribeSecurityGroups';

/** Set-up asks for the groups that it reads by all their ids and without filters; so do the cases on ids. */
export const listedGroupFaults: readonly Fault[] = [
  {
    id: 'groups-single-id-with-neighbours',
    breaks: 'groups-listed/by-id',
    means: 'describes all groups of the VPC when one is asked for by a GET or beside nothing else',
    apply: wrapping(action, (call, proceed) => {
      const [id = '', ...more] = texts(call.input, 'GroupId');
      const group = call.store.groups.get(id);
      const isAlone = more.length === 0 && group !== undefined && group.ingress.length === 1;
      return proceed(isAlone ? { ...call, input: { Filter: [{ Name: 'vpc-id', Value: [group.vpcId] }] } } : call);
    }),
  },
  {
    id: 'groups-nothing-without-parameters',
    breaks: 'groups-listed/all',
    means: 'describes nothing when nothing is asked for',
    apply: rewritingSet(action, (items, call) => (isBare(call) ? [] : items)),
  },
  {
    id: 'groups-default-vpc-only',
    breaks: 'groups-listed/all',
    means: 'describes the groups of the default VPC when nothing is asked for',
    apply: rewritingSet(action, (items, call) => {
      const vpc = call.store.defaultVpc()?.id;
      return isBare(call) ? items.filter((item) => (item as Elements)['vpcId'] === vpc) : items;
    }),
  },
  {
    id: 'groups-refused-without-parameters',
    breaks: 'groups-listed/all',
    means: 'refuses a request without parameters',
    apply: before(action, (call) => {
      if (isBare(call)) throw call.behaviour.errors.missingParameter('groupId');
    }),
  },
  {
    id: 'groups-names-ignored',
    breaks: 'groups-listed/by-name',
    means: 'ignores names',
    apply: rewritingInput(action, (input) => ({ ...input, GroupName: [] })),
  },
  {
    id: 'groups-first-name-only',
    breaks: 'groups-listed/by-name',
    means: 'reads the first name alone',
    apply: rewritingInput(action, (input) => ({ ...input, GroupName: texts(input, 'GroupName').slice(0, 1) })),
  },
  {
    id: 'groups-default-not-listed',
    breaks: 'groups-listed/default-group',
    means: 'does not describe the default group of a VPC',
    apply: rewritingSet(action, (items) => items.filter((item) => (item as Elements)['groupName'] !== 'default')),
  },
  {
    id: 'groups-new-not-listed',
    breaks: 'groups-listed/created-shown',
    means: 'describes no group by its id that has no tags and no inbound rules',
    apply: rewritingSet(action, (items, call) => {
      const [id = '', ...more] = texts(call.input, 'GroupId');
      const group = call.store.groups.get(id);
      return more.length === 0 &&
        group !== undefined &&
        isUntagged(group, call) &&
        group.ingress.length === 0 &&
        group.egress.length === 1
        ? []
        : items;
    }),
  },
  {
    id: 'groups-filter-beside-ids-ignored',
    breaks: 'groups-listed/ids-with-filter',
    means: 'ignores filters beside ids',
    apply: rewritingInput(action, (input) => (texts(input, 'GroupId').length > 0 ? { ...input, Filter: [] } : input)),
  },
  {
    id: 'groups-ids-beside-filter-ignored',
    breaks: 'groups-listed/ids-with-filter',
    means: 'ignores ids beside filters',
    apply: wrapping(action, (call, proceed) => {
      const isBoth = texts(call.input, 'GroupId').length > 0 && structs(call.input, 'Filter').length > 0;
      return isBoth
        ? { ...proceed({ ...call, input: { ...call.input, GroupId: [] } }), securityGroupInfo: [] }
        : proceed(call);
    }),
  },
  {
    id: 'groups-deleted-still-listed',
    breaks: 'groups-listed/deleted-gone',
    means: 'describes a deleted group when it is asked for by a filter',
    apply: rewritingSet(action, (items, call) => {
      const ids = filterValues(call, 'group-id');
      const lost = ids.filter(
        (id) => /^sg-[0-9a-f]{17}$/.test(id) && !id.startsWith('sg-0ab5e') && !call.store.groups.has(id),
      );
      return [...items, ...lost.map((groupId) => ({ groupId }))];
    }),
  },
  {
    id: 'groups-absent-id-passed-over',
    breaks: 'groups-refused/id-absent',
    means: 'describes nothing for the id of no group',
    apply: wrapping(action, (call, proceed) => {
      const ids = texts(call.input, 'GroupId');
      const isLost = ids.length === 1 && /^sg-[0-9a-f]+$/.test(ids[0] ?? '') && !call.store.groups.has(ids[0] ?? '');
      return isLost ? { securityGroupInfo: [] } : proceed(call);
    }),
  },
  {
    id: 'groups-absent-id-as-value',
    breaks: 'groups-refused/id-absent',
    means: 'refuses the id of no group as a bad value',
    apply: before(action, (call) => {
      const [id = ''] = texts(call.input, 'GroupId');
      if (/^sg-[0-9a-f]+$/.test(id) && !call.store.groups.has(id)) throw call.behaviour.errors.badValue(id, 'groupId');
    }),
  },
  {
    id: 'groups-malformed-id-not-found',
    breaks: 'groups-refused/id-malformed',
    means: 'refuses what is no id as not found',
    apply: replacing((b) => ({
      errors: { groupIdMalformed: (id) => b.errors.groupNotFound(id) },
    })),
  },
  {
    id: 'groups-malformed-id-passed-over',
    breaks: 'groups-refused/id-malformed',
    means: 'describes nothing for what is no id',
    apply: wrapping(action, (call, proceed) =>
      texts(call.input, 'GroupId').some((id) => !id.startsWith('sg-')) ? { securityGroupInfo: [] } : proceed(call),
    ),
  },
  {
    id: 'groups-absent-name-passed-over',
    breaks: 'groups-refused/name-absent',
    means: 'describes nothing for the name of no group',
    apply: wrapping(action, (call, proceed) => {
      const [name] = texts(call.input, 'GroupName');
      const isKnown = [...call.store.groups.values()].some((group) => group.name === name);
      return name === undefined || isKnown ? proceed(call) : { securityGroupInfo: [] };
    }),
  },
  {
    id: 'groups-name-of-any-vpc',
    breaks: 'groups-refused/name-in-other-vpc',
    means: 'describes a group of any VPC by its name',
    apply: wrapping(action, (call, proceed) => {
      const names = texts(call.input, 'GroupName');
      const groups = names.map((name) => [...call.store.groups.values()].find((one) => one.name === name)?.id ?? '');
      const isKnown = names.length > 0 && groups.every((id) => id !== '');
      return proceed(isKnown ? { ...call, input: { ...call.input, GroupName: [], GroupId: groups } } : call);
    }),
  },
  {
    id: 'groups-name-by-vpc-filter',
    breaks: 'groups-refused/name-in-other-vpc',
    means: 'takes a name beside a filter on the VPC for one of that VPC',
    apply: wrapping(action, (call, proceed) => {
      const [name] = texts(call.input, 'GroupName');
      const isInVpc = call.behaviour.selecting.filters(call).some((filter) => filter.name === 'vpc-id');
      const group = [...call.store.groups.values()].find((one) => one.name === name);
      return proceed(group === undefined || !isInVpc ? call : { ...call, input: { GroupId: [group.id] } });
    }),
  },
];

function isBare({ input }: ReferenceCall): boolean {
  const isEmpty = ['GroupId', 'GroupName'].every((name) => texts(input, name).length === 0);
  return isEmpty && structs(input, 'Filter').length === 0 && text(input, 'MaxResults') === undefined;
}
