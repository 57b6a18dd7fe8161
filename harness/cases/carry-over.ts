/**
 * Carries cases that are general over to another operation. What differs between operations is stated as data, a
 * {@link Carrier}: the request that a general case varies, and how it shows that it was carried out. Pure.
 */
import type { Case, CodeSend, CodeStep } from './case.ts';
import { stepsOf } from './case-text.ts';
import type { ExpectedResponse } from './fixture.ts';
import type { Given } from './given.ts';

/** The plain request of an operation, by which general cases show how it is encoded and signed. */
export interface Carrier {
  readonly action: string;
  readonly given: Given;
  /** Wire names and values, placeholders and all. */
  readonly params: Readonly<Record<string, string>>;
  /** What a success has to show, beside its status, if the request was carried out. */
  readonly carriedOut: Pick<ExpectedResponse, 'after' | 'content' | 'return'>;
  /** Names of what is given. All of it is there until the request is carried out. */
  readonly unchanged: readonly string[];
}

/** Capabilities that a case needs because of who sends it; others it needs because of what it is given. */
const needsOfSenders: readonly string[] = ['denied-identity', 'session-identity'];

/**
 * The case with the request of `to` in place of that of `from`: each of the latter's parameters has to be in each of its
 * requests, and nothing that adds to them. Undefined where the case is about something else.
 */
export function carryOver(testCase: Case, from: Carrier, to: Carrier): Case | undefined {
  const steps = stepsOf(testCase).map((step) => carriedStep(step, from, to));
  const [first, ...then] = steps.filter((step) => step !== undefined);
  if (first === undefined || steps.includes(undefined)) return undefined;
  const { id, title, requirements, control, note } = testCase;
  const needs = (testCase.needs ?? []).filter((need) => needsOfSenders.includes(need));
  return {
    ...{ id, title, requirements, given: to.given },
    ...first,
    ...(needs.length === 0 ? {} : { needs }),
    ...(control === undefined ? {} : { control }),
    ...(note === undefined ? {} : { note }),
    ...(then.length === 0 ? {} : { then }),
  };
}

function carriedStep({ send, beside, expect }: CodeStep, from: Carrier, to: Carrier): CodeStep | undefined {
  const carried = carriedSend(send, from, to);
  if (carried === undefined || beside !== undefined) return undefined;
  return { send: carried, expect: expect.map((response) => carriedResponse(response, to)) };
}

function carriedSend(send: CodeSend, from: Carrier, to: Carrier): CodeSend | undefined {
  const { params = {}, urlParams = {} } = send;
  const isOther = send.action !== undefined || send.raw !== undefined;
  if (isOther || !carries({ ...urlParams, ...params }, from)) return undefined;
  return {
    ...send,
    ...(send.params === undefined ? {} : { params: substituted(params, from, to) }),
    ...(send.urlParams === undefined ? {} : { urlParams: substituted(urlParams, from, to) }),
  };
}

/** Whether the parameters are those of the carrier and others that do not belong to any of its own. */
function carries(params: Readonly<Record<string, string>>, { params: wanted }: Carrier): boolean {
  const roots = new Set(Object.keys(wanted).map(rootOf));
  return (
    Object.entries(wanted).every(([name, value]) => params[name] === value) &&
    Object.keys(params).every((name) => name in wanted || !roots.has(rootOf(name)))
  );
}

/** `IpPermissions` of `IpPermissions.1.FromPort`. */
function rootOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

/** The other carrier's parameters in the place of the first of these; another order of them is kept. */
function substituted(
  params: Readonly<Record<string, string>>,
  from: Carrier,
  to: Carrier,
): Readonly<Record<string, string>> {
  const names = Object.keys(params).filter((name) => name in from.params);
  const isReversed = names.length > 1 && names[0] === Object.keys(from.params).at(-1);
  const own = isReversed ? Object.entries(to.params).toReversed() : Object.entries(to.params);
  const pairs = Object.entries(params).flatMap(([name, value]) => {
    if (name in from.params) return name === names[0] ? own : [];
    return [[name, name === 'Action' && value === from.action ? to.action : value] as const];
  });
  return Object.fromEntries(pairs);
}

function carriedResponse({ answer, status, code }: ExpectedResponse, to: Carrier): ExpectedResponse {
  return code === undefined ? { answer, status, ...to.carriedOut } : { answer, status, code, after: to.unchanged };
}
