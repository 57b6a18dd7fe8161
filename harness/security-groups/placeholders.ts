/** Fills the placeholders of a case: see harness/cases/fixture.ts for what each stands for. */
import type { Case } from '../cases/case.ts';
import { type Placeholders, textsIn } from '../cases/placeholders.ts';
import type { VpcKind } from './model/rule.ts';
import type { TargetProfile } from './probe/target-profile.ts';
import type { TestGroups } from './test-groups.ts';

const documentationAccounts = ['111122223333', '444455556666'] as const;

/** Well-formed ids of resources that do not exist; always the same, so that transcripts can be compared. */
const absent = {
  'absent-group': 'sg-0ab5e27ab5e27ab5e',
  'absent-rule': 'sgr-0ab5e27ab5e27ab5e',
  'absent-prefix-list': 'pl-0ab5e27ab5e27ab5e',
} as const;

/** What is the same for every case of a run. */
export function runPlaceholders(
  preparation: Pick<TargetProfile, 'owner' | 'prefixList' | 'otherPrefixList'>,
  region: string,
): Placeholders {
  const [one, other] = documentationAccounts;
  return new Map([
    ...Object.entries(absent),
    ['owner', preparation.owner ?? one],
    ['other-account', preparation.owner === one ? other : one],
    ['prefix-list', preparation.prefixList ?? ''],
    ['region', region],
    ['other-prefix-list', preparation.otherPrefixList ?? ''],
  ]);
}

/** Adds the placeholders for the groups of a case and for their VPC. */
export function groupPlaceholders(run: Placeholders, groups: TestGroups, profile: TargetProfile): Placeholders {
  const vpc = groups.vpc === undefined ? '' : (profile.vpcs[groups.vpc] ?? '');
  return new Map([
    ...run,
    ['vpc', vpc],
    ['main', groups.main.id],
    ['main.name', groups.main.name],
    ...(groups.peer === undefined
      ? []
      : ([
          ['peer', groups.peer.id],
          ['peer.name', groups.peer.name],
        ] as const)),
  ]);
}

/** Adds the VPC that a case without groups names: of the kind that it wants, or the one that groups are made in. */
export function vpcPlaceholders(run: Placeholders, vpc: VpcKind | undefined, { vpcs }: TargetProfile): Placeholders {
  const id = vpc === undefined ? (vpcs.nondefault ?? vpcs.default) : vpcs[vpc];
  return new Map([...run, ['vpc', id ?? '']]);
}

/** A name for each `{new-name}`, `{new-name:2}` and, of that length, `{new-name.255}` of the case; the same placeholder has the same name. */
export function newNames(testCase: Case, nextName: () => string): Placeholders {
  const named = (text: string) => text.matchAll(/\{(new-name(?::[a-z0-9-]+)?(?:\.[0-9]{1,3})?)\}/g);
  const wanted = new Set([...textsIn(testCase)].flatMap((text) => Array.from(named(text), ([, name = '']) => name)));
  return new Map([...wanted].sort().map((name) => [name, nextName().padEnd(Number(name.split('.')[1] ?? 0), 'x')]));
}
