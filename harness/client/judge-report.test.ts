import { describe, expect, test } from 'vitest';
import type { ExpectedReport, JsonObject } from './fixture.ts';
import { judgeReport, reportDifferences } from './judge-report.ts';
import type { ClientOutcome } from './outcome.ts';

function success(output: JsonObject): ClientOutcome {
  return { kind: 'result', output };
}

function mismatches(expected: JsonObject, output: JsonObject): readonly string[] {
  return judgeReport({ outcome: 'result', output: expected }, success(output), []).map(({ at }) => at);
}

describe('an output', () => {
  test.each([[{}], [{ Set: null }], [{ Set: [] }], [{ Set: [], More: 'metadata' }]])('%j has no set', (output) => {
    expect(mismatches({ Set: [] }, output)).toEqual([]);
  });

  test.each([
    ['an item lost', { Set: [{ A: 1 }] }, ['Set[1]']],
    ['an item too many', { Set: [{ A: 1 }, { A: 2 }, { A: 3 }] }, ['Set[2]']],
    ['items in another order', { Set: [{ A: 2 }, { A: 1 }] }, ['Set[0].A', 'Set[1].A']],
    ['a number as text', { Set: [{ A: '1' }, { A: 2 }] }, ['Set[0].A']],
    ['a member made up', { Set: [{ A: 1, B: 0 }, { A: 2 }] }, ['Set[0].B']],
    ['no set at all', {}, ['Set']],
    ['a structure for the list', { Set: { A: 1 } }, ['Set']],
  ])('with %s is a mismatch', (_, output, expected) => {
    expect(mismatches({ Set: [{ A: 1 }, { A: 2 }] }, output)).toEqual(expected);
  });

  test('may lack what the client declares to lack', () => {
    const expected: ExpectedReport = { outcome: 'result', output: { New: [{ A: 1 }], Return: true } };

    expect(judgeReport(expected, success({ Return: true }), ['New'])).toEqual([]);
  });
});

test('a difference says where it is: in the outcome, beside the output, or at a member whatever the number of its item', () => {
  const expected: ExpectedReport = { outcome: 'result', output: { Set: [{}, { A: { B: 1 } }] }, requestId: 'r' };
  const output = success({ Set: [{}, { A: { B: 2 } }, { A: {} }] });

  expect(reportDifferences(expected, output, []).map(({ place }) => place)).toEqual([
    { kind: 'output', path: ['Set', 'A', 'B'] },
    { kind: 'output', path: ['Set'] },
    { kind: 'metadata', name: 'requestId' },
  ]);
  expect(reportDifferences({ outcome: 'anyError' }, success({}), []).map(({ place }) => place)).toEqual([
    { kind: 'outcome' },
  ]);
});

describe('what is no success', () => {
  const errors: readonly ClientOutcome[] = [
    { kind: 'clientError', message: 'cut off' },
    { kind: 'serviceError', code: 'Unknown' },
  ];

  test.each(errors)('may be %j where any error will do', (outcome) => {
    expect(judgeReport({ outcome: 'anyError' }, outcome, [])).toEqual([]);
  });

  test('is not a success', () => {
    expect(judgeReport({ outcome: 'anyError' }, success({}), [])).toHaveLength(1);
  });

  test('has its members compared, each for itself', () => {
    const expected: ExpectedReport = { outcome: 'serviceError', code: 'A.B', status: 400, requestId: 'r' };
    const outcome: ClientOutcome = { kind: 'serviceError', code: 'A', status: 400 };

    expect(judgeReport(expected, outcome, []).map(({ at }) => at)).toEqual(['code', 'requestId']);
    expect(judgeReport(expected, outcome, ['requestId']).map(({ at }) => at)).toEqual(['code']);
  });
});
