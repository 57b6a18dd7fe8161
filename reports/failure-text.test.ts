import { expect, it } from 'vitest';
import { sampleReport } from '../test-support/reports/sample-report.ts';
import { failureText } from './text/failure-text.ts';

it('names a source once, with what each of its facts states', () => {
  const { cases, requirements } = sampleReport();
  const [failed] = cases.filter(({ verdict }) => verdict === 'fail');
  const requirement = requirements.find(({ id }) => failed?.requirements.includes(id));
  if (failed === undefined || requirement === undefined) throw new Error('The sample has no failure.');
  const fact = { grade: 'documented', source: 'A page of AWS', states: 'One.' } as const;
  const evidence = [fact, { ...fact, states: 'Two.' }, { ...fact, grade: 'recorded' as const }];

  const lines = failureText(failed, [{ ...requirement, evidence }]).split('\n');

  const first = lines.findIndex((line) => /^ *source/.test(line));

  expect(lines.slice(first, first + 5).map((line) => line.trim().replace(/ +/g, ' '))).toEqual([
    'source documented: A page of AWS',
    'One.',
    'Two.',
    'source recorded: A page of AWS',
    'One.',
  ]);
});
