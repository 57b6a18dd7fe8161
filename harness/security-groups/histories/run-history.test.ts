import { describe, expect, it } from 'vitest';
import { revokeIngressOperation } from '../../../suites/revoke-ingress/operation.ts';
import { settingsForReference } from '../../../test-support/reference-settings.ts';
import { withEngine } from '../../engine/run/in-process.ts';
import { faultById } from '../../mutants/catalogue.ts';
import { type Behaviour, referenceBehaviour } from '../../reference/behaviour.ts';
import { startReference } from '../../reference/reference.ts';
import type { Care } from '../../scene/scene.ts';
import { plainGrouping } from '../generators/grouping.ts';
import type { HistoryCommand } from '../generators/histories/history.ts';
import { type HistoryOutcome, runHistory } from './run-history.ts';

const web = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
const rules = { web, wide: { ...web, ToPort: '444' }, mail: { ...web, FromPort: '25', ToPort: '25' } };

function revoke(name: string): HistoryCommand {
  return { kind: 'revoke', rules: [name], grouping: plainGrouping, descriptions: 'left-out' };
}

/** Three revokes of absent rules while `web` exists. */
async function run(behaviour: Behaviour, care: Care, maxCalls = 100): Promise<HistoryOutcome> {
  const reference = await startReference({ behaviour });
  const settings = settingsForReference(reference, 'history');
  const history = { rules, given: ['web'], commands: [revoke('mail'), revoke('wide'), revoke('mail')] };
  const title = { id: 'a/history', title: 'a history', requirements: ['exact-match/any-rules'] };
  try {
    const { value } = await withEngine(settings, revokeIngressOperation, (engine) =>
      runHistory(engine, { vpc: 'nondefault', history }, { title, care, maxCalls }),
    );
    return value;
  } finally {
    await reference.close();
  }
}

const toPortIgnored = () =>
  (faultById('to-port-ignored') ?? expect.fail('there is no such fault')).apply(referenceBehaviour);

describe('a history', () => {
  it('is read once, in the end, when it is run quickly and each response is the predicted one', async () => {
    const { result } = await run(referenceBehaviour, 'quick');

    expect(result.verdict).toBe('pass');
    expect(result.calls['DescribeSecurityGroups'] ?? 0).toBeLessThanOrEqual(1);
    expect(result.calls['RevokeSecurityGroupIngress']).toBe(3);
  });

  it('is read after each command when it is run with care, and once before them', async () => {
    const { result } = await run(referenceBehaviour, 'careful');

    expect(result.verdict).toBe('pass');
    expect(result.calls['DescribeSecurityGroups']).toBe(4);
  });

  it.each(['quick', 'careful'] as const)(
    'ends at the first failure, and names the rules around it (%s)',
    async (care) => {
      const { result, failed, isLater, removesTooMuch, replay } = await run(toPortIgnored(), care);

      expect(result.verdict).toBe('fail');
      expect({ isLater, removesTooMuch }).toEqual({ isLater: true, removesTooMuch: true });
      expect(failed).toMatchObject({ index: 1, command: revoke('wide'), before: ['web'], after: [] });
      expect(replay?.then).toHaveLength(1);
    },
  );

  it('ends earlier when the calls do not pay for all of it', async () => {
    const { result } = await run(referenceBehaviour, 'quick', 5);

    expect(result.calls['RevokeSecurityGroupIngress']).toBe(2);
    expect(Object.values(result.calls).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(5);
  });

  it('is not run at all when the calls do not pay for its first command', async () => {
    const { result } = await run(referenceBehaviour, 'careful', 4);

    expect(result).toMatchObject({ verdict: 'not-asked', calls: {} });
  });
});
