import { describe, expect, it } from 'vitest';
import { shelfDomain, shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, type ShelfBehaviour, takeCase } from '../../test-support/shelves.ts';
import type { Case } from '../cases/case.ts';
import type { GeneralCheck } from '../checks/general-check.ts';
import type { ResponseSubject } from '../checks/response-subject.ts';
import { EmptyScene, EmptyStage } from '../scene/empty-scene.ts';
import type { ObservedIds, Stage } from '../scene/scene.ts';
import { askBatch } from './execute-batch.ts';
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

  it('keeps the items of each set apart', async () => {
    const other = (name: string) => `<other><item><name>${name}</name></item></other><nextToken>`;
    const [first, second] = [page(['apple'], 'one'), page(['pear'], 'two')].map((one, index) =>
      one.replace('<nextToken>', other(index === 0 ? 'oak' : 'elm')),
    );
    const behaviour = showing(first ?? '', second ?? '', page(['plum']));
    const { engine } = shelfEngine({ behaviour, allowed: { confirming: 0, shrinking: 0 } });
    const content = { ...all, 'other/item/name': ['oak', 'elm'] };
    expect(await executeCase(engine, looks({ allPages: true }, content))).toMatchObject({ verdict: 'pass' });
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

  it('has no token where items were left for the last page, and one where none was', async () => {
    const expectNoToken = looks({ allPages: true }, { nextToken: null });
    const judge = async (...pages: readonly string[]) =>
      (
        await executeCase(
          shelfEngine({ behaviour: showing(...pages), allowed: { confirming: 0, shrinking: 0 } }).engine,
          expectNoToken,
        )
      ).verdict;
    expect(await judge(page(['apple']))).toBe('pass');
    expect(await judge(page(['apple'], 'one'), page(['pear']))).toBe('pass');
    // Not confirmed: no calls are allowed for that.
    expect(await judge(page(['apple'], 'one'), page([]))).toBe('untestable');
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

  it('may be of 8192 characters', async () => {
    const { engine } = shelfEngine({ behaviour: showing(page(['a'.repeat(8192)])) });
    const { verdict, exchanges } = await executeCase(engine, keeping('set/item/name'));
    // It is sent, and there is nothing of that name to be taken.
    expect([verdict, exchanges.length]).toEqual(['fail', 2]);
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
      ...{ action: 'Take', outcome: { kind: 'success' } },
      params: [
        ['Shelf', 'shelf-1'],
        ['Items', 'apple'],
      ],
    });
  });
});

describe('the stage of a step', () => {
  /** A stage without resources, and what it comes to know; with these ids after each step. */
  function noting(ids?: ObservedIds) {
    const seen: unknown[] = [];
    const noted: Pick<Stage, 'announce' | 'note' | 'readIds' | 'seen'> = {
      announce: ({ action, params, form }) => void seen.push([action, params, form]),
      note: ({ action }, { kind }) => void seen.push([action, kind]),
      readIds: async () => ids,
      seen: (_request, _before, _after, isAlone) => {
        seen.push(isAlone ? 'alone' : 'beside another');
        return {};
      },
    };
    class NotingScene extends EmptyScene {
      override async open(): Promise<Stage> {
        return Object.assign(new EmptyStage(new Map([['shelf', 'shelf-9']])), noted);
      }
    }
    const domain = { ...shelfDomain(), scene: () => new NotingScene(new Map()) };
    const behaviour = showing(page(['apple'], 'one'), page(['id-1']));
    return { engine: shelfEngine({ operation: { domain }, behaviour }).engine, seen };
  }
  const stateless = (more: Partial<Case>, content: Case['expect'][number]['content'] = {}) => ({
    ...looks(more, content),
    given: {},
    expect: [{ answer: 'shown', status: ['200'], after: [], content }],
  });

  it('sees each request before it goes out, with its placeholders filled, and its response', async () => {
    const { engine, seen } = noting();
    await executeCase(engine, stateless({ allPages: true }));
    const shelf = ['Shelf', 'shelf-9'];
    expect(seen).toEqual([
      ['Look', [shelf], '&Action=Look&Version=2016-11-15&Shelf=shelf-9'],
      ['Look', 'success'],
      ['Look', [shelf, ['NextToken', 'one']], '&Action=Look&Version=2016-11-15&Shelf=shelf-9&NextToken=one'],
      ['Look', 'success'],
      'alone',
    ]);
  });

  it('is read as after an open question where the step asks one, and not otherwise', async () => {
    const isOpenIn = async (testCase: Case) => {
      const read: (boolean | undefined)[] = [];
      const stage = Object.assign(new EmptyStage(new Map([['shelf', 'shelf-9']])), {
        isStateless: false,
        read: async (_before: unknown, isOpen?: boolean) => {
          read.push(isOpen);
          return new Map();
        },
      }) as Stage;
      class ReadScene extends EmptyScene {
        override async open(): Promise<Stage> {
          return stage;
        }
      }
      const domain = { ...shelfDomain(), scene: () => new ReadScene(new Map()) };
      const { verdict } = await executeCase(shelfEngine({ operation: { domain } }).engine, testCase);
      return [verdict, ...read];
    };
    expect(await isOpenIn({ ...stateless({}), expect: [] })).toEqual(['observed', true]);
    expect(await isOpenIn(stateless({ send: { action: 'Look', params: {} } }))).toEqual(['pass', false]);
  });

  it('may name the operation under test in its request', async () => {
    const { engine, seen } = noting();
    await executeCase(engine, stateless({ send: { action: 'Look', params: { Of: '{action}' } } }));
    expect(seen[0]).toEqual(['Look', [['Of', 'Take']], '&Action=Look&Version=2016-11-15&Of=Take']);
  });

  it('has two requests on their way at once', async () => {
    const { engine, seen } = noting();
    await executeCase(engine, stateless({ beside: { action: 'Take', method: 'GET' } }));
    expect(seen.slice(0, 2)).toEqual([
      ['Look', [['Shelf', 'shelf-9']], expect.any(String)],
      ['Take', [], 'Action=Take&Version=2016-11-15&'],
    ]);
    expect(seen.at(-1)).toBe('beside another');
  });

  it('has ids that the step made, which the expected content names', async () => {
    const ids = { before: new Map(), after: new Map(), added: new Map([['made', 'id-1']]) };
    const { engine } = noting(ids as unknown as ObservedIds);
    const one = stateless({}, { 'set/item/name': '{made}' });
    const { attempts } = await askBatch(engine, [one, { ...one }]);
    expect([...attempts.values()].map(({ result }) => result.verdict)).toEqual(['fail', 'pass']);
  });
});

describe('the state after a step', () => {
  it('is read again while a late change may be why it is not as expected', async () => {
    let looks = 0;
    const { engine, asked } = shelfEngine({
      settleMs: 150,
      behaviour: (request, shelf, earlier) => {
        looks += request.action === 'Look' ? 1 : 0;
        if (looks === 2) shelf.delete('apple');
        return request.action === 'Take' ? { status: 200 } : conforming(request, shelf, earlier);
      },
    });
    const { verdict, reason } = await executeCase(engine, takeCase('apple', ['apple', 'pear'], ['apple']));
    expect([verdict, reason]).toEqual(['pass', undefined]);
    expect(asked).toEqual(['Put', 'Take', 'Look', 'Look']);
  });
});
