/** What a counterexample of one rule suggests to ask next: how far the fault goes. */
import { plainGrouping } from '../../../harness/arbitraries/grouping.ts';
import type { Command, History } from '../../../harness/arbitraries/history.ts';
import { nearMisses } from '../../../harness/arbitraries/near-misses.ts';
import {
  addressLength,
  type Family,
  formatNetwork,
  type Network,
  parseNetwork,
} from '../../../harness/arbitraries/network.ts';
import type { Engine } from '../../../harness/suite/engine.ts';
import type { FixtureRule } from '../../../harness/suite/fixture.ts';
import type { FailedCommand, Trial } from '../../../harness/suite/play-history.ts';
import { ofLostMatch, ofPair } from './diagnosis-values.ts';
import { worldOf } from './world.ts';

/**
 * The one rule that was asked for once more: while it is not there, and all rules stand that are almost it in a way that
 * is not known to fail; then while it stands alone. Before that, what went instead of it, asked for by a range that differs
 * in its length alone, and by ranges of the other family. What goes, or stays, tells of another requirement that fails.
 */
export function* leadsOf(
  { preparation, knownFailures }: Pick<Engine, 'preparation' | 'knownFailures'>,
  { vpc, history }: Trial,
  { command, index, before, after }: FailedCommand,
): Generator<Trial> {
  const isOfOne = command.kind === 'revoke' && command.rules.length === 1 && index === 0;
  const named = isOfOne ? history.rules[command.rules[0] ?? ''] : undefined;
  if (named === undefined || vpc === 'default' || history.elsewhere !== undefined) {
    return;
  }
  const { Description: _, ...wanted } = named;
  const { failed } = knownFailures;
  const isOpen = (requirement: string | undefined) => requirement !== undefined && !failed.has(requirement);
  const world = worldOf({ preparation }, failed, true);
  const isRefused = isOpen('exact-match/mismatch-refused');
  const [taken] = before.flatMap((name) => (after.includes(name) ? [] : (history.rules[name] ?? [])));
  const families: readonly Family[] = world.ipv6.length === 0 ? ['ipv4'] : ['ipv4', 'ipv6'];
  for (const pair of taken === undefined ? [] : similarPairs({ wanted, taken }, families)) {
    if (isRefused && isOpen(ofPair(pair.wanted, pair.taken))) {
      yield { vpc, history: around(pair.wanted, [pair.taken]) };
    }
  }
  const near = nearMisses(wanted, world)
    .filter(({ rule, field }) => field !== 'description' && isOpen(ofPair(wanted, rule)))
    .map(({ rule }) => rule);
  if (near.length > 0 && isRefused) {
    yield { vpc, history: around(wanted, near) };
  }
  if (isOpen(ofLostMatch(wanted))) {
    yield { vpc, history: { rules: { wanted }, given: ['wanted'], commands: [revokeWanted] } };
  }
}

interface Pair {
  readonly wanted: FixtureRule;
  readonly taken: FixtureRule;
}

/**
 * Pairs that are like one of two ranges of different lengths: with the same two lengths at one address; and, where one is
 * that of all addresses, of the other family.
 */
function similarPairs({ wanted, taken }: Pair, families: readonly Family[]): readonly Pair[] {
  const [one, other] = [rangeOf(wanted), rangeOf(taken)];
  if (one === undefined || one.family !== other?.family || one.length === other.length) {
    return [];
  }
  const atOneAddress =
    one.length > other.length
      ? { wanted: withRange(wanted, { ...other, length: one.length }), taken }
      : { wanted, taken: withRange(taken, { ...one, length: other.length }) };
  const ofFamily = (family: Family): Pair => ({
    wanted: withRange(wanted, { family, bits: 0n, length: one.length }),
    taken: withRange(taken, { family, bits: 0n, length: other.length }),
  });
  const hasBoth = Math.min(one.length, other.length) === 0 && !wanted.IpProtocol.startsWith('icmp');
  const fits = (family: Family) => family !== one.family && Math.max(one.length, other.length) <= addressLength(family);
  return [...(one.bits === other.bits ? [] : [atOneAddress]), ...(hasBoth ? families.filter(fits).map(ofFamily) : [])];
}

function rangeOf({ CidrIp, CidrIpv6 }: FixtureRule): Network | undefined {
  const text = CidrIp ?? CidrIpv6;
  return text === undefined ? undefined : parseNetwork(text);
}

function withRange({ CidrIp: _, CidrIpv6: __, ...rule }: FixtureRule, range: Network): FixtureRule {
  const text = formatNetwork(range);
  return range.family === 'ipv4' ? { ...rule, CidrIp: text } : { ...rule, CidrIpv6: text };
}

const revokeWanted: Command = {
  kind: 'revoke',
  rules: ['wanted'],
  grouping: plainGrouping,
  descriptions: 'left-out',
};

function around(wanted: FixtureRule, near: readonly FixtureRule[]): History {
  const beside = Object.fromEntries(near.map((rule, index) => [`near${index + 1}`, rule]));
  return { rules: { wanted, ...beside }, given: Object.keys(beside), commands: [revokeWanted] };
}
