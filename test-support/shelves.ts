/** Shelves with named items, what requests to them come to, and cases that take items. Nothing is sent anywhere. */
import type { Case } from '../harness/cases/case.ts';
import type { FixtureRule } from '../harness/cases/given.ts';
import { readOutcome } from '../harness/checks/outcome.ts';
import type { Call, Pairs } from '../harness/endpoint/caller.ts';

/** What a request to the shelves comes to. */
export interface ShelfReply {
  readonly status: number;
  /** Of an error; undefined: a success. */
  readonly code?: string;
  /** In place of the usual document. */
  readonly body?: string;
}

/** A request of the shelf domain. */
export interface ShelfRequest {
  readonly action: string;
  readonly items: readonly string[];
  /** Set-up of a case, not its own request. */
  readonly isSetUp: boolean;
}

/** Answers a request and changes the shelf. `earlier`: requests that this shelf has had, set-up included. */
export type ShelfBehaviour = (
  request: ShelfRequest,
  shelf: Set<string>,
  earlier: readonly ShelfRequest[],
) => ShelfReply;

/** How a conforming shelf answers. */
export const conforming: ShelfBehaviour = ({ action, items }, shelf) => {
  if (action === 'Take' && !items.every((item) => shelf.has(item))) return { status: 400, code: 'Item.NotFound' };
  for (const item of items) {
    if (action === 'Take') shelf.delete(item);
    if (action === 'Put') shelf.add(item);
  }
  return { status: 200 };
};

/** All shelves of one target, by id. */
export class Shelves {
  readonly #shelves = new Map<string, { readonly items: Set<string>; readonly requests: ShelfRequest[] }>();
  readonly #behaviour: ShelfBehaviour;

  constructor(behaviour: ShelfBehaviour = conforming) {
    this.#behaviour = behaviour;
  }

  get count(): number {
    return this.#shelves.size;
  }

  add(): string {
    const id = `shelf-${this.#shelves.size + 1}`;
    this.#shelves.set(id, { items: new Set(), requests: [] });
    return id;
  }

  items(id: string): ReadonlySet<string> {
    return new Set(this.#shelves.get(id)?.items);
  }

  answer(action: string, params: Pairs, isSetUp: boolean): Call {
    const value = (name: string) => params.find(([one]) => one === name)?.[1] ?? '';
    const items = value('Items')
      .split(',')
      .filter((item) => item !== '');
    const shelf = this.#shelves.get(value('Shelf'));
    const request: ShelfRequest = { action, items, isSetUp };
    const reply = this.#behaviour(request, shelf?.items ?? new Set(), shelf?.requests ?? []);
    shelf?.requests.push(request);
    const exchange = {
      request: { method: 'POST', target: '/', headers: [], body: Buffer.from('') },
      response: {
        ...{ status: reply.status, reason: '', httpVersion: '1.1', headers: [] },
        body: Buffer.from(reply.body ?? documentOf(action, reply)),
      },
      durationMs: 1,
    };
    return { exchange, outcome: readOutcome(exchange) };
  }
}

function documentOf(action: string, { code }: ShelfReply): string {
  return code === undefined
    ? `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1</requestId><return>true</return></${action}Response>`
    : `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>`;
}

/** An item in the shape that cases give things in. */
const item: FixtureRule = { IpProtocol: 'tcp' };

/** A case that is given some items and takes others. */
export function takeCase(
  id: string,
  given: readonly string[],
  taken: readonly string[],
  more: Partial<Case> = {},
): Case {
  const after = given.filter((name) => !taken.includes(name));
  return {
    ...{ id, title: id, requirements: [`of/${id}`] },
    given: { main: { ingress: Object.fromEntries(given.map((name) => [name, item])) } },
    send: { params: { Shelf: '{shelf}', Items: taken.join(',') } },
    expect: taken.every((name) => given.includes(name))
      ? [{ answer: 'taken', status: ['200'], after }]
      : [{ answer: 'refused', status: ['400'], code: ['Item.NotFound'], after: given }],
    ...more,
  };
}

/** Names of the items that a case is given. */
export function givenOf({ given }: Case): readonly string[] {
  return Object.keys(given.main?.ingress ?? {});
}
