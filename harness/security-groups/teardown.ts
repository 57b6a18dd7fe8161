/** Removes what a run created, each kind with the action that deletes it; rules in named groups by revoking them. */

import { itemsOf, textAt } from '../checks/response-tree.ts';
import type { Caller } from '../endpoint/caller.ts';
import { isNotFound } from '../endpoint/consistency.ts';
import { describeUnexpected } from '../endpoint/expect-success.ts';
import type { Journal } from '../endpoint/journal/journal.ts';
import { BudgetSpent, SetUpProblem, TransportProblem } from '../endpoint/problem.ts';
import type { UndeletedResource } from '../scene/domain.ts';
import { clearDirection } from './clear-rules.ts';
import type { CreatedKind } from './creation.ts';
import { findLeakedResources, type LeakedResource } from './leaked-resources.ts';

interface Deletion {
  readonly action: string;
  readonly parameter: string;
}

/** How what was created is deleted, in the order in which it can be. */
const deletions: Readonly<Record<CreatedKind, Deletion>> = {
  'network-interface': { action: 'DeleteNetworkInterface', parameter: 'NetworkInterfaceId' },
  group: { action: 'DeleteSecurityGroup', parameter: 'GroupId' },
  'prefix-list': { action: 'DeleteManagedPrefixList', parameter: 'PrefixListId' },
  subnet: { action: 'DeleteSubnet', parameter: 'SubnetId' },
  'route-table': { action: 'DeleteRouteTable', parameter: 'RouteTableId' },
  'network-acl': { action: 'DeleteNetworkAcl', parameter: 'NetworkAclId' },
  'internet-gateway': { action: 'DeleteInternetGateway', parameter: 'InternetGatewayId' },
  'dhcp-options': { action: 'DeleteDhcpOptions', parameter: 'DhcpOptionsId' },
  'key-pair': { action: 'DeleteKeyPair', parameter: 'KeyName' },
  vpc: { action: 'DeleteVpc', parameter: 'VpcId' },
};

/**
 * Kinds in the journal, in that order. Rules: those of a group that is not ours; id and name are the group's. `by-dry-run`: what a dry
 * run created although it must not; its name is the request that deletes it, `DeleteVolume/VolumeId`.
 */
const deletionOrder: readonly string[] = ['ingress-rules', 'egress-rules', 'by-dry-run', ...Object.keys(deletions)];

/** Groups may refer to each other in a chain of three at most. */
const passes = 3;

/** Returns what could not be removed. `abreast`: deletions under way at a time. Never throws for what a target does. */
export async function tearDown(caller: Caller, journal: Journal, abreast = 1): Promise<readonly UndeletedResource[]> {
  await findUnanswered(caller, journal);
  const entries = journal.remaining().map(({ kind, id = '', name }) => ({ kind, id, name }));
  const onRemoved = ({ kind, id, name }: LeakedResource) => journal.write({ event: 'deleted', kind, name, id });
  const left = await remove(caller, entries, onRemoved, () => false, abreast);
  const unknown = journal.unanswered().map(({ kind, name }) => ({ kind, id: name, name, why: neverAnswered }));
  return [...left, ...unknown];
}

const neverAnswered = 'was asked for and never answered, and could not be looked for';

/**
 * Removes these, each kind in its turn and so many at a time, until the user wants it to end; returns what could not be. What others
 * still hold is tried again: at once, since a group that another one refers to can only go after it, then for as long as a deletion
 * may take to be seen.
 */
export async function remove(
  caller: Caller,
  leaked: readonly LeakedResource[],
  onRemoved: (resource: LeakedResource) => void,
  isInterrupted: () => boolean = () => false,
  abreast = 1,
): Promise<readonly UndeletedResource[]> {
  let kept: readonly Kept[] = leaked.map((resource) => ({ resource, why: '', isHeld: true }));
  const attempt = async ({ resource }: Kept): Promise<readonly Kept[]> => {
    const failure = isInterrupted() ? interrupted : await removeOne(caller, resource);
    if (failure === undefined) onRemoved(resource);
    return failure === undefined ? [] : [{ resource, ...failure }];
  };
  const ofKind = (kind: string) => kept.filter(({ resource }) => resource.kind === kind);
  /** Tries everything once, things of one kind side by side. */
  const pass = async () => {
    const still: Kept[] = [];
    for (const kind of deletionOrder) {
      const waiting = [...ofKind(kind)];
      const worker = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          still.push(...(await attempt(next)));
      };
      await Promise.all(Array.from({ length: abreast }, worker));
    }
    kept = still;
  };
  /** Tries one after another, until one is held. */
  const passUntilHeld = async () => {
    const former = deletionOrder.flatMap(ofKind);
    const still: Kept[] = [];
    for (let next = former.shift(); next !== undefined; next = former.shift()) {
      still.push(...(await attempt(next)));
      if (still.at(-1)?.isHeld === true) break;
    }
    kept = [...still, ...former];
  };
  const areHeld = () => kept.some(({ isHeld }) => isHeld);
  for (let time = 0; time < passes && kept.length > 0; time += 1) await pass();
  if (areHeld()) {
    await caller.consistency.until(passUntilHeld, () => !areHeld(), 'deletion');
    await pass();
  }
  const isKept = new Set(kept.map(({ resource }) => resource.id));
  const vpcs = leaked.flatMap(({ kind, id }) => (kind === 'vpc' && !isKept.has(id) ? [id] : []));
  const strays = vpcs.length === 0 || isInterrupted() ? [] : await removeDefaultGroups(caller, vpcs);
  return [...kept.map(({ resource: { kind, id, name }, why }) => ({ kind, id, name, why })), ...strays];
}

