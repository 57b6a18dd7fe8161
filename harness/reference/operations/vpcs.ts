/** Actions on VPCs: just enough of them to hold groups. */

import { canonicalIpv4Cidr } from '../../wire/addresses/cidr.ts';
import type { ReferenceCall } from '../call.ts';
import { text, texts } from '../request/input.ts';
import { contentOf } from '../responses/content.ts';
import type { Filters, GroupMaker } from '../sections/groups.ts';
import type { Vpc } from '../store.ts';
import { requestedTags } from '../tagging.ts';
import { addGroup } from './groups.ts';
import type { ReferenceOperation } from './operation.ts';
import { filtered, page } from './selecting.ts';

const filters: Filters<Vpc, ReferenceCall> = {
  'vpc-id': ({ id }) => [id],
  'is-default': ({ isDefault }) => [String(isDefault)],
  // The older spelling, which EC2 still takes.
  isDefault: ({ isDefault }) => [String(isDefault)],
  state: () => ['available'],
  cidr: ({ cidr }) => [cidr],
  'owner-id': (_, { facts }) => [facts.account],
};

/** CreateVpc. */
export const handleCreateVpc: ReferenceOperation = (call) => {
  const { errors, choices } = call.behaviour;
  const block = text(call.input, 'CidrBlock');
  if (block === undefined) throw errors.missingParameter('cidrBlock');
  const cidr = canonicalIpv4Cidr(block);
  if (cidr === undefined) throw errors.badValue(block, 'cidrBlock');
  if (call.store.vpcs.size >= choices.vpcs) throw errors.limitReached('Vpc');
  const tags = requestedTags(call, 'vpc');
  const vpc = addVpc(call, cidr, false);
  call.store.tag(vpc.id, tags);
  return { vpc: contentOf(call.behaviour.responses.vpc, vpc, call) };
};

/** Refuses a VPC that has groups besides its `default` one. */
export const handleDeleteVpc: ReferenceOperation = (call) => {
  const { errors } = call.behaviour;
  const id = text(call.input, 'VpcId');
  if (id === undefined) throw errors.missingParameter('vpcId');
  const vpc = existing(id, call);
  const groups = call.store.groupsOfVpc(vpc.id);
  if (groups.some((group) => group.name !== 'default')) throw errors.dependency(vpc.id);
  for (const group of groups) call.store.removeGroup(group);
  call.store.vpcs.delete(vpc.id);
  call.store.tags.delete(vpc.id);
  return { return: 'true' };
};

/** DescribeVpcs. */
export const handleDescribeVpcs: ReferenceOperation = (call) => {
  const ids = texts(call.input, 'VpcId');
  const asked = ids.length > 0 ? ids.map((id) => existing(id, call)) : [...call.store.vpcs.values()];
  const { things, nextToken } = page(filtered(asked, filters, call), call);
  return { vpcSet: things.map((vpc) => contentOf(call.behaviour.responses.vpc, vpc, call)), nextToken };
};

/** A VPC with its `default` group, which lets its own members in. */
export function addVpc(maker: GroupMaker<ReferenceCall['behaviour']>, cidr: string, isDefault: boolean): Vpc {
  const { behaviour, store } = maker;
  const vpc: Vpc = { id: behaviour.state.newId('vpc-'), cidr, isDefault };
  store.vpcs.set(vpc.id, vpc);
  const group = addGroup(maker, { vpc, name: 'default', description: 'default VPC security group' });
  store.addRules(group, 'ingress', [
    {
      id: behaviour.state.newId('sgr-'),
      groupId: group.id,
      direction: 'ingress',
      protocol: '-1',
      source: { kind: 'group', groupId: group.id },
    },
  ]);
  return vpc;
}

function existing(id: string, call: ReferenceCall): Vpc {
  const vpc = call.store.vpcs.get(id);
  if (vpc === undefined) throw call.behaviour.errors.vpcNotFound(id);
  return vpc;
}
