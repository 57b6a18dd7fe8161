/** What a counterexample of one rule suggests to ask next: how far the fault goes. */
import { plainGrouping } from '../../../harness/arbitraries/grouping.ts';
import type { Command, History } from '../../../harness/arbitraries/history.ts';
import { nearMisses } from '../../../harness/arbitraries/near-misses.ts';
import type { Engine } from '../../../harness/suite/engine.ts';
import type { FixtureRule } from '../../../harness/suite/fixture.ts';
import type { FailedCommand, Trial } from '../../../harness/suite/play-history.ts';
import { ofLostMatch, ofPair } from './diagnosis-values.ts';
import { worldOf } from './world.ts';

/**
 * The one rule that was asked for once more: while it is not there, and all rules stand that are almost it in a way that
 * is not known to fail; then while it stands alone. What goes, or stays, tells of another requirement that fails.
 */
export function* leadsOf(
  { preparation, foundations }: Pick<Engine, 'preparation' | 'foundations'>,
  { vpc, history }: Trial,
  { command, index }: FailedCommand,
): Generator<Trial> {
  const isOfOne = command.kind === 'revoke' && command.rules.length === 1 && index === 0;
  const named = isOfOne ? history.rules[command.rules[0] ?? ''] : undefined;
  if (named === undefined || vpc === 'default' || history.elsewhere !== undefined) {
    return;
  }
  const { Description: _, ...wanted } = named;
  const { failed } = foundations;
  const isOpen = (requirement: string | undefined) => requirement !== undefined && !failed.has(requirement);
  const near = nearMisses(wanted, worldOf({ preparation }, failed, true))
    .filter(({ rule, field }) => field !== 'description' && isOpen(ofPair(wanted, rule)))
    .map(({ rule }) => rule);
  if (near.length > 0 && isOpen('exact-match/mismatch-refused')) {
    yield { vpc, history: around(wanted, near) };
  }
  if (isOpen(ofLostMatch(wanted))) {
    yield { vpc, history: { rules: { wanted }, given: ['wanted'], commands: [revokeWanted] } };
  }
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
