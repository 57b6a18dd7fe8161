import { describe, expect, it } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import type { TestedOperation } from '../harness/engine/engine.ts';
import { wrapping } from '../harness/mutants/groups/changes.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { allCases as createCases } from './create-security-group/cases.ts';
import { createGroupOperation } from './create-security-group/operation.ts';
import { allCases as deleteCases } from './delete-security-group/cases.ts';
import { deleteGroupOperation } from './delete-security-group/operation.ts';
import { allCases as describeCases } from './describe-security-groups/cases.ts';
import { describeGroupsOperation } from './describe-security-groups/operation.ts';

/** Describes all groups, whichever are asked for. */
const careless = wrapping('DescribeSecurityGroups', (call, proceed) => {
  const { GroupId: _, Filter: __, ...input } = call.input;
  return proceed({ ...call, input });
})(referenceBehaviour);

/** Takes no notice of names alone. */
const namesIgnored = wrapping('DescribeSecurityGroups', (call, proceed) => {
  const { GroupName: _, ...input } = call.input;
  return proceed({ ...call, input });
})(referenceBehaviour);

/** Takes no notice of filters alone. */
const filtersIgnored = wrapping('DescribeSecurityGroups', (call, proceed) => {
  const { Filter: _, ...input } = call.input;
  return proceed({ ...call, input });
})(referenceBehaviour);

async function judged(id: string, cases: readonly Case[], operation: TestedOperation, behaviour = careless) {
  const { results } = await runMutant(behaviour, { cases: cases.filter((one) => one.id === id), operation });
  return results.map(({ verdict, reason }) => [verdict, reason?.message]);
}

function untestable(ignored: string) {
  const why = `DescribeSecurityGroups describes what was not asked for: it takes no notice of ${ignored}`;
  return [['untestable', `the case could not be set up: ${why}`]];
}

describe('a server that describes all groups whatever ids are asked for', { timeout: 60_000 }, () => {
  it('is not blamed for what it creates and deletes, which nothing shows', async () => {
    expect(await judged('create-group/creates', createCases(), createGroupOperation)).toEqual(untestable('GroupId'));
    expect(await judged('delete-group/deletes', deleteCases(), deleteGroupOperation)).toEqual(
      untestable('the filter group-id'),
    );
  });

  it('is not blamed for the name of what it creates where names show nothing', async () => {
    const found = await judged('create-group/found-by-name', createCases(), createGroupOperation, namesIgnored);

    expect(found).toEqual(untestable('GroupName'));
  });

  it('is not blamed for what it refuses to create where a filter shows nothing', async () => {
    const found = await judged(
      'create-descriptions/description-quote',
      createCases(),
      createGroupOperation,
      filtersIgnored,
    );

    expect(found).toEqual(untestable('the filter group-name'));
  });

  it('fails by its descriptions', async () => {
    expect(await judged('groups-listed/by-id', describeCases(), describeGroupsOperation)).toEqual([
      ['fail', undefined],
    ]);
  });
});
