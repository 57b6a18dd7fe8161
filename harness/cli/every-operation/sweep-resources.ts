/** What dry runs of a sweep name: made by the run, so that a target that looks for resources before DryRun finds them. */
import { SetUpProblem, TransportProblem } from '../../endpoint/problem.ts';
import { runName, type TargetSettings } from '../../endpoint/target-settings.ts';
import { create } from '../../security-groups/creation.ts';
import { createGroup, type GroupAccess } from '../../security-groups/groups.ts';
import { createVpc, idIn } from '../../security-groups/vpcs.ts';

/** Ids by their prefix: `vpc`, `sg`, `pl`; what the target would not make is missing. */
export type SweepResources = ReadonlyMap<string, string>;

/** In the words of a plan. */
export const sweepResourceWords = 'a VPC, a security group and a prefix list, named by dry runs and deleted at the end';

/** Makes them; each is in the journal before it is asked for. */
export async function makeSweepResources(settings: TargetSettings, access: GroupAccess): Promise<SweepResources> {
  const vpc = await unlessRefused(async () => (await createVpc(access, settings)).found);
  const group = await unlessRefused(() => createGroup(access, runName(settings, 'sweep'), vpc));
  const list = await unlessRefused(async () => (await makePrefixList(settings, access)).found);
  const made = [
    ['vpc', vpc],
    ['sg', group],
    ['pl', list],
  ] as const;
  return new Map(made.flatMap(([prefix, id]) => (id === undefined ? [] : [[prefix, id] as const])));
}

/** Puts the ids into the place of plausible ones; a name of the run into that of `example`. */
export function filling(resources: SweepResources, name: string): (text: string) => string {
  return (text) => {
    if (text === 'example') return name;
    const [, prefix] = /^([a-z]+)-0123456789abcdef0$/.exec(text) ?? [];
    return (prefix === undefined ? undefined : resources.get(prefix)) ?? text;
  };
}

function makePrefixList(settings: TargetSettings, access: GroupAccess) {
  const name = runName(settings, 'sweep-list');
  return create(access, {
    kind: 'prefix-list',
    action: 'CreateManagedPrefixList',
    name,
    params: [
      ['PrefixListName', name],
      ['AddressFamily', 'IPv4'],
      ['MaxEntries', '1'],
    ],
    idIn: (answer) => idIn(answer, 'prefixList', 'prefixListId'),
  });
}

async function unlessRefused(make: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await make();
  } catch (problem) {
    if (problem instanceof SetUpProblem || problem instanceof TransportProblem) return undefined;
    throw problem;
  }
}