/** A VPC takes its `default` group with it. Deletes those that are still there, and returns those that stay. */
async function removeDefaultGroups(caller: Caller, vpcs: readonly string[]): Promise<readonly UndeletedResource[]> {
  const strays: UndeletedResource[] = [];
  await undisturbed(async () => {
    const shown = await caller.consistency.until(
      () => groupsIn(caller, vpcs),
      (groups) => groups.length === 0,
      'deletion',
    );
    for (const { id, vpc } of shown) {
      const failure = await removeOne(caller, { kind: 'group', id, name: 'default' });
      const kept = `DeleteVpc has deleted ${vpc} and kept this group of it`;
      if (failure !== undefined) strays.push({ kind: 'group', id, name: 'default', why: `${kept}; ${failure.why}` });
    }
    return undefined;
  });
  return strays;
}

/** A target that ignores the filter lists groups of other VPCs too. */
async function groupsIn(caller: Caller, vpcs: readonly string[]) {
  const values = vpcs.map((id, index) => [`Filter.1.Value.${index + 1}`, id] as const);
  const { outcome } = await caller.call('DescribeSecurityGroups', [['Filter.1.Name', 'vpc-id'], ...values]);
  const items = outcome.kind === 'success' ? itemsOf(outcome.root, 'securityGroupInfo') : [];
  return items.flatMap((item) => {
    const [id = '', vpc = ''] = [textAt(item, 'groupId'), textAt(item, 'vpcId')];
    return vpcs.includes(vpc) && caller.isUsableId(id) ? [{ id, vpc }] : [];
  });
}

/** Why something was not removed; `isHeld`: what holds it may only just have been deleted. */
interface DeletionFailure {
  readonly why: string;
  readonly isHeld: boolean;
}

interface Kept extends DeletionFailure {
  readonly resource: LeakedResource;
}

const interrupted: DeletionFailure = { why: 'interrupted before it was removed', isHeld: false };

/** Undefined when it is gone. */
async function removeOne(caller: Caller, { kind, id, name }: LeakedResource): Promise<DeletionFailure | undefined> {
  let isHeld = false;
  const why = await undisturbed(async () => {
    if (kind === 'ingress-rules' || kind === 'egress-rules') {
      await clearDirection({ caller }, id, kind === 'egress-rules' ? 'egress' : 'ingress');
      return undefined;
    }
    const deletion = kind === 'by-dry-run' ? deletionNamed(name) : isCreated(kind) ? deletions[kind] : undefined;
    if (deletion === undefined) return `${caller.display(name)} is no request that deletes`;
    const { action, parameter } = deletion;
    const { outcome } = await caller.call(action, [[parameter, id]]);
    isHeld = outcome.kind === 'error' && /DependencyViolation|InUse/.test(outcome.code);
    return outcome.kind === 'success' || isNotFound(outcome) ? undefined : `${action} ${describeUnexpected(outcome)}`;
  });
  return why === undefined ? undefined : { why, isHeld };
}

function isCreated(kind: string): kind is CreatedKind {
  return Object.hasOwn(deletions, kind);
}

/** `DeleteVolume/VolumeId`; undefined for text that is no request which deletes: a journal is a file. */
function deletionNamed(name: string): Deletion | undefined {
  const [, action, parameter] =
    /^((?:Delete|Release|Terminate|Cancel)[A-Z][A-Za-z0-9]+)\/([A-Z][A-Za-z0-9]+(?:\.1)?)$/.exec(name) ?? [];
  return action === undefined || parameter === undefined ? undefined : { action, parameter };
}

/**
 * What was asked for and never answered, or answered with a server error, may be there, and so may what an incomplete journal
 * does not name: it is looked for by the name and tag
 * we gave it. A VPC has a name by its tags alone; other things that are not found are not there, nor is a VPC whose
 * creation was answered without an id.
 */
async function findUnanswered(caller: Caller, journal: Journal): Promise<void> {
  const isIncomplete = journal.isIncomplete();
  if (!isIncomplete && journal.unanswered().length === 0 && caller.transportStats.serverErrors === 0) {
    return;
  }
  await undisturbed(async () => {
    await caller.consistency.waitOutDelay();
    const found = await findLeakedResources(caller, caller.settings.runId, isIncomplete ? undefined : journal.kinds());
    const known = new Set(journal.remaining().map(({ id }) => id));
    for (const resource of found.filter(({ id }) => !known.has(id))) {
      journal.write({ event: 'created', ...resource });
    }
    const nameless = journal.nameless();
    const isSettled = ({ kind, name }: { readonly kind: string; readonly name: string }) =>
      kind !== 'vpc' || nameless.has(name);
    for (const { kind, name } of journal.unanswered().filter(isSettled)) {
      journal.write({ event: 'refused', kind, name });
    }
    return undefined;
  });
}

/** What the attempt answers; a sentence when the target does not answer, or may not be asked. */
async function undisturbed(attempt: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await attempt();
  } catch (problem) {
    if (problem instanceof TransportProblem || problem instanceof BudgetSpent || problem instanceof SetUpProblem) {
      return problem.message;
    }
    throw problem;
  }
}
