/** Which requirements a failed case fails, and when it is blocked instead. */
import { describe, expect, it } from 'vitest';
import { resultOf, shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, takeCase } from '../../test-support/shelves.ts';
import type { Case } from '../cases/case.ts';
import type { Mismatch } from '../checks/finding.ts';
import type { GeneralCheck } from '../checks/general-check.ts';
import { attempt } from './attempt-case.ts';

const apple = takeCase('apple', ['apple', 'pear'], ['apple'], { control: 'control' });
const absent = takeCase('absent', ['apple', 'pear'], ['plum']);

describe('a response that other requirements are about', () => {
  const odd: Mismatch = { kind: 'status', at: 'status', expected: 'no 5xx', observed: '500' };
  const noServerError = (mismatch: Mismatch, applies = true): GeneralCheck => ({
    requirement: 'response/no-server-error',
    applies: () => applies,
    judge: () => [mismatch],
  });

  it('blocks the case if it is a server error and the state is as expected', async () => {
    const checked = { generalChecks: [noServerError(odd)] };
    const refused = { ...absent, requirements: ['of/absent'] };
    expect(await resultOf({ status: 500, code: 'Internal' }, refused, checked)).toMatchObject({
      verdict: 'blocked',
      reason: {
        ...{ kind: 'dependency', requirements: ['response/no-server-error'] },
        message: 'the only mismatch is that the response is a server error, which fails response/no-server-error',
      },
    });
  });

  it('names each check that fails by the status, and no other', async () => {
    const body = { ...odd, kind: 'body' as const };
    const checks = [noServerError(odd), { ...noServerError(body), requirement: 'response/body' }];
    const both = { ...noServerError(odd), requirement: 'response/both', judge: () => [body, odd] };
    const refused = { ...absent, requirements: ['of/absent'] };
    const result = await resultOf({ status: 500, code: 'Internal' }, refused, { generalChecks: [...checks, both] });
    expect(result.reason).toMatchObject({
      requirements: ['response/no-server-error', 'response/both'],
      message: expect.stringContaining('which fails response/no-server-error, response/both'),
    });
  });

  it('fails the case if no check of its status fails, or the state is another', async () => {
    const server = { status: 500, code: 'Internal' };
    expect((await resultOf(server, absent)).verdict).toBe('fail');
    const body = { generalChecks: [noServerError({ ...odd, kind: 'body' })] };
    expect((await resultOf(server, absent, body)).verdict).toBe('fail');
    expect((await resultOf(server, apple, { generalChecks: [noServerError(odd)] })).verdict).toBe('fail');
    expect((await resultOf({ status: 499, code: 'X' }, absent, { generalChecks: [noServerError(odd)] })).verdict).toBe(
      'fail',
    );
  });

  it('blocks the case if status and state are as expected and the error cannot be read', async () => {
    expect(await resultOf({ status: 400, code: 'x', body: 'no XML' }, absent)).toMatchObject({
      verdict: 'blocked',
      reason: { kind: 'unreadable-error', message: expect.stringContaining('but the response cannot be read: 400') },
    });
    expect((await resultOf({ status: 403, code: 'x', body: 'no XML' }, absent)).verdict).toBe('fail');
  });
});

describe('a success that changes nothing', () => {
  const refusal = { requirement: 'of/refusing', isOnMatching: (id: string) => id === 'of/absent' };

  it('fails what the case is about, where no requirement on refusals is named', async () => {
    const { verdict, requirements, failed } = await resultOf({ status: 200 }, absent);
    expect([verdict, requirements, failed]).toEqual(['fail', ['of/absent'], undefined]);
  });

  it('fails the requirement that it be refused', async () => {
    const { engine } = shelfEngine({
      operation: { refusal },
      behaviour: (request, shelf, earlier) => (request.isSetUp ? conforming(request, shelf, earlier) : { status: 200 }),
    });
    const { result } = await attempt(engine, absent, 'careful');
    expect(result).toMatchObject({ failed: ['of/refusing'], requirements: ['of/absent', 'of/refusing'] });
    const other = { ...absent, requirements: ['of/absent', 'of/other'] };
    expect((await attempt(engine, other, 'careful')).result).not.toHaveProperty('failed');
    // Of several responses one would be a success: then that is not what is wrong.
    const mayTake = { ...absent, expect: [...absent.expect, { answer: 'taken', status: ['200'], after: ['pear'] }] };
    expect((await attempt(engine, mayTake, 'careful')).result).not.toHaveProperty('failed');
    const anonymous = { ...absent, requirements: [] };
    expect((await attempt(engine, anonymous, 'careful')).result).toMatchObject({ requirements: [] });
    const taking = { ...absent, send: apple.send };
    expect(
      (await attempt(shelfEngine({ operation: { refusal } }).engine, taking, 'careful')).result,
    ).not.toHaveProperty('failed');
    const either = {
      ...absent,
      expect: [{ ...absent.expect[0], answer: 'any', status: ['400'], code: ['*'], after: ['apple', 'pear'] }],
    };
    expect((await attempt(engine, either, 'careful')).result).not.toHaveProperty('failed');
  });
});

describe('a case whose items decide requirements of their own', () => {
  const judged: Case = {
    ...takeCase('judged', ['apple', 'pear'], []),
    requirements: ['of/apple', 'of/pear', 'of/response'],
    judges: { apple: 'of/apple', pear: 'of/pear' },
    send: { params: { Shelf: '{shelf}', Items: 'plum' } },
    expect: absent.expect,
  };

  /** Refuses, and takes these away. */
  async function losing(items: readonly string[], status = 400) {
    const { engine } = shelfEngine({
      behaviour: (request, shelf, earlier) => {
        if (request.isSetUp) return conforming(request, shelf, earlier);
        for (const item of items) shelf.delete(item);
        return { status, code: 'Item.NotFound' };
      },
    });
    return (await attempt(engine, judged, 'careful')).result.failed;
  }

  it('fails that of the item which is gone, and the others where more is wrong', async () => {
    expect(await losing(['apple'])).toEqual(['of/apple']);
    expect(await losing(['apple', 'pear'])).toEqual(['of/response']);
    expect(await losing(['apple'], 403)).toEqual(['of/response']);
    expect(await losing([], 403)).toEqual(['of/response']);
  });
});
