/** Judges one step of a case: is what happened one of the responses that pass? Pure. */
import type { ExpectedResponse } from '../cases/fixture.ts';
import type { Mismatch, MismatchKind } from './finding.ts';
import type { Outcome } from './outcome.ts';
import { asBoolean, describeContent, judgeContent } from './response-content.ts';

/** The words of a domain for what its cases work on and expect. */
export interface DomainTerms {
  /** One of the things that a state is made of: `rule`. */
  readonly thing: string;
  /** What those members of an expected response require that this domain alone has, a clause each. */
  describe(expected: ExpectedResponse): readonly string[];
}

/** What happened, with the things that exist under the case's names for them. */
export interface StepObservation extends Pick<DomainTerms, 'thing'> {
  readonly outcome: Outcome;
  /** The case works on nothing that has a state. */
  readonly isStateless?: true;
  /** Whether the operation under test takes things away: `nothing removed` if so, `no rule added or removed` if not. */
  readonly removes: boolean;
  /** Names of the given things that exist afterwards. */
  readonly after: readonly string[];
  /** Things that exist and were not given, as text. */
  readonly unexpected: readonly string[];
  /** Ids of things by name, before and after; undefined where the step is not judged by them. */
  readonly ids?: { readonly before: ReadonlyMap<string, string>; readonly after: ReadonlyMap<string, string> };
  /** Mismatches with those members of an expected response that the domain alone has. */
  readonly judgeOwn: (expected: ExpectedResponse) => readonly Mismatch[];
  /** Paths of elements whose text a later request of the case needs, and which the response lacks or has empty. */
  readonly unkept?: readonly string[];
}

/** The verdict on one step: pass, fail with its mismatches, or the observed response to an open question. */
export type StepVerdict =
  /** One of the expected responses was given. */
  | { readonly kind: 'pass'; readonly answer: string }
  /** The case asks an open question; `answer` says in a few words what the target did. */
  | { readonly kind: 'observed'; readonly answer: string }
  /** None was; the mismatches are those with the expected response that is nearest. */
  | {
      readonly kind: 'fail';
      readonly nearest: string;
      readonly mismatches: readonly Mismatch[];
      /** Names of the given things that should exist afterwards and do not. */
      readonly missing: readonly string[];
      /** Names of the given things that should not exist afterwards and do. */
      readonly left: readonly string[];
    };

/** Compares what was observed with every accepted response; on failure the mismatches are those to the nearest one. */
export function judgeStep(
  expected: readonly ExpectedResponse[],
  given: readonly string[],
  happened: StepObservation,
): StepVerdict {
  if (expected.length === 0) {
    return { kind: 'observed', answer: describeObservation(given, happened) };
  }
  const judged = expected.map((response) => ({ answer: response, mismatches: mismatchesWith(response, happened) }));
  const best = judged.reduce((one, other) => (distance(other, happened) < distance(one, happened) ? other : one));
  const nearest = best.answer.answer;
  return best.mismatches.length === 0
    ? { kind: 'pass', answer: nearest }
    : {
        kind: 'fail',
        nearest,
        mismatches:
          expected.length === 1
            ? best.mismatches
            : best.mismatches.map((one) => amongAll(one, best.answer, expected, happened)),
        missing: without(best.answer.after, happened.after),
        left: without(happened.after, best.answer.after),
      };
}

/** Fewest mismatches first; of equally many, an expected error is nearer to any response that is no success. */
function distance(
  { answer: response, mismatches }: { readonly answer: ExpectedResponse; readonly mismatches: readonly Mismatch[] },
  { outcome }: StepObservation,
): number {
  const expectsError = response.status.every((status) => !status.startsWith('2'));
  return mismatches.length + (expectsError === (outcome.kind !== 'success') ? 0 : 0.5);
}

/**
 * A mismatch with the nearest of several accepted responses. A status or code that none of them has is compared with those
 * of all: `expected 400 or 200, observed 500`. Anything else says which response wants it, unless all want the same.
 */
function amongAll(
  one: Mismatch,
  nearest: ExpectedResponse,
  expected: readonly ExpectedResponse[],
  happened: StepObservation,
): Mismatch {
  const statuses = unique(expected.flatMap(({ status }) => status)).toSorted();
  if (one.kind === 'status' && !statusMatches(statuses, happened.outcome)) {
    return { ...one, expected: statuses.join(' or ') };
  }
  const codes = unique(expected.flatMap(({ code = [] }) => code));
  if (one.kind === 'code' && nearest.code !== undefined && !codeMatches(codes, happened.outcome)) {
    return { ...one, expected: codesText(codes) };
  }
  const alike = expected.map(
    (response) => mismatchesWith(response, happened).find(({ at }) => at === one.at)?.expected,
  );
  if (alike.every((text) => text === one.expected)) return one;
  const { status, code } = nearest;
  const response = [status.join(' or '), ...(code === undefined || code.includes('*') ? [] : code)].join(' ');
  return { ...one, expected: `${one.expected} (if the response is ${response})` };
}

/** What the target did: `400 InvalidPermission.NotFound, nothing removed`. */
export function describeObservation(given: readonly string[], happened: StepObservation): string {
  if (happened.isStateless === true) return describeOutcome(happened.outcome);
  const gone = without(given, happened.after);
  const come = [...without(happened.after, given), ...happened.unexpected];
  const changes = [
    ...(gone.length === 0 ? [] : [`removed ${gone.join(', ')}`]),
    ...(come.length === 0 ? [] : [`added ${come.join(', ')}`]),
  ];
  const unchanged = happened.removes ? 'nothing removed' : `no ${happened.thing} added or removed`;
  return `${describeOutcome(happened.outcome)}, ${changes.length === 0 ? unchanged : changes.join(', ')}`;
}

