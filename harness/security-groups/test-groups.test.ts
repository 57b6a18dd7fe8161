import { expect, test } from 'vitest';
import type { Case } from '../cases/case.ts';
import type { GroupState } from './group-state.ts';
import { snapshotOfNew, TestGroups } from './test-groups.ts';

const main = { id: 'sg-1', name: 'one' };
const peer = { id: 'sg-2', name: 'two' };
const ofNew = snapshotOfNew('main', true);
const testCase = { id: 'topic/case' } as Case;
const ssh = { protocol: 'tcp', fromPort: 22, toPort: 22, source: { kind: 'ipv4', cidr: '192.0.2.0/24' } } as const;
const sshKey = 'main ingress tcp 22 192.0.2.0/24';

function described(groupId: string): GroupState {
  return { groupId, name: 'one', vpcId: 'vpc-1', owner: '', ingress: [ssh], egress: [] };
}

test('what is known of test groups, from new to read', () => {
  const groups = new TestGroups('nondefault', main, ofNew);
  const seen = [groups.knowledge];
  groups.begin(testCase);
  seen.push(groups.knowledge);
  groups.clear();
  seen.push(groups.knowledge);
  groups.assume(ofNew);
  seen.push(groups.knowledge);
  groups.assume(groups.read([described('sg-1')]));
  seen.push(groups.knowledge);
  groups.forget();
  seen.push(groups.knowledge);

  expect(seen).toEqual(['known', 'known', 'unknown', 'cleared', 'known', 'unknown']);
});

test('nothing is known of groups that were there before', () => {
  const groups = new TestGroups(undefined, main, undefined, peer);

  expect([groups.knowledge, groups.rules.size, groups.ids]).toEqual(['unknown', 0, ['sg-1', 'sg-2']]);
});

test('what is read keeps the ids that are known, and how rules were set up', () => {
  const groups = new TestGroups('nondefault', main, ofNew);
  const before = groups.read([described('sg-1')]);
  const [[key, rule] = ['', undefined]] = [...before];
  if (rule === undefined) throw new Error('nothing was read');

  const read = groups.read([described('sg-1')], new Map([[key, { ...rule, ruleId: 'sgr-1', setUp: 'own-call' }]]));

  expect(key).toBe(sshKey);
  expect(read.get(sshKey)).toMatchObject({ ruleId: 'sgr-1', setUp: 'own-call' });
});

test('a peer adds its rules to those of main', () => {
  const groups = new TestGroups('nondefault', main, ofNew);

  groups.addPeer(peer, snapshotOfNew('peer', true));

  expect(groups.peer).toBe(peer);
  expect([...groups.rules.values()].map(({ which }) => which)).toEqual(['main', 'peer']);
});

test('the cases before, with the rules that were known after them', () => {
  const groups = new TestGroups('nondefault', main, ofNew);
  groups.settle(false);
  groups.begin(testCase);
  groups.settle(true);
  groups.begin(testCase);
  groups.forget();
  groups.settle(true);

  expect(groups.past).toEqual([{ testCase, after: [...ofNew.keys()], hasMismatch: true }, { testCase }]);
});
