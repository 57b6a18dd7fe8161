/** What the operations that add, change or describe rules are asked in combinations, and the requests chosen for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { NamedRow, WayPlan, WayPlans } from './choose-rows.ts';

type Rules = Pick<WayPlan, 'name' | 'kinds' | 'protocols'>;

const common: Rules = {
  name: 'common',
  kinds: ['ipv4', 'group', 'self'],
  protocols: ['tcp', 'udp', 'icmp', 'all'],
};
const ipv6: Rules = { name: 'ipv6', kinds: ['ipv6'], protocols: ['tcp', 'udp', 'icmpv6', 'all'] };
const prefixList: Rules = { name: 'prefix-list', kinds: ['prefix-list'], protocols: ['tcp', 'udp', 'icmp', 'all'] };

/** What few servers have is kept apart: IPv6, prefix lists, protocols that have only a number. */
const byKind: readonly Rules[] = [
  common,
  ipv6,
  prefixList,
  { name: 'number', kinds: ['ipv4', 'group', 'self'], protocols: ['number'] },
  { name: 'number-ipv6', kinds: ['ipv6'], protocols: ['number'] },
  { name: 'number-prefix-list', kinds: ['prefix-list'], protocols: ['number'] },
];

const flat: readonly Rules[] = [
  { name: 'flat', kinds: ['ipv4'], protocols: ['tcp', 'udp', 'icmp', 'all'] },
  { name: 'flat-number', kinds: ['ipv4'], protocols: ['number'] },
];

const described = ['given', 'none'] as const;

type Rest = Omit<WayPlan, keyof Rules | 'setUps'>;

const adding: Rest = {
  forms: ['permission'],
  namings: ['id', 'name'],
  directions: ['ingress'],
  described,
  hasBeside: true,
};

/** Of AuthorizeSecurityGroupIngress. A rule without a description shows nothing about descriptions. */
const authorize: WayPlans = {
  plans: [
    ...byKind.map((rules): WayPlan => ({ ...adding, ...rules, setUps: [] })),
    ...flat.map((rules): WayPlan => ({ ...adding, ...rules, setUps: [], forms: ['flat'], hasBeside: false })),
  ],
  shows: ({ described: as, form }, names) =>
    as === 'given' || names.includes('described') || (form === 'flat' && names.includes('form')),
};

/** Tags and modifications are kept apart too. */
function inEveryPast(rest: Rest): readonly WayPlan[] {
  const pasts = ['usual', 'shared-permission', 'tagged', 'modified'] as const;
  return pasts.flatMap((past) =>
    byKind.map((rules): WayPlan => {
      const name = past === 'usual' ? rules.name : `${past}-${rules.name}`;
      return { ...rest, ...rules, name, setUps: [past] };
    }),
  );
}

/** Of UpdateSecurityGroupRuleDescriptionsIngress. By an id, nothing is refused because its values fit no rule. */
const update: WayPlans = {
  plans: inEveryPast({ ...adding, forms: ['permission', 'rule-id'] }),
  shows: ({ form }, names) => form === 'permission' || names.includes('form') || names.includes('setUp'),
};

/** Of ModifySecurityGroupRules. */
const modify: WayPlans = {
  plans: inEveryPast({
    forms: ['rule-id'],
    namings: ['id'],
    directions: ['ingress', 'egress'],
    described,
    hasBeside: false,
  }),
  shows: () => true,
};

/** By the name of their file under fixtures/ways. */
export const wayPlans = {
  'authorize-ingress': authorize,
  'update-descriptions-ingress': update,
  'modify-rules': modify,
} as const satisfies Readonly<Record<string, WayPlans>>;

/** An operation that is asked in combinations. */
export type WayFile = keyof typeof wayPlans;

/** The requests, as fixtures/ways has them: choosing takes seconds, which no start of the command has to spare. */
export function rowsOf(name: WayFile): readonly NamedRow[] {
  return JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'ways', `${name}.json`), 'utf8'));
}