/** `200`, `400 InvalidParameterValue`, `500 (the body is not XML)`. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'success':
      return outcome.return === undefined || outcome.return === 'true'
        ? `${outcome.status}`
        : `${outcome.status} return=${outcome.return}`;
    case 'error':
      return `${outcome.status} ${outcome.code}`;
    case 'unreadable':
      return `${outcome.status} (${outcome.why})`;
    case 'no-response':
      return `no response (${outcome.failure.explanation})`;
  }
}

/** `status 400, code InvalidPermission.NotFound; rules afterwards: ssh, web`. */
export function describeExpected(response: ExpectedResponse, terms: DomainTerms, isStateless = false): string {
  const parts = [
    `status ${response.status.join(' or ')}`,
    ...(response.code === undefined
      ? []
      : [response.code.includes('*') ? anyCode : `code ${codesText(response.code)}`]),
    ...(response.return === undefined ? [] : [`return ${response.return}`]),
    ...terms.describe(response),
    ...Object.entries(response.content ?? {}).map(([path, content]) => `${path}: ${describeContent(content)}`),
    ...Object.entries(response.sameId ?? {}).map(([name, former]) => `${name} has the id of ${former}`),
    ...(isStateless ? [] : [`${afterwards(terms)}: ${nameList(response.after)}`]),
  ];
  return parts.join('; ');
}

/** The code of an error: `InvalidGroup.NotFound`; of any other response, that it has none: `no error code (200)`. */
function observedCode(outcome: Outcome): string {
  return outcome.kind === 'error' ? outcome.code : `no error code (${describeOutcome(outcome)})`;
}

/** What `*` stands for among the codes that pass. */
const anyCode = 'any error code';

function codesText(codes: readonly string[]): string {
  return codes.includes('*') ? anyCode : codes.join(' or ');
}

function mismatchesWith(expected: ExpectedResponse, happened: StepObservation): readonly Mismatch[] {
  const { outcome } = happened;
  const mismatches: (Mismatch | false)[] = [
    !statusMatches(expected.status, outcome) &&
      mismatch('status', 'status', expected.status.join(' or '), describeOutcome(outcome)),
    expected.code !== undefined &&
      !codeMatches(expected.code, outcome) &&
      mismatch('code', 'code', codesText(expected.code), observedCode(outcome)),
    expected.code === undefined &&
      outcome.kind === 'error' &&
      mismatch('code', 'response', 'a success', describeOutcome(outcome)),
    expected.return !== undefined &&
      asBoolean(returned(outcome)) !== asBoolean(expected.return) &&
      mismatch('body', 'return', expected.return, returned(outcome)),
    ...happened.judgeOwn(expected),
    !sameNames(expected.after, happened.after) && {
      ...mismatch('state', afterwards(happened), nameList(expected.after), nameList(happened.after)),
      rules: { expected: expected.after, observed: happened.after },
    },
    happened.unexpected.length > 0 &&
      mismatch('state', afterwards(happened), `no other ${happened.thing}`, happened.unexpected.join('; ')),
    ...judgeContent(expected.content ?? {}, outcome),
    ...judgeIds(expected.sameId ?? {}, happened),
    ...(expected.code === undefined ? (happened.unkept ?? []) : []).map((path) =>
      mismatch('body', path, 'a text, which a later request needs', 'no such element, or an empty one'),
    ),
  ];
  return mismatches.filter((one) => one !== false);
}

/** Ids that should have stayed the same. Of what does not exist no id is compared: the state is a mismatch already. */
function judgeIds(sameId: Readonly<Record<string, string>>, { ids, thing }: StepObservation): readonly Mismatch[] {
  if (ids === undefined) return [];
  return Object.entries(sameId).flatMap(([name, former]) => {
    const [expected, observed] = [ids.before.get(former), ids.after.get(name)];
    return expected === undefined || observed === undefined || expected === observed
      ? []
      : [mismatch('body', `id of the ${thing} ${name}`, `${expected}, the id of ${former}`, observed)];
  });
}

function mismatch(kind: MismatchKind, at: string, expected: string, observed: string): Mismatch {
  return { kind, at, expected, observed };
}

/**
 * `200` accepts any success below 300. `4xx` also accepts an error document with a status below 400: a general check
 * reports that contradiction once.
 */
function statusMatches(accepted: readonly string[], outcome: Outcome): boolean {
  if (outcome.kind === 'no-response') {
    return false;
  }
  const status = String(outcome.status);
  const isErrorWithSuccessStatus = outcome.kind === 'error' && outcome.status < 400;
  const isSuccess = outcome.kind === 'success' && outcome.status < 300;
  return accepted.some((one) => {
    if (one === '4xx') return isErrorWithSuccessStatus || status.startsWith('4');
    return one.endsWith('xx') ? status[0] === one[0] : status === one || (one === '200' && isSuccess);
  });
}

/** Only an error has a code. `*` accepts any. */
function codeMatches(accepted: readonly string[], outcome: Outcome): boolean {
  return outcome.kind === 'error' && (accepted.includes('*') || accepted.includes(outcome.code));
}

function returned(outcome: Outcome): string {
  return outcome.kind === 'success' ? (outcome.return ?? 'no such element') : describeOutcome(outcome);
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name));
}

/** Whether the names are the same ones, in whatever order. */
export function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join('\n') === [...other].sort().join('\n');
}

/** `dns, ssh`, in the order of the alphabet; `none`, or what is said of no names. */
export function nameList(names: readonly string[], none = 'none'): string {
  return names.length === 0 ? none : [...names].sort().join(', ');
}

/** `rules afterwards`. */
function afterwards({ thing }: Pick<DomainTerms, 'thing'>): string {
  return `${thing}s afterwards`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
