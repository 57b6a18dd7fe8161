import { describe, expect, it } from 'vitest';
import { settingsForReference } from '../../../test-support/reference-settings.ts';
import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { Operation } from '../../operation/operation.ts';
import { type Behaviour, changed, referenceBehaviour } from '../../reference/behaviour.ts';
import { startReference } from '../../reference/reference.ts';
import { groupHistories } from '../../security-groups/histories/group-histories.ts';
import { securityGroups } from '../../security-groups/scene/group-domain.ts';
import { executeBatch } from '../execute-batch.ts';
import { withEngine } from '../run/in-process.ts';

const operation: Operation = {
  action: 'RevokeSecurityGroupIngress',
  domain: securityGroups,
  direction: 'ingress',
  generalChecks: [],
  histories: groupHistories({ title: 'any history', requirementOf: (requests) => `sequence/of-${requests.length}` }),
};

/** A case that removes `web` from a group in which `dns` exists too. */
function removal(id: string): Case {
  return {
    id,
    title: 'removes the rule',
    requirements: ['some/requirement'],
    given: {
      main: {
        ingress: {
          web: { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' },
          dns: { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' },
        },
      },
    },
    send: {
      params: {
        GroupId: '{main}',
        'IpPermissions.1.IpProtocol': 'tcp',
        'IpPermissions.1.FromPort': '443',
        'IpPermissions.1.ToPort': '443',
        'IpPermissions.1.IpRanges.1.CidrIp': '192.0.2.0/24',
      },
    },
    expect: [{ answer: 'revoked', status: ['200'], after: ['dns'] }],
  };
}

/** Refuses a valid revoke where this is so; is right otherwise. */
function refusing(isSo: (revokesOfGroup: number, revokes: number) => boolean): Behaviour {
  const { byPermissions } = referenceBehaviour.revoking;
  const counts = new Map<string, number>();
  let revokes = 0;
  return changed(referenceBehaviour, {
    revoking: {
      byPermissions: (existing, wanted, onMismatch, call) => {
        const outcome = byPermissions(existing, wanted, onMismatch, call);
        const groupId = String(call.input['GroupId']);
        const count = (counts.get(groupId) ?? 0) + 1;
        counts.set(groupId, count);
        revokes += 1;
        return outcome.kind === 'revoked' && isSo(count, revokes)
          ? { ...outcome, kind: 'refused', code: 'InvalidPermission.NotFound', removed: [], remaining: existing }
          : outcome;
      },
    },
  });
}

async function run(behaviour: Behaviour, under: Operation = operation): Promise<readonly CaseResult[]> {
  const reference = await startReference({ behaviour });
  try {
    const cases = ['a/first', 'a/second', 'a/third'].map(removal);
    const { value } = await withEngine(settingsForReference(reference, 'history'), under, async (engine) => [
      ...(await executeBatch(engine, cases)),
      ...engine.historyDependence.take(),
    ]);
    return value;
  } finally {
    await reference.close();
  }
}

const brief = (results: readonly CaseResult[]) => results.map(({ id, verdict, reason }) => [id, verdict, reason?.kind]);

describe('a failure on groups that had been used', () => {
  it('is a failure of its history, shrunk, when that fails again; the case passes', async () => {
    const results = await run(refusing((ofGroup) => ofGroup === 2));

    expect(brief(results)).toEqual([
      ['a/first', 'pass', undefined],
      ['a/second', 'pass', undefined],
      ['a/third', 'pass', undefined],
      [expect.stringMatching(/^a\/(second|third)@sequence\/of-\d$/), 'fail', 'history'],
    ]);
    expect(results.at(-1)?.sent.split('then').length).toBeGreaterThan(1);
  });

  it('is flaky when its history passes', async () => {
    const results = await run(refusing((_, revokes) => revokes === 2));

    expect(results.map(({ verdict }) => verdict)).not.toContain('fail');
    expect(results.some(({ reason }) => reason?.kind === 'flaky')).toBe(true);
  });

  it('is flaky where no requirement is about histories', async () => {
    const { histories: _, ...without } = operation;
    const results = await run(
      refusing((ofGroup) => ofGroup === 2),
      without,
    );

    expect(results).toHaveLength(3);
    expect(results.some(({ reason }) => reason?.kind === 'flaky')).toBe(true);
  });
});
