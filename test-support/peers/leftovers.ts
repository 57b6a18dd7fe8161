/** Looks for what a run left in a server: the proof that it tidied up, beside its own word. */
import { Caller } from '../../harness/endpoint/caller.ts';
import type { TargetSettings } from '../../harness/endpoint/target-settings.ts';
import type { RunningPeer } from './server-peer.ts';

const listings = ['DescribeSecurityGroups', 'DescribeVpcs', 'DescribeManagedPrefixLists'] as const;

/** Everything of ours is named so; see runName. */
const ours = /ec2-conformance-[0-9a-f]{8}[\w-]*/g;

/** EC2, and moto after it, still lists a prefix list for a while after its deletion, and says so. */
const deleted = /<item>(?:(?!<item>).)*<state>delete-(?:complete|in-progress)<\/state>(?:(?!<\/item>).)*<\/item>/gs;

/** One line for each name of ours that a listing still shows. Throws when the server cannot be asked for its groups. */
export async function leftIn(peer: RunningPeer, region: string): Promise<readonly string[]> {
  const settings: TargetSettings = {
    endpoint: peer.endpoint,
    region,
    identities: peer.identities,
    timeoutMs: 10_000,
    maxResponseBytes: 8 * 1024 * 1024,
    concurrency: 1,
    declared: {},
    runId: '00000000',
  };
  const caller = new Caller(settings);
  try {
    const found: string[] = [];
    for (const action of listings) {
      const { outcome, exchange } = await caller.call(action, []);
      if (action === 'DescribeSecurityGroups' && outcome.kind !== 'success') {
        throw new Error(`${action} could not be asked after the run: ${JSON.stringify(outcome).slice(0, 300)}`);
      }
      const existing = (exchange.response?.body.toString('utf8') ?? '').replace(deleted, '');
      const names = new Set(existing.match(ours) ?? []);
      found.push(...[...names].map((name) => `${action} still shows ${name}`));
    }
    return found;
  } finally {
    caller.close();
  }
}
