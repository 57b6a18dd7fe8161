/** Which requirement a counterexample speaks of that takes more than one request. */
import type { Command, History, RuleName } from '../../../harness/arbitraries/history.ts';
import { modelAfter } from '../../../harness/arbitraries/history-model.ts';
import type { FailedCommand } from '../../../harness/suite/play-history.ts';

/** The failing command went wrong by what the ones before it left, and would not have without. */
export function diagnoseSequence(history: History, { command, index, before }: FailedCommand): string {
  const steps = modelAfter(history, 'nondefault').slice(0, index);
  const former = steps.map(({ command: each }) => each);
  const named = namesIn(command);
  const removed = (name: RuleName) => former.findIndex((each) => isRevoke(each) && namesIn(each).includes(name));
  const isBack = named.some((name) => {
    const at = removed(name);
    return at >= 0 && former.slice(at).some((each) => each.kind === 'authorize' && each.rules.includes(name));
  });
  if (isBack) {
    return 'state/authorise-again';
  }
  const isGone = named.some((name) => removed(name) >= 0 && !before.includes(name));
  if (isGone && command.kind === 'revoke-by-ids') {
    return 'state/id-ends-with-rule';
  }
  const wayOf = (each: Command) => (each.kind === 'revoke-by-ids' ? 'ids' : 'properties');
  const revokes = former.filter(isRevoke);
  if (isRevoke(command) && revokes.length > 0 && revokes.every((each) => wayOf(each) !== wayOf(command))) {
    return 'state/by-id-and-by-properties';
  }
  if (isGone) {
    return 'state/twice';
  }
  const isRefused = steps.every(({ outcomes: [first] }) => first?.answers[0]?.kind === 'refused');
  return isRefused ? 'state/refused-then-valid' : 'state/any-history';
}

function isRevoke({ kind }: Command): boolean {
  return kind === 'revoke' || kind === 'revoke-by-ids' || kind === 'revoke-flat';
}

function namesIn(command: Command): readonly RuleName[] {
  if (command.kind === 'concurrently') return command.commands.flatMap(namesIn);
  return 'rules' in command ? command.rules : [];
}
