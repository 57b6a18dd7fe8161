import { describe, expect, it } from 'vitest';
import { type ShelfEngineOptions, shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, type ShelfBehaviour, takeCase } from '../../test-support/shelves.ts';
import type { GeneralCheck } from '../checks/general-check.ts';
import { attempt } from './attempt-case.ts';
import { type Attempted, confirm } from './confirm.ts';

const apple = takeCase('apple', ['apple', 'pear'], ['apple']);

/** Refuses to take while this is so; counts only requests of cases. */
function refusing(isSo: (taken: number) => boolean, status = 400): ShelfBehaviour {
  let taken = 0;
  return (request, shelf, earlier) => {
    if (request.isSetUp || request.action !== 'Take') return conforming(request, shelf, earlier);
    taken += 1;
    return isSo(taken) ? { status, code: 'Refused' } : conforming(request, shelf, earlier);
  };
}

const once = (status?: number) => refusing((taken) => taken === 1, status);

/** The case is attempted once, then confirmed. `more`: what is to be otherwise about the attempt. */
async function run(options: ShelfEngineOptions, more: Partial<Attempted> = {}, testCase = apple, isKnown = false) {
  const shelf = shelfEngine(options);
  const { past: _, ...first } = await attempt(shelf.engine, testCase, 'quick');
  if (isKnown) shelf.engine.knownFailures.note(first.result);
  const before = shelf.asked.length;
  const result = await confirm(shelf.engine, testCase, { ...first, past: [], ...more });
  return { result, first: first.result, again: shelf.asked.slice(before), ...shelf };
}

const taken = ['Put', 'Take', 'Look'];

describe('a case that a server error left without a verdict', () => {
  const noServerError: GeneralCheck = {
    requirement: 'response/no-server-error',
    applies: () => true,
    judge: ({ outcome }) =>
      'status' in outcome && outcome.status >= 500
        ? [{ kind: 'status', at: 'status', expected: 'below 500', observed: '500' }]
        : [],
  };
  const operation = { generalChecks: [noServerError] };
  const refused = takeCase('refused', ['apple', 'pear'], ['fig']);

  it('is asked again although server errors are known, and passes if it was the only one', async () => {
    const { result, first } = await run({ behaviour: once(500), operation }, {}, refused, true);

    expect([first.verdict, result.verdict, result.reason?.kind]).toEqual(['blocked', 'pass', 'flaky']);
  });

  it('stays blocked if it errs again, and after ten of them none is asked again', async () => {
    const { engine, asked } = shelfEngine({ behaviour: refusing(() => true, 500), operation });
    engine.knownFailures.add('response/no-server-error');
    const verdicts: string[] = [];
    const calls: number[] = [];
    for (let time = 0; time < 11; time += 1) {
      const first = await attempt(engine, refused, 'quick');
      const before = asked.length;
      verdicts.push((await confirm(engine, refused, { ...first, past: [] })).verdict);
      calls.push(asked.length - before);
    }

    expect(new Set(verdicts)).toEqual(new Set(['blocked']));
    expect([calls[0], calls[9], calls[10]]).toEqual([2 * taken.length, 2 * taken.length, 0]);
  });
});
