/** What a client made of the responses, compared with what it has to make of them. */
import type { Mismatch } from '../checks/finding.ts';
import { type ExpectedReport, isJsonList, isJsonObject, type Json, type JsonObject } from './fixture.ts';
import type { ClientOutcome } from './outcome.ts';

/** What is reported beside the output, of a success or of an error. */
type Metadata = 'code' | 'message' | 'status' | 'requestId';

/** Where in a report a difference is: in the outcome as a whole, beside the output, or at a member of the output. */
export type ReportPlace =
  | { readonly kind: 'outcome' }
  | { readonly kind: 'metadata'; readonly name: Metadata }
  /** Names of members from the output down, without the numbers of items. */
  | { readonly kind: 'output'; readonly path: readonly string[] };

/** Something that was reported otherwise than expected. */
export interface ReportDifference {
  readonly place: ReportPlace;
  readonly mismatch: Mismatch;
}

/** {@link reportDifferences} as mismatches. */
export function judgeReport(
  expected: ExpectedReport,
  outcome: ClientOutcome,
  lacks: readonly string[],
): readonly Mismatch[] {
  return reportDifferences(expected, outcome, lacks).map(({ mismatch }) => mismatch);
}

/** Differences of an outcome that could be read; an outcome that says nothing of the client is not judged here. */
export function reportDifferences(
  expected: ExpectedReport,
  outcome: ClientOutcome,
  lacks: readonly string[],
): readonly ReportDifference[] {
  switch (expected.outcome) {
    case 'open':
      return [];
    case 'anyError':
      return outcome.kind === 'result' ? [wrongKind('an error, of the service or of the client', outcome)] : [];
    case 'failureWithStatus':
      if (outcome.kind !== 'serviceError' && outcome.kind !== 'clientError') return [wrongKind('an error', outcome)];
      return judgeMember('status', expected.status, outcome.status, lacks);
    case 'errorOrOutput':
      return outcome.kind === 'result' ? judgeOutput(expected.output, outcome.output, lacks) : [];
    case 'result':
      if (outcome.kind !== 'result') return [wrongKind('a success', outcome)];
      return [
        ...judgeOutput(expected.output ?? {}, outcome.output, lacks),
        ...judgeMember('requestId', expected.requestId, outcome.requestId, lacks),
      ];
    case 'serviceError':
      if (outcome.kind !== 'serviceError') return [wrongKind("the service's error", outcome)];
      return [
        ...judgeMember('code', expected.code, outcome.code, lacks),
        ...judgeMember('message', expected.message, outcome.message, lacks),
        ...judgeMember('status', expected.status, outcome.status, lacks),
        ...judgeMember('requestId', expected.requestId, outcome.requestId, lacks),
      ];
  }
}

/** The outcome in a few words. */
export function outcomeText(outcome: ClientOutcome): string {
  switch (outcome.kind) {
    case 'result':
      return `success ${JSON.stringify(outcome.output)}${metadataText(outcome)}`;
    case 'serviceError':
      return `service error ${outcome.code ?? '(no code)'}: ${outcome.message ?? ''}${metadataText(outcome)}`;
    case 'clientError':
      return `client error: ${outcome.message}${metadataText(outcome)}`;
    case 'silent':
      return `nothing: ${outcome.message}`;
    default:
      return `${outcome.kind}: ${outcome.message}`;
  }
}

function metadataText({ status, requestId }: { readonly status?: number; readonly requestId?: string }): string {
  const parts = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(requestId === undefined ? [] : [`request id ${requestId}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function wrongKind(expected: string, outcome: ClientOutcome): ReportDifference {
  const observed = outcomeText(outcome);
  return { place: { kind: 'outcome' }, mismatch: { kind: 'result', at: 'report', expected, observed } };
}

function judgeMember<Value extends string | number>(
  name: Metadata,
  expected: Value | undefined,
  observed: Value | undefined,
  lacks: readonly string[],
): readonly ReportDifference[] {
  if (expected === undefined || expected === observed || lacks.includes(name)) return [];
  return [{ place: { kind: 'metadata', name }, mismatch: wrongValue(name, expected, observed) }];
}

function wrongValue(at: string, expected: Json, observed: Json | undefined): Mismatch {
  return {
    kind: 'result',
    at,
    expected: JSON.stringify(expected),
    observed: observed === undefined ? 'none' : JSON.stringify(observed),
  };
}

/** Members that the case names; what the output has besides, such as metadata, is the client's own affair. */
function judgeOutput(expected: JsonObject, output: JsonObject, lacks: readonly string[]): readonly ReportDifference[] {
  return Object.entries(expected).flatMap(([name, value]) => compare(name, [name], value, output[name], lacks));
}

/**
 * Null, a missing member, an empty list and an empty structure are one: nothing was there. But a list of one empty item is
 * not an empty list. `at` is for a reader, `path` has no numbers of items; `lacks` names members by it.
 */
function compare(
  at: string,
  path: readonly string[],
  expected: Json,
  observed: Json | undefined,
  lacks: readonly string[],
): readonly ReportDifference[] {
  if (lacks.includes(path.join('.')) || (isNothing(expected) && isNothing(observed))) return [];
  if ((isJsonList(expected) || isNothing(expected)) && isJsonList(observed)) {
    const items = isJsonList(expected) ? expected : [];
    return Array.from({ length: Math.max(items.length, observed.length) }, (_, index) => index).flatMap((index) => {
      const itemAt = `${at}[${index}]`;
      const extra = observed[index];
      if (index < items.length || extra === undefined) return compare(itemAt, path, items[index] ?? null, extra, lacks);
      const text = JSON.stringify(extra);
      const mismatch: Mismatch = { kind: 'result', at: itemAt, expected: 'no such item', observed: text };
      return [{ place: { kind: 'output', path }, mismatch }];
    });
  }
  if (isJsonObject(expected) && isJsonObject(observed)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(observed)]);
    return [...names].flatMap((name) =>
      compare(`${at}.${name}`, [...path, name], expected[name] ?? null, observed[name], lacks),
    );
  }
  if (expected === observed) return [];
  return [{ place: { kind: 'output', path }, mismatch: wrongValue(at, expected, observed) }];
}

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (isJsonList(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every(isNothing);
}
