import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, type ShelfBehaviour, takeCase } from '../../test-support/shelves.ts';
import type { Case } from '../cases/case.ts';
import type { GeneralCheck } from '../checks/general-check.ts';
import type { ResponseSubject } from '../checks/response-subject.ts';
import { executeCase } from './execute-case.ts';

/** Answers each Look of a case with the next of these documents; the last for ever. */
function showing(...documents: readonly string[]): ShelfBehaviour {
  let shown = 0;
  return (request, shelf, earlier) => {
    if (request.action !== 'Look' || request.isSetUp) return conforming(request, shelf, earlier);
    shown += 1;
    const body = documents[Math.min(shown, documents.length) - 1] ?? '';
    if (body === 'broken') return { status: 500, code: 'InternalError' };
    return body === 'refused' ? { status: 400, code: 'Refused' } : { status: 200, body };
  };
}

function page(items: readonly string[], token = ''): string {
  const set = items.map((name) => `<item><name>${name}</name></item>`).join('');
  const more = token === '' ? '' : `<nextToken> ${token} </nextToken>`;
  return `<LookResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1</requestId><set>${set}</set>${more}</LookResponse>`;
}

const looks = (more: Partial<Case> = {}, content: Case['expect'][number]['content'] = {}): Case => ({
  ...takeCase('looks', ['apple'], ['apple']),
  send: { action: 'Look', params: { Shelf: '{shelf}' } },
  expect: [{ answer: 'shown', status: ['200'], after: ['apple'], content }],
  ...more,
});

describe('a step that reads all pages', () => {
  const all = { 'set/item/name': ['apple', 'pear', 'plum'] };

  it('asks for one after another, and is judged by the items of all', async () => {
    const { engine, asked } = shelfEngine({
      behaviour: showing(page(['apple'], 'one'), page(['pear'], 'two'), page(['plum'])),
    });
    const { verdict, exchanges } = await executeCase(engine, looks({ allPages: true }, all));
    expect([verdict, exchanges.length]).toEqual(['pass', 3]);
    expect(asked).toEqual(['Put', 'Look', 'Look', 'Look', 'Look']);
  });

  it('is the first page alone where the step does not ask for more', async () => {
    const { engine } = shelfEngine({ behaviour: showing(page(['apple'], 'one'), page(['pear'])) });
    const { verdict, mismatches } = await executeCase(engine, looks({}, all));
    expect([verdict, mismatches.map(({ at }) => at)]).toEqual(['fail', ['set/item/name']]);
  });

  it('ends at a page that is refused, and is judged by that', async () => {
    const { engine } = shelfEngine({ behaviour: showing(page(['apple'], 'one'), 'refused') });
    const { verdict, observed } = await executeCase(engine, looks({ allPages: true }, all));
    expect([verdict, observed]).toEqual(['fail', '400 Refused, nothing removed']);
  });

  it('has the items of a set that the first page leaves out because it is empty', async () => {
    const empty = page([], 'one').replace('<set></set>', '');
    const behaviour = showing(empty, page(['apple', 'pear', 'plum']));
    const { engine } = shelfEngine({ behaviour, allowed: { confirming: 0, shrinking: 0 } });
    expect(await executeCase(engine, looks({ allPages: true }, all))).toMatchObject({ verdict: 'pass' });
  });

  it('is judged by general checks in the exchange of the page that ended it', async () => {
    const check: GeneralCheck = {
      requirement: 'response/no-server-error',
      applies: () => true,
      judge: ({ exchange: { response } }) =>
        response?.status === 500 ? [{ kind: 'status', at: 'status', expected: 'no 5xx', observed: '500' }] : [],
    };
    const { engine } = shelfEngine({
      operation: { generalChecks: [check] },
      behaviour: showing(page(['apple'], 'one'), 'broken'),
      allowed: { confirming: 0, shrinking: 0 },
    });
    const result = await executeCase(engine, looks({ allPages: true }));
    expect(result.findings.map(({ exchange, mismatches }) => [exchange, mismatches.length])).toEqual([[1, 1]]);
    expect(result).toMatchObject({ verdict: 'blocked', reason: { requirements: ['response/no-server-error'] } });
  });

  it('ends after twenty pages, whatever the target says', async () => {
    const { engine } = shelfEngine({
      behaviour: showing(page(['apple'], 'on')),
      allowed: { confirming: 0, shrinking: 0 },
    });
    const { exchanges } = await executeCase(engine, looks({ allPages: true }, { 'set/item/name': '*' }));
    expect(exchanges).toHaveLength(20);
  });
});

