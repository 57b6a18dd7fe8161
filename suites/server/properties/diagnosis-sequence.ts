/** Which requirement a counterexample speaks of that takes more than one request. */
import type { Command, History, RuleName } from '../../../harness/arbitraries/history.ts';
import { modelAfter } from '../../../harness/arbitraries/history-model.ts';
import type { FailedCommand } from '../../../harness/suite/play-history.ts';
import type { RequestInRow } from '../../../harness/suite/row-request.ts';
import { placeSequence } from './place-sequence.ts';

/** The failing command went wrong by what the ones before it left, and would not have without. */
export function diagnoseSequence(history: History, { command, index, before }: FailedCommand): string {
  const former = modelAfter(history, 'nondefault')
    .slice(0, index)
    .map(({ command: each, outcomes: [first] }) => requestOf(each, [], first?.answers[0]?.kind === 'refused'));
  return placeSequence([...former, requestOf(command, before, false)]);
}

function requestOf(command: Command, before: readonly RuleName[], isRefused: boolean): RequestInRow {
  return {
    kind: kindOf(command),
    by: command.kind === 'revoke-by-ids' ? 'ids' : 'properties',
    rules: namesIn(command),
    before,
    isRefused,
  };
}

function kindOf({ kind }: Command): RequestInRow['kind'] {
  if (kind === 'authorize') return 'authorize';
  if (kind === 'dry-run') return kind;
  return kind === 'revoke' || kind === 'revoke-by-ids' || kind === 'revoke-flat' ? 'revoke' : 'other';
}

function namesIn(command: Command): readonly RuleName[] {
  if (command.kind === 'concurrently') return command.commands.flatMap(namesIn);
  return 'rules' in command ? command.rules : [];
}
