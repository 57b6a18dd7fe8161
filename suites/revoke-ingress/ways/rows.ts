/**
 * Ways to revoke a rule: how it is named and sent, what it is, and how it came to be. A server is easily right in each of
 * these by itself and wrong where two meet, so the rows are chosen such that every two values that can meet do so.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SetUp } from '../../../harness/cases/given.ts';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { pairsOf } from '../../ways/row.ts';

/** One combination of values. */
export interface Row {
  readonly kind: 'ipv4' | 'ipv6' | 'group' | 'self' | 'prefix-list';
  readonly form: 'permission' | 'rule-id' | 'flat';
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | 'number' | 'all';
  readonly carriage: 'post' | 'get' | 'presigned';
  readonly identity: 'main' | 'session';
  /** Of the rule among those that the request names; `beside`: two sources of one permission. */
  readonly position: 'alone' | 'first' | 'last' | 'beside';
  readonly setUp: SetUp | 'usual';
  /** The request to the group just before the revoke. */
  readonly before: 'dry-run' | 'refusal' | 'revoke';
}

/** Rows on one pair of groups: a target that lacks what one needs is not asked the others of its chain either. */
export interface Chain {
  readonly name: string;
  readonly rows: readonly Row[];
}

interface ChainPlan {
  readonly name: string;
  readonly kinds: readonly Row['kind'][];
  readonly protocols: readonly Row['protocol'][];
  readonly setUps: readonly Row['setUp'][];
  /** Default: main. */
  readonly identity?: Row['identity'];
}

const usual = ['usual', 'shared-permission', 'own-call', 'authorised-again'] as const;

/** What few servers have — numeric protocols, tags, modifications — is kept apart, so that the rest is asked without it. */
const plans: readonly ChainPlan[] = [
  { name: 'ipv4', kinds: ['ipv4'], protocols: ['tcp', 'udp', 'icmp', 'all'], setUps: usual },
  { name: 'ipv6', kinds: ['ipv6'], protocols: ['tcp', 'udp', 'icmpv6', 'all'], setUps: usual },
  { name: 'group', kinds: ['group'], protocols: ['tcp', 'udp', 'icmp', 'all'], setUps: usual },
  { name: 'self', kinds: ['self'], protocols: ['tcp', 'udp', 'icmp', 'all'], setUps: usual },
  { name: 'prefix-list', kinds: ['prefix-list'], protocols: ['tcp', 'udp', 'icmp', 'all'], setUps: usual },
  { name: 'number', kinds: ['ipv4', 'group'], protocols: ['number'], setUps: usual },
  { name: 'tagged', kinds: ['ipv4', 'group', 'self'], protocols: ['tcp', 'udp', 'icmp', 'all'], setUps: ['tagged'] },
  { name: 'modified', kinds: ['ipv4', 'group', 'self'], protocols: ['tcp', 'udp'], setUps: ['modified'] },
  {
    name: 'session',
    kinds: ['ipv4', 'group', 'self'],
    protocols: ['tcp', 'udp', 'icmp', 'all'],
    setUps: usual,
    identity: 'session',
  },
  {
    name: 'session-more',
    kinds: ['ipv6', 'prefix-list', 'ipv4'],
    protocols: ['tcp', 'udp', 'icmpv6', 'number'],
    setUps: ['usual', 'tagged', 'modified'],
    identity: 'session',
  },
];

/** A batch has twenty cases at most, and a row has three. */
const mostRows = 6;

/** All chains, as fixtures/ways has them: {@link buildChains} takes a second, which no start of the command has to spare. */
export const chains: readonly Chain[] = JSON.parse(
  readFileSync(join(packageRoot(), 'fixtures', 'ways', 'revoke-ingress.json'), 'utf8'),
);

/** `kind=ipv4 form=flat`: what a row has, two by two. */
export function pairsOfRow(row: Row): readonly string[] {
  return pairsOf<keyof Row>(row).map(({ text }) => text);
}

/** Those that rows of the main identity can show, and those of another identity with each value. */
export function interestingPairs(): ReadonlySet<string> {
  const rows = plans.flatMap((plan) => candidates(plan));
  return new Set(
    rows.flatMap((row) =>
      pairsOf<keyof Row>(row).flatMap(({ names, text }) =>
        row.identity === 'main' || names.includes('identity') ? [text] : [],
      ),
    ),
  );
}

/** Chooses the rows of all chains; the same each time. A test holds the fixture against them. */
export function buildChains(): readonly Chain[] {
  const open = new Set(interestingPairs());
  return plans.flatMap((plan) => {
    const all = candidates(plan);
    const rows: Row[] = [];
    for (;;) {
      const place = rows.length % 2;
      // In turn a row that follows a request of its own, and one that follows the revoke of the row before.
      const fitting = all.filter(({ before }) => (before === 'revoke') === (place === 1));
      const { row, gain } = bestOf(fitting, rows.slice(rows.length - (rows.length % mostRows)), open);
      if (row === undefined || (gain === 0 && place === 0)) break;
      rows.push(row);
      for (const pair of pairsOfRow(row)) open.delete(pair);
    }
    return inChains(plan.name, rows);
  });
}

function inChains(name: string, rows: readonly Row[]): readonly Chain[] {
  const count = Math.ceil(rows.length / mostRows);
  return Array.from({ length: count }, (_, index) => ({
    name: count === 1 ? name : `${name}-${index + 1}`,
    rows: rows.slice(index * mostRows, (index + 1) * mostRows),
  }));
}

/** The row that shows most new pairs. Rules without ports differ in their source alone, which groups have one of. */
function bestOf(all: readonly Row[], chain: readonly Row[], open: ReadonlySet<string>) {
  const isTaken = (row: Row) =>
    (row.protocol === 'all' || row.protocol === 'number') &&
    chain.some((other) => isGroup(other) && isGroup(row) && other.protocol === row.protocol);
  let best: { readonly row: Row | undefined; readonly gain: number } = { row: undefined, gain: -1 };
  for (const row of all) {
    const gain = isTaken(row) ? -1 : pairsOfRow(row).filter((pair) => open.has(pair)).length;
    if (gain > best.gain) best = { row, gain };
  }
  return best;
}

function isGroup({ kind }: Row): boolean {
  return kind === 'group' || kind === 'self' || kind === 'prefix-list';
}

function candidates({ kinds, protocols, setUps, identity = 'main' }: ChainPlan): readonly Row[] {
  const rows: Row[] = [];
  for (const kind of kinds)
    for (const protocol of protocols)
      for (const setUp of setUps)
        for (const form of ['permission', 'rule-id', 'flat'] as const)
          for (const carriage of ['post', 'get', 'presigned'] as const)
            for (const position of ['alone', 'first', 'last', 'beside'] as const)
              for (const before of ['dry-run', 'refusal', 'revoke'] as const)
                rows.push({ kind, form, protocol, carriage, identity, position, setUp, before });
  return rows.filter(isPossible);
}

function isPossible({ kind, form, position, setUp, protocol }: Row): boolean {
  const hasSibling = kind === 'ipv4' || kind === 'ipv6' || kind === 'group' || kind === 'self';
  if (form === 'flat' && (kind !== 'ipv4' || position !== 'alone')) return false;
  if (form === 'rule-id' && position === 'beside') return false;
  if (protocol === 'icmpv6' && kind !== 'ipv6') return false;
  if (setUp === 'modified' && protocol !== 'tcp' && protocol !== 'udp') return false;
  return hasSibling || (position !== 'beside' && setUp !== 'shared-permission');
}
