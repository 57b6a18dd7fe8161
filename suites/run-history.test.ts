import { describe, expect, it } from 'vitest';
import { plainGrouping } from '../harness/arbitraries/grouping.ts';
import type { Command } from '../harness/arbitraries/history.ts';
import { faultById } from '../harness/faults/catalogue.ts';
import { type Behaviour, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { withEngine } from '../harness/suite/in-process.ts';
import { type PlayedTrial, playTrial } from '../harness/suite/play-history.ts';
import { settingsForReference } from '../harness/suite/reference-settings.ts';
import { revokeIngress } from './server/operation.ts';

const web = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
const rules = { web, wide: { ...web, ToPort: '444' }, mail: { ...web, FromPort: '25', ToPort: '25' } };

function revoke(name: string): Command {
  return { kind: 'revoke', rules: [name], grouping: plainGrouping, descriptions: 'left-out' };
}

/** Three requests in vain while `web` stands, played without care. */
async function played(behaviour: Behaviour): Promise<PlayedTrial> {
  const reference = await startReference({ behaviour });
  const settings = settingsForReference(reference, 'play');
  const history = { rules, given: ['web'], commands: [revoke('mail'), revoke('wide'), revoke('mail')] };
  const title = { id: 'a/history', title: 'a history', requirements: ['exact-match/any-rules'] };
  try {
    const { value } = await withEngine(settings, revokeIngress, (engine) =>
      playTrial(engine, { vpc: 'nondefault', history }, title, 'quick'),
    );
    return value;
  } finally {
    await reference.close();
  }
}

describe('a history played without care', () => {
  it('reads what stands once, in the end, when every answer is the one of the model', async () => {
    const { result } = await played(referenceBehaviour);

    expect(result.verdict).toBe('pass');
    expect(result.calls['DescribeSecurityGroups'] ?? 0).toBeLessThanOrEqual(1);
    expect(result.calls['RevokeSecurityGroupIngress']).toBe(3);
  });

  it('ends at the first answer that is another one, and tells what is gone by then', async () => {
    const fault = faultById('to-port-ignored') ?? expect.fail('there is no such fault');

    const { result, failed, way } = await played(fault.apply(referenceBehaviour));

    expect(result.verdict).toBe('fail');
    expect(way).toBe('too much');
    expect(failed).toMatchObject({ index: 1, command: revoke('wide'), before: ['web'], after: [] });
  });
});
