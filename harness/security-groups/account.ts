/** Whose account a target's keys belong to. */
import { descendantNamed, trimmedText } from '../checks/response-tree.ts';
import type { Caller } from '../endpoint/caller.ts';
import { TargetProblem } from '../endpoint/problem.ts';
import { encodeForm } from '../wire/query.ts';
import { readGroupStates } from './group-state.ts';

/**
 * Throws TargetProblem unless the account is this one, as GetCallerIdentity says where the endpoint answers it, else as the
 * owner of the default groups that are described. Asks no other host.
 */
export async function requireAccount(caller: Caller, account: string): Promise<void> {
  const found = (await callerIdentity(caller)) ?? (await ownerOfDefaultGroups(caller));
  if (found === account) {
    return;
  }
  throw new TargetProblem(
    'configuration',
    found === undefined
      ? `${caller.settings.endpoint} does not report its account, so --account ${account} cannot be checked. Leave it out, or use other keys.`
      : `These keys belong to the account ${caller.display(found)}, not to ${account}. Use other keys, or another --account.`,
  );
}

async function callerIdentity(caller: Caller): Promise<string | undefined> {
  const action = 'GetCallerIdentity';
  const body = encodeForm([
    ['Action', action],
    ['Version', '2011-06-15'],
  ]);
  const { outcome } = await caller.send({
    action,
    method: 'POST',
    body,
    sign: 'header',
    as: 'main',
    isSetUp: true,
    signing: { service: 'sts' },
  });
  const element = outcome.kind === 'success' ? descendantNamed(outcome.root, 'Account') : undefined;
  return element === undefined ? undefined : trimmedText(element) || undefined;
}

async function ownerOfDefaultGroups(caller: Caller): Promise<string | undefined> {
  const { outcome } = await caller.call('DescribeSecurityGroups', [
    ['Filter.1.Name', 'group-name'],
    ['Filter.1.Value.1', 'default'],
  ]);
  if (outcome.kind !== 'success') {
    return undefined;
  }
  const owners = new Set(readGroupStates(outcome).map(({ owner }) => owner));
  const [owner] = owners;
  return owners.size === 1 && owner !== '' ? owner : undefined;
}
