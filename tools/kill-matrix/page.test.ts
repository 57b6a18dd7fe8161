import { expect, test } from 'vitest';
import { referenceBehaviour } from '../../harness/reference/behaviour.ts';
import { renderKillMatrix } from './page.ts';

const fault = (id: string) => ({ id, breaks: 'topic/one', means: 'is wrong', apply: () => referenceBehaviour });

test('the page names each fault that an unrelated requirement catches when all cases are run', () => {
  const { text } = renderKillMatrix(
    [],
    [],
    [
      { operation: 'A', fault: fault('good'), problems: [] },
      { operation: 'A', fault: fault('broad'), problems: ['topic/two fails, which is not what is broken: a|b'] },
      { operation: 'B', fault: fault('good'), problems: [] },
    ],
    20,
  );

  const [, section = ''] = /## Against all cases\n([\s\S]*?)\n## /.exec(text) ?? [];
  expect(section.split('\n').filter((line) => line.startsWith('|'))).toEqual([
    '| operation | faults | caught by their requirement alone |',
    '| --- | --- | --- |',
    '| A | 2 | 1 |',
    '| B | 1 | 1 |',
    '| operation | fault | problem |',
    '| --- | --- | --- |',
    '| A | broad | topic/two fails, which is not what is broken: a\\|b |',
  ]);
});

test('a fault that only deep effort asks about is marked, and not counted among those that a default run finds', () => {
  const kill = {
    by: 'topic/a',
    kind: 'fixture',
    calls: 10,
    requirement: 'topic/one',
    commands: 1,
    rules: 1,
    counterexample: '',
  } as const;
  const { text, summary } = renderKillMatrix(
    [
      { fault: fault('plain'), kills: [kill], isDeep: false },
      { fault: fault('late'), kills: [kill], isDeep: true },
      { fault: fault('unseen'), kills: [undefined], isDeep: true },
    ],
    [],
    [],
    20,
  );

  expect(text).toContain('| plain | topic/one | topic/a | 1/1 |');
  expect(text).toContain('| late (deep) | topic/one | topic/a | 1/1 |');
  expect(text).toContain('| unseen (deep) | topic/one | **survives** | 0/1 |');
  expect(summary).toContain('2 of 3 faults are killed by their own requirement');
  expect(summary).toContain('1 of 2 of them at deep effort');
  expect(summary).toMatch(/A run of at most \d+ calls finds 1 faults/);
});

test('a variant is green where no operation turns red on it', () => {
  const variant = (id: string) => ({ id, means: 'differs', apply: () => referenceBehaviour });
  const { text, summary } = renderKillMatrix(
    [],
    [
      { operation: 'A', variant: variant('fine'), red: [] },
      { operation: 'B', variant: variant('fine'), red: [] },
      { operation: 'A', variant: variant('odd'), red: [] },
      { operation: 'B', variant: variant('odd'), red: ['b/case (topic/one)'] },
    ],
    [],
    20,
  );

  expect(text).toContain('| fine | differs | 2 | none |');
  expect(text).toContain('| odd | differs | 2 | B: b/case (topic/one) |');
  expect(summary).toContain('1 of 2 harmless variants stay green, in 4 runs');
});
