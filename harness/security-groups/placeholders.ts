/** Fills the placeholders of a case: see harness/cases/fixture.ts for what each stands for. */
import type { TargetProfile } from './probe/target-profile.ts';
import type { TestGroups } from './test-groups.ts';

export type Placeholders = ReadonlyMap<string, string>;

const documentationAccounts = ['111122223333', '444455556666'] as const;

/** Ids of things that are well formed and not there; the same all through, so that transcripts compare. */
const absent = {
  'absent-group': 'sg-0ab5e27ab5e27ab5e',
  'absent-rule': 'sgr-0ab5e27ab5e27ab5e',
  'absent-prefix-list': 'pl-0ab5e27ab5e27ab5e',
} as const;

/** What is the same for every case of a run. */
export function runPlaceholders(
  preparation: Pick<TargetProfile, 'owner' | 'prefixList' | 'otherPrefixList'>,
): Placeholders {
  const [one, other] = documentationAccounts;
  return new Map([
    ...Object.entries(absent),
    ['owner', preparation.owner ?? one],
    ['other-account', preparation.owner === one ? other : one],
    ['prefix-list', preparation.prefixList ?? ''],
    ['other-prefix-list', preparation.otherPrefixList ?? ''],
  ]);
}

/** Adds what a world brings: its groups and its VPC. */
export function worldPlaceholders(run: Placeholders, world: TestGroups, preparation: TargetProfile): Placeholders {
  const vpc = world.vpc === undefined ? '' : (preparation.vpcs[world.vpc] ?? '');
  return new Map([
    ...run,
    ['vpc', vpc],
    ['main', world.main.id],
    ['main.name', world.main.name],
    ...(world.peer === undefined
      ? []
      : ([
          ['peer', world.peer.id],
          ['peer.name', world.peer.name],
        ] as const)),
  ]);
}

/** Replaces every placeholder that is known; text in braces that is none stays. */
export function fill(text: string, placeholders: Placeholders): string {
  return text.replace(/\{([a-z][a-z0-9.:_-]*)\}/gi, (whole, name: string) => placeholders.get(name) ?? whole);
}
