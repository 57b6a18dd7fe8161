/** What dry runs of a sweep name: made by the run, so that a target that looks for resources before DryRun finds them. */
import { generateKeyPairSync } from 'node:crypto';
import type { SuccessOutcome } from '../../checks/outcome.ts';
import { nonEmptyTextAt } from '../../checks/response-tree.ts';
import type { Pairs } from '../../endpoint/caller.ts';
import { SetUpProblem, TransportProblem } from '../../endpoint/problem.ts';
import { runName, type TargetSettings } from '../../endpoint/target-settings.ts';
import { type Creation, create, type GroupAccess } from '../../security-groups/creation.ts';
import { createGroup } from '../../security-groups/groups.ts';
import { createVpc, idIn, ownCidr } from '../../security-groups/vpcs.ts';

/** Ids by their prefix: `vpc`, `sg`, `subnet`; what the target would not make is missing. */
export type SweepResources = ReadonlyMap<string, string>;

/** In the words of a plan. */
export const sweepResourceWords =
  'a VPC with a security group, a subnet, a network interface, a route table and a network ACL; a prefix list, an internet gateway, DHCP options and a key pair: all named by dry runs and deleted at the end';

/** A resource that costs nothing, by the request that makes it. */
interface Made {
  readonly kind: Exclude<Creation['kind'], 'group' | 'vpc'>;
  /** Of its ids. */
  readonly prefix: string;
  readonly action: string;
  /** `name`: the one it gets where it has one. Undefined where something that it lies in could not be made. */
  readonly params: (ids: SweepResources, name: string) => Pairs | undefined;
  /** Elements of the id in the response. */
  readonly id: readonly [outer: string, inner: string];
}

const inVpc = (ids: SweepResources, more: Pairs = []): Pairs | undefined => {
  const vpc = ids.get('vpc');
  return vpc === undefined ? undefined : [['VpcId', vpc], ...more];
};

/** In the order in which one can lie in the other. */
const kindsMade: readonly Made[] = [
  {
    kind: 'prefix-list',
    prefix: 'pl',
    action: 'CreateManagedPrefixList',
    params: (_ids, name) => [
      ['PrefixListName', name],
      ['AddressFamily', 'IPv4'],
      ['MaxEntries', '1'],
    ],
    id: ['prefixList', 'prefixListId'],
  },
  {
    kind: 'subnet',
    prefix: 'subnet',
    action: 'CreateSubnet',
    params: (ids) => inVpc(ids, [['CidrBlock', ownCidr]]),
    id: ['subnet', 'subnetId'],
  },
  {
    kind: 'network-interface',
    prefix: 'eni',
    action: 'CreateNetworkInterface',
    params: (ids) => {
      const subnet = ids.get('subnet');
      return subnet === undefined ? undefined : [['SubnetId', subnet]];
    },
    id: ['networkInterface', 'networkInterfaceId'],
  },
  {
    kind: 'route-table',
    prefix: 'rtb',
    action: 'CreateRouteTable',
    params: (ids) => inVpc(ids),
    id: ['routeTable', 'routeTableId'],
  },
  {
    kind: 'network-acl',
    prefix: 'acl',
    action: 'CreateNetworkAcl',
    params: (ids) => inVpc(ids),
    id: ['networkAcl', 'networkAclId'],
  },
  {
    kind: 'internet-gateway',
    prefix: 'igw',
    action: 'CreateInternetGateway',
    params: () => [],
    id: ['internetGateway', 'internetGatewayId'],
  },
  {
    kind: 'dhcp-options',
    prefix: 'dopt',
    action: 'CreateDhcpOptions',
    params: () => [
      ['DhcpConfiguration.1.Key', 'domain-name'],
      ['DhcpConfiguration.1.Value.1', 'ec2-conformance.example'],
    ],
    id: ['dhcpOptions', 'dhcpOptionsId'],
  },
];

/** Makes them; each is in the journal before it is asked for. */
export async function makeSweepResources(settings: TargetSettings, access: GroupAccess): Promise<SweepResources> {
  const made = new Map<string, string>();
  const keep = (prefix: string, id: string | undefined) => {
    if (id !== undefined) made.set(prefix, id);
  };
  const vpc = await unlessRefused(async () => (await createVpc(access, settings)).found);
  keep('vpc', vpc);
  keep('sg', await unlessRefused(() => createGroup(access, runName(settings, 'sweep'), vpc)));
  for (const { kind, prefix, action, params, id } of kindsMade) {
    const name = runName(settings, `sweep-${kind}`);
    const pairs = params(made, name);
    if (pairs === undefined) continue;
    const creation = { kind, action, name, params: pairs, idIn: (response: SuccessOutcome) => idIn(response, ...id) };
    keep(prefix, await unlessRefused(async () => (await create(access, creation)).found));
  }
  await unlessRefused(async () => (await importKeyPair(settings, access)).found);
  return made;
}

/** Under the name that dry runs give to every key pair. Imported: a key pair that a target makes comes with its private half. */
function importKeyPair(settings: TargetSettings, access: GroupAccess) {
  const name = runName(settings, 'sweep');
  return create(access, {
    kind: 'key-pair',
    action: 'ImportKeyPair',
    name,
    params: [
      ['KeyName', name],
      ['PublicKeyMaterial', Buffer.from(publicKey()).toString('base64')],
    ],
    idIn: (response) => nonEmptyTextAt(response.root, 'keyName'),
  });
}

/** A new key of OpenSSH's form, whose private half nobody keeps. */
function publicKey(): string {
  const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const number = (text: string) => {
    const bytes = Buffer.from(text, 'base64url');
    // A first bit that is set would make it negative.
    return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]);
  };
  const parts = [Buffer.from('ssh-rsa'), number(e), number(n)].flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return `ssh-rsa ${Buffer.concat(parts).toString('base64')} ec2-conformance`;
}

/** Puts the ids into the place of plausible ones; a name of the run into that of `example`. */
export function filling(resources: SweepResources, name: string): (text: string) => string {
  return (text) => {
    if (text === 'example') return name;
    const [, prefix] = /^([a-z]+)-0123456789abcdef0$/.exec(text) ?? [];
    return (prefix === undefined ? undefined : resources.get(prefix)) ?? text;
  };
}

async function unlessRefused(make: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await make();
  } catch (problem) {
    if (problem instanceof SetUpProblem || problem instanceof TransportProblem) return undefined;
    throw problem;
  }
}
