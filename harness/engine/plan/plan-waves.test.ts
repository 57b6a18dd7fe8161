import { describe, expect, it } from 'vitest';
import { describeRegionsOperation } from '../../../suites/describe-regions/operation.ts';
import { allCases } from '../../../suites/revoke-ingress/cases.ts';
import { revokeIngressOperation } from '../../../suites/revoke-ingress/operation.ts';
import type { Case } from '../../cases/case.ts';
import { totalCalls } from '../../checks/call-counts.ts';
import { estimateCalls, planBatches } from './plan-batches.ts';
import { estimateInLanes, planWaves } from './plan-waves.ts';

const operation = revokeIngressOperation;
const batches = planBatches(allCases(), operation);
const lanes = Array.from({ length: 12 }, (_, lane) => lane);

function reading(params: Case['send']['params']): Case {
  const send = { action: 'DescribeSecurityGroups', params: params ?? {} };
  return { id: 'state/reading', title: '', requirements: [], given: {}, send, expect: [] };
}

describe('planWaves', () => {
  it('has every batch once, in the order of the cases', () => {
    const waves = planWaves(batches, operation, true);

    expect(waves.flatMap((wave) => wave.flatMap(({ cases }) => cases))).toStrictEqual(batches.flat());
    expect(new Set(waves.flatMap((wave) => wave.map(({ lane }) => lane)))).toStrictEqual(new Set(lanes));
  });

  it('gives no lane much more to ask than the others', () => {
    const calls = new Map(lanes.map((lane) => [lane, 0]));
    for (const { lane, isAlone, cases } of planWaves(batches, operation, true).flat()) {
      const cost = isAlone ? 0 : totalCalls(estimateCalls(cases, operation));
      calls.set(lane, (calls.get(lane) ?? 0) + cost);
    }
    expect(Math.max(...calls.values()) - Math.min(...calls.values())).toBeLessThan(50);
  });

  it('adds a short rest to the wave before it, for which all lanes would wait', () => {
    const callsOf = (wave: readonly { readonly cases: readonly Case[] }[]) =>
      wave.reduce((sum, { cases }) => sum + totalCalls(estimateCalls(cases, operation)), 0);
    // Whatever the number of batches: some of these plans have a short rest.
    const lasts = batches.flatMap((_, index) =>
      index % 5 === 0 ? [planWaves(batches.slice(0, index + 1), operation, true)] : [],
    );

    const several = lasts.filter((waves) => waves.length > 1).map((waves) => callsOf(waves.at(-1) ?? []));
    expect(Math.min(...several)).toBeGreaterThanOrEqual(175);
    expect(Math.max(...several)).toBeGreaterThan(350);
  });

  it('keeps apart in a batch what is to be asked by itself', () => {
    const [own, alone] = [reading({ 'GroupId.1': '{main}' }), reading({})];
    const [wave = []] = planWaves([[own, own, alone, alone, own]], operation, true);

    expect(wave.map(({ isAlone, cases }) => [isAlone, cases.length])).toStrictEqual([
      [false, 2],
      [true, 2],
      [false, 1],
    ]);
  });

  it('has what is asked by itself make no lane ready for others', () => {
    const own = allCases().filter(({ given, vpc }) => given.setUp === undefined && vpc === undefined);
    const peered = own.find(({ given }) => given.peer !== undefined) ?? expect.fail();
    const other = own.find((one) => operation.domain.kindOf(one) !== operation.domain.kindOf(peered)) ?? expect.fail();
    const alone = Array.from({ length: 20 }, () => ({ ...peered, send: { params: {} } }));

    const [wave = []] = planWaves([alone, [other, other, other], [peered]], operation, true);

    expect(wave.map(({ isAlone, lane }) => (isAlone ? 'alone' : lane))).toStrictEqual(['alone', 0, 1]);
  });

  it('has one batch at a time where the scene cannot be divided', () => {
    const waves = planWaves(batches, operation, false);

    expect(waves.map((wave) => wave.map(({ lane }) => lane))).toStrictEqual(batches.map(() => [0]));
  });

  it('asks by itself what may be about groups of other cases, unless there are none', () => {
    const alone = ({ isAlone }: { readonly isAlone: boolean }) => isAlone;
    const waves = planWaves([[reading({})], [reading({ 'GroupId.1': '{main}' })]], operation, true);

    expect(waves.map((wave) => wave.map(alone))).toStrictEqual([[true, false]]);
    const alones = planWaves(batches, operation, true).flatMap((wave) => wave.filter(alone));
    expect(alones.flatMap(({ cases }) => cases).map(({ id }) => id)).toContain('errors/no-group');
    expect(alones.length).toBeLessThan(batches.length / 10);
    expect(planWaves([[reading({})]], describeRegionsOperation, true).map((wave) => wave.map(alone))).toStrictEqual([
      [false],
    ]);
  });

  it('makes fewer lanes ready where several operations share the calls', () => {
    const lanesOf = (isOneOfSeveral: boolean) =>
      planWaves(batches, operation, true, isOneOfSeveral).map((wave) => new Set(wave.map(({ lane }) => lane)).size);
    const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

    expect(sum(lanesOf(true))).toBeLessThan(sum(lanesOf(false)));
  });

  it('estimates the resources of each lane, which one lane would share', () => {
    const cases = batches.slice(0, 40).flat();
    const [one, several] = [estimateCalls(cases, operation), estimateInLanes(cases, operation)];
    const few = batches[0] ?? [];

    expect(several['CreateSecurityGroup']).toBeGreaterThan(one['CreateSecurityGroup'] ?? 0);
    expect(several['RevokeSecurityGroupIngress']).toBeGreaterThanOrEqual(one['RevokeSecurityGroupIngress'] ?? 0);
    expect(estimateInLanes(few, operation)).toStrictEqual(estimateCalls(few, operation));
  });

  it('uses one lane for few calls', () => {
    const few = batches.slice(0, 3);

    expect(planWaves(few, operation, true).map((wave) => wave.map(({ lane }) => lane))).toStrictEqual([[0, 0, 0]]);
  });
});
