import { expect, test } from 'vitest';
import { loadSpecification } from '../../harness/register/load-specification.ts';
import type { Grade } from '../../harness/register/requirement.ts';
import { operations } from '../operations.ts';

const carrying: readonly Grade[] = ['documented', 'model', 'recorded'];

/** An address, a file of a public repository, a standard, or the published service model. */
const isPublic =
  /https:\/\/|\bRFC \d+|[\w.-]+\/[\w.-]+@[0-9a-f]{7}|XML 1\.0|URL Standard|botocore \d+\.\d+\.\d+ data\/ec2/;

test.each(Object.entries(operations))('gives every MUST of %s evidence that anyone can open', async (_, load) => {
  const { requirements } = await load();
  const facts = new Map(loadSpecification().facts.map((fact) => [fact.id, fact]));

  const closed = requirements
    .filter(({ level }) => level === 'MUST')
    .filter(({ evidence, facts: cited }) => {
      const all = [...evidence, ...cited.flatMap((id) => facts.get(id) ?? [])];
      return !all.some(({ grade, source }) => carrying.includes(grade) && isPublic.test(source));
    });

  expect(closed.map(({ id }) => id)).toEqual([]);
});
