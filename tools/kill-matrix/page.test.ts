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
