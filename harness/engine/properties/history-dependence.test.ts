import { describe, expect, it } from 'vitest';
import { executeBatch } from '../../../test-support/execute-batch.ts';
import { settingsForReference } from '../../../test-support/reference-settings.ts';
import { shelfEngine } from '../../../test-support/shelf-engine.ts';
import { takeCase } from '../../../test-support/shelves.ts';
import type { Case } from '../../cases/case.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { MismatchKind } from '../../checks/finding.ts';
import type { TestedOperation } from '../../engine/engine.ts';
import { type Behaviour, changed, referenceBehaviour } from '../../reference/behaviour.ts';
import { startReference } from '../../reference/reference.ts';
import { groupHistories } from '../../security-groups/histories/group-histories.ts';
import { securityGroups } from '../../security-groups/scene/group-domain.ts';
import type { Histories, SplitHistory } from '../engine.ts';
import { withEngine } from '../run/in-process.ts';

const operation: TestedOperation = {
  action: 'RevokeSecurityGroupIngress',
  domain: securityGroups('ingress'),
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

async function run(behaviour: Behaviour, under: TestedOperation = operation): Promise<readonly CaseResult[]> {
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

/** What a trial comes to; a trial is a list of requests, written as one word. */
type Outcomes = (trial: string, runs: number) => 'fail' | 'fails by its state' | 'pass' | 'not-asked' | 'is open';

/** Histories whose trials are words: the last letter fails after the others. Each request is a call. */
function words(outcomeOf: Outcomes, more: Partial<Histories<string>> = {}) {
  const ran: [trial: string, maxCalls: number, requirement: string | undefined][] = [];
  const histories: Histories<string> = {
    title: 'any word',
    recorded: (_, cases) => cases.map(({ testCase: { id } }) => id).join(''),
    run: async (_, trial, { title, care, maxCalls }) => {
      ran.push([trial, maxCalls, title.requirements[0]]);
      const came = outcomeOf(trial, ran.length);
      const kind: MismatchKind = came === 'fails by its state' ? 'state' : 'code';
      const verdict = came === 'pass' || came === 'not-asked' ? came : 'fail';
      const mismatches = verdict === 'fail' ? [{ kind, at: 'x', expected: 'a', observed: 'b' }] : [];
      const result = { ...title, verdict, mismatches, findings: [], calls: { Take: trial.length }, observed: came };
      return { result: { ...result, given: care } as unknown as CaseResult };
    },
    smaller: (trial) => [
      [...trial].map((_, at) => trial.slice(0, at) + trial.slice(at + 1)).filter((one) => one !== ''),
    ],
    isFailure: ({ result }) => result.verdict === 'fail' && result.observed !== 'is open',
    split: (trial): SplitHistory<string> | undefined =>
      trial.length < 2 ? undefined : { whole: trial, alone: trial.slice(-1), requirement: `state/of-${trial.length}` },
    ...more,
  };
  return { histories, ran };
}

const past = [...'abcdef'].map((id) => ({ testCase: takeCase(id, ['apple'], ['apple']) }));

/** Fails where `b` comes before `f`. */
const afterB: Outcomes = (trial) => (/b.*f/.test(trial) ? 'fail' : 'pass');

function explaining(histories: Histories<string>, shrinking = 1000) {
  const { engine } = shelfEngine({ operation: { histories }, allowed: { confirming: 0, shrinking } });
  return { engine, explain: (cases = past) => engine.historyDependence.explain(engine, cases) };
}

describe('what the requests before a case explain', () => {
  it('is nothing where no history can be repeated, or there was none', async () => {
    const { histories, ran } = words(afterB);
    const { engine, explain } = explaining(histories);
    expect(await explain(past.slice(0, 1))).toEqual({ isExplained: false, calls: {} });
    const without = { ...engine, operation: { ...engine.operation, histories: undefined } } as unknown as typeof engine;
    expect(await engine.historyDependence.explain(without, past)).toEqual({ isExplained: false, calls: {} });
    expect(ran).toEqual([]);
  });

  it('is looked for in the last four cases, and then in all', async () => {
    const { histories, ran } = words(afterB);
    await explaining(histories).explain();
    expect(ran.slice(0, 2).map(([trial]) => trial)).toEqual(['cdef', 'abcdef']);
    const near = words((trial) => (/d.*f/.test(trial) ? 'fail' : 'pass'));
    await explaining(near.histories).explain();
    expect(near.ran.map(([trial]) => trial)).not.toContain('abcdef');
  });

  it('is shrunk, checked without the requests before it, run twice more, and reported', async () => {
    const { histories, ran } = words(afterB);
    const { engine, explain } = explaining(histories);
    expect(await explain()).toEqual({ isExplained: true, calls: {} });
    const [found, ...others] = engine.historyDependence.take();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ id: 'f@state/of-2', title: 'any word', kind: 'history', verdict: 'fail', requirements: ['state/of-2'] },
      ...{ calls: { Take: ran.reduce((sum, [trial]) => sum + trial.length, 0) }, given: 'careful' },
      reason: {
        kind: 'history',
        message: 'found because f failed on resources that earlier cases had used, and passed on fresh ones',
      },
    });
    expect(found).not.toHaveProperty('replay');
    expect(ran.slice(-3).map(([trial, , requirement]) => [trial, requirement])).toEqual([
      ['f', 'history/repeated'],
      ['bf', 'state/of-2'],
      ['bf', 'state/of-2'],
    ]);
    expect(engine.historyDependence.take()).toEqual([]);
    expect(engine.knownFailures.isHistoryDependent).toBe(true);
    expect([...engine.knownFailures.failed]).toEqual(['state/of-2']);
  });

  it('keeps what can be sent again', async () => {
    const { histories } = words(afterB);
    const run: typeof histories.run = async (...args) => ({
      ...(await histories.run(...args)),
      replay: takeCase('again', [], []) as FixtureCase,
    });
    const { engine, explain } = explaining({ ...histories, run });
    await explain();
    expect(engine.historyDependence.take()[0]?.replay).toMatchObject({ id: 'again' });
  });

  it('is known from then on, without further calls', async () => {
    const { histories, ran } = words(afterB);
    const { engine, explain } = explaining(histories);
    await explain();
    const runs = ran.length;
    expect(await explain()).toEqual({ isExplained: true, calls: {} });
    expect([ran.length, engine.historyDependence.take().length]).toEqual([runs, 1]);
  });

  it('is shrunk to failures of the same kind alone', async () => {
    const { histories, ran } = words((trial) => {
      if (/b.*f/.test(trial)) return 'fails by its state';
      return trial.endsWith('ef') ? 'fail' : 'pass';
    });
    const { engine, explain } = explaining({ ...histories, recorded: () => 'abcdef' });
    await explain();
    expect(engine.historyDependence.take().map(({ id }) => id)).toEqual(['f@state/of-2']);
    expect(ran.at(-1)?.[0]).toBe('bf');
  });

  it.each<readonly [why: string, outcomeOf: Outcomes, more: Partial<Histories<string>>]>([
    ['it does not fail again', () => 'pass', {}],
    ['nothing was required of what failed', () => 'is open', {}],
    [
      'its request fails alone as well',
      (trial: string) => (trial.endsWith('f') ? 'fail' : 'pass'),
      {
        smaller: () => [],
      },
    ],
    ['the first request fails', afterB, { split: () => undefined }],
    ['no requirement is about it', afterB, { split: () => ({ whole: 'bf', alone: 'f', requirement: undefined }) }],
    [
      'it does not fail once more',
      (trial: string, runs: number) => (trial === 'bf' && runs > 12 ? 'pass' : afterB(trial, runs)),
      {
        split: () => ({ whole: 'ef', alone: 'f', requirement: 'state/any' }),
      },
    ],
    [
      'there are no calls for its request alone',
      (trial: string) => (trial === 'f' ? 'not-asked' : /b.*f/.test(trial) ? 'fail' : 'pass'),
      { smaller: () => [] },
    ],
    [
      'there are no calls to run it once more',
      (trial: string) => (trial === 'bf' ? 'not-asked' : /b.*f/.test(trial) ? 'fail' : 'pass'),
      {
        smaller: () => [],
        split: () => ({ whole: 'bf', alone: 'f', requirement: 'state/any' }),
      },
    ],
    ['it cannot be repeated', afterB, { recorded: () => undefined }],
  ])('is nothing if %s', async (_, outcomeOf, more) => {
    const { histories, ran } = words(outcomeOf, more);
    const { engine, explain } = explaining(histories);
    const spent = async () => ran.reduce((sum, [trial]) => sum + trial.length, 0);
    const explanation = await explain();
    expect(explanation).toEqual({ isExplained: false, calls: ran.length === 0 ? {} : { Take: await spent() } });
    expect(engine.historyDependence.take()).toEqual([]);
    expect([engine.knownFailures.isHistoryDependent, engine.knownFailures.failed.size]).toEqual([false, 0]);
  });

  it('is given up after three histories that do not fail again', async () => {
    const { histories, ran } = words(() => 'pass');
    const { explain } = explaining(histories);
    for (let times = 0; times < 3; times += 1) await explain();
    expect(ran).toHaveLength(6);
    expect(await explain()).toEqual({ isExplained: false, calls: {} });
    expect(ran).toHaveLength(6);
  });

  it('costs no more calls than are left for shrinking, checks of the smallest aside', async () => {
    const { histories, ran } = words(afterB);
    const { engine, explain } = explaining(histories, 31);
    await explain();
    expect(ran.slice(0, 2).map(([, maxCalls]) => maxCalls)).toEqual([31, 27]);
    const total = ran.reduce((sum, [trial]) => sum + trial.length, 0);
    expect(engine.allowances.shrinking.left).toBe(31 - total);
    expect(ran.slice(-2).map(([, maxCalls]) => maxCalls)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it('costs 120 calls of a run at most', async () => {
    const { histories, ran } = words(() => 'pass');
    const { explain } = explaining(histories);
    await explain();
    await explain();
    expect(ran.map(([, maxCalls]) => maxCalls)).toEqual([120, 116, 110, 106]);
  });
});