describe('a step that keeps a text', () => {
  const keeping = (path: string): Case => ({
    ...looks(),
    keep: { seen: path },
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    then: [
      {
        send: { action: 'Take', params: { Shelf: '{shelf}', Items: '{kept:seen}' } },
        expect: [{ answer: 'taken', status: ['200'], after: [] }],
      },
    ],
  });

  it('has it in the requests after it', async () => {
    const { engine } = shelfEngine({ behaviour: showing(page([' apple '])) });
    expect(await executeCase(engine, keeping('set/item/name'))).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['is not there', 'set/other', page(['apple'])],
    ['is too long to be sent back', 'set/item/name', page(['a'.repeat(8193)])],
  ])('fails where it %s', async (_, path, document) => {
    const { engine } = shelfEngine({ behaviour: showing(document), allowed: { confirming: 0, shrinking: 0 } });
    const { verdict, exchanges } = await executeCase(engine, keeping(path));
    expect([verdict, exchanges.length]).toEqual(['untestable', 1]);
  });
});

describe('expected content', () => {
  it.each([
    ['a text', '{shelf}', true],
    ['a text that is another', '{action}', false],
    ['some texts', ['{shelf}', 'pear'], true],
    ['texts among others', { includes: ['{shelf}'] }, true],
    ['texts that are not there', { excludes: ['{shelf}'] }, false],
    ['a number of texts', { count: 2 }, true],
    ['any text', '*', true],
    ['no text', null, false],
  ] as const)('names what the placeholders stand for: %s', async (_, content, isSo) => {
    const behaviour = showing(page(typeof content === 'string' && content !== '*' ? ['shelf-1'] : ['shelf-1', 'pear']));
    const { engine } = shelfEngine({ behaviour, allowed: { confirming: 0, shrinking: 0 } });
    const { mismatches, verdict } = await executeCase(engine, looks({}, { 'set/item/name': content }));
    expect(verdict === 'pass').toBe(isSo);
    expect(mismatches).toHaveLength(0);
  });
});

describe('two requests at once', () => {
  it('are both kept, and the first is judged', async () => {
    const { engine, asked } = shelfEngine();
    const both = { ...takeCase('both', ['apple', 'pear'], ['apple']), beside: { action: 'Look' } };
    const { verdict, exchanges, sent } = await executeCase(engine, both);
    expect([verdict, exchanges.length, sent]).toEqual(['pass', 2, 'Take (POST)\nShelf=shelf-1\nItems=apple']);
    expect(asked).toEqual(['Put', 'Take', 'Look', 'Look']);
  });

  it('are blocked by a server error in answer to the first, if that is the only mismatch', async () => {
    const check: GeneralCheck = {
      requirement: 'response/no-server-error',
      applies: () => true,
      judge: () => [{ kind: 'status', at: 'status', expected: 'no 5xx', observed: '500' }],
    };
    const { engine } = shelfEngine({
      operation: { generalChecks: [check] },
      behaviour: (request, shelf, earlier) =>
        request.action === 'Take' && !request.isSetUp
          ? { status: 500, code: 'InternalError' }
          : conforming(request, shelf, earlier),
    });
    const both = { ...takeCase('both', ['apple', 'pear'], ['plum']), beside: { action: 'Look' } };
    expect(await executeCase(engine, both)).toMatchObject({ verdict: 'blocked', reason: { kind: 'dependency' } });
  });
});

describe('general checks', () => {
  it('see the request and its response where they apply, and are on record', async () => {
    const seen: ResponseSubject[] = [];
    const check = (requirement: string, applies: boolean): GeneralCheck => ({
      requirement,
      applies: () => applies,
      judge: (subject) => {
        seen.push(subject);
        return [];
      },
    });
    const { engine } = shelfEngine({
      operation: { generalChecks: [check('response/a', true), check('response/b', false)] },
    });
    const { findings } = await executeCase(engine, takeCase('apple', ['apple'], ['apple']));
    expect(findings).toEqual([{ requirement: 'response/a', mismatches: [], exchange: 0 }]);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      ...{ action: 'Take', stored: [], outcome: { kind: 'success' } },
      params: [
        ['Shelf', 'shelf-1'],
        ['Items', 'apple'],
      ],
    });
  });
});
