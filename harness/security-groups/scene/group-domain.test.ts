import { describe, expect, it } from 'vitest';
import type { Case } from '../../cases/case.ts';
import type { FixtureRule } from '../../cases/given.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { Domain } from '../../scene/domain.ts';
import { EmptyScene } from '../../scene/empty-scene.ts';
import { noResources } from '../../scene/no-resources.ts';
import type { TargetProfile } from '../probe/target-profile.ts';
import { securityGroups } from './group-domain.ts';
import { GroupScene, groupSceneOf } from './group-scene.ts';

const anyRules = securityGroups();

const web: FixtureRule = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
const dns: FixtureRule = { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '192.0.2.0/24' };

/** A revoke of the web rule, with others beside it. */
function revoke(more: Partial<Case> = {}): Case {
  return {
    ...{ id: 'a/case', title: 'removes a rule', requirements: [] },
    given: { main: { ingress: { web, dns } } },
    send: { params: { GroupId: '{main}' } },
    expect: [{ answer: 'revoked', status: ['200'], after: ['dns'] }],
    ...more,
  };
}

/** The same with a refusal, which changes nothing. */
const refused = revoke({ expect: [{ answer: 'refused', status: ['400'], code: ['*'], after: ['dns', 'web'] }] });

describe('cases that follow each other', () => {
  const inDefault = { vpc: 'default' as const };

  it('do so whatever rules they are given, if these are set up in the usual way', () => {
    expect(anyRules.mayFollow(revoke(), refused)).toBe(true);
    expect(anyRules.mayFollow(revoke(), revoke({ given: {} }))).toBe(true);
  });

  it('are in one VPC', () => {
    expect(anyRules.mayFollow(refused, { ...refused, ...inDefault })).toBe(false);
    expect(anyRules.mayFollow({ ...refused, ...inDefault }, refused)).toBe(false);
    expect(anyRules.mayFollow(refused, { ...refused, vpc: 'nondefault' })).toBe(true);
  });

  it('remove nothing in the default VPC, where a second removal would not be refused', () => {
    expect(anyRules.mayFollow({ ...refused, ...inDefault }, { ...refused, ...inDefault })).toBe(true);
    expect(anyRules.mayFollow(revoke(inDefault), { ...refused, ...inDefault })).toBe(false);
    expect(anyRules.mayFollow({ ...refused, ...inDefault }, revoke(inDefault))).toBe(false);
  });

  it('need no set-up of their own, or that of the first', () => {
    const special = (setUp: Case['given']['setUp'], rules = { web, dns }): Case =>
      revoke({ given: { main: { ingress: rules }, ...(setUp === undefined ? {} : { setUp }) } });
    const first = special({ web: 'own-call' });
    expect(anyRules.mayFollow(first, special({ web: 'own-call' }))).toBe(true);
    expect(anyRules.mayFollow(first, special({ web: 'modified' }))).toBe(false);
    expect(anyRules.mayFollow(first, special(undefined))).toBe(false);
    expect(anyRules.mayFollow(special(undefined), first)).toBe(false);
    expect(anyRules.mayFollow(first, special({ web: 'own-call' }, { web, dns: web }))).toBe(false);
    expect(anyRules.mayFollow(first, { ...revoke(), given: { main: { ingress: { dns } } } })).toBe(true);
  });
});

describe('what a case starts from', () => {
  it('is its VPC, its groups and its rules', () => {
    const start = anyRules.startOf(revoke());
    expect(anyRules.startOf({ ...refused, id: 'a/other' })).toBe(start);
    expect(anyRules.startOf(revoke({ vpc: 'nondefault' }))).toBe(start);
    const others = [{ vpc: 'default' }, { given: {} }, { send: { params: { GroupId: '{peer}' } } }] as const;
    for (const other of others) expect(anyRules.startOf(revoke(other))).not.toBe(start);
  });
});

describe('a case that needs set-up', () => {
  it('names a peer, the id of a rule, a prefix list or later rules', () => {
    expect(anyRules.needsSetUp(revoke())).toBe(false);
    for (const text of ['{peer}', '{rule:web}', '{prefix-list}']) {
      expect(anyRules.needsSetUp(revoke({ send: { params: { Id: text } } }))).toBe(true);
    }
    expect(anyRules.needsSetUp(revoke({ later: {} }))).toBe(true);
    expect(anyRules.needsSetUp(revoke({ given: { peer: {} } }))).toBe(true);
  });
});

describe('the scene of an operation', () => {
  const settings = { region: 'eu-west-1', runId: 'test' } as TargetSettings;
  const profile = { capabilities: {}, vpcs: {} } as unknown as TargetProfile;
  const sceneOf = (domain: Domain) => domain.scene({ settings, profile, operation: { action: 'Any' } });

  it('is one of groups, unlike that of operations that work on nothing', () => {
    expect(sceneOf(securityGroups('ingress'))).toBeInstanceOf(GroupScene);
    expect(sceneOf(noResources)).toBeInstanceOf(EmptyScene);
    expect(() => groupSceneOf({ scene: sceneOf(noResources) })).toThrow(RangeError);
  });

  it('has the groups of another one on rules of the same direction', () => {
    const [one, other] = [sceneOf(securityGroups('ingress')), sceneOf(securityGroups('ingress'))];
    const outbound = sceneOf(securityGroups('egress'));
    const poolOf = (scene: typeof one) => groupSceneOf({ scene }).parts.pool;
    expect(poolOf(one.sharing([sceneOf(noResources), outbound, other]))).toBe(poolOf(other));
    expect(one.sharing([outbound])).toBe(one);
    expect(one.sharing([])).toBe(one);
  });
});
