/** Where in an answer a departure is to be seen. */
import type { Mismatch } from '../harness/judgement/finding.ts';

export interface Marks {
  /** The line with the status. */
  readonly status: boolean;
  /** Names of header fields, in lower case. */
  readonly fields: readonly string[];
  /** Ends of element paths, as indent-xml.ts takes them. */
  readonly elements: readonly string[];
}

/** Places that the judgements name in words. */
const worded: readonly (readonly [RegExp, Partial<Marks>])[] = [
  [/^status\b/, { status: true }],
  [/^answer$/, { status: true, elements: ['Errors/Error'] }],
  [/^code$/i, { elements: ['Error/Code'] }],
  [/^(?:root|namespace)\b/, { elements: ['/'] }],
  [/^id of the request$/, { elements: ['requestId', 'RequestID'] }],
];

/** A place that no judgement names as an element or a header field, such as the state of a group, marks nothing. */
export function marksOf(mismatches: readonly Mismatch[]): Marks {
  const marks = mismatches.map(({ at }) => marksAt(at));
  return {
    status: marks.some(({ status }) => status === true),
    fields: marks.flatMap(({ fields = [] }) => fields),
    elements: marks.flatMap(({ elements = [] }) => elements),
  };
}

function marksAt(at: string): Partial<Marks> {
  const known = worded.find(([pattern]) => pattern.test(at));
  if (known !== undefined) return known[1];
  const place = at.replace(/^items of /, '');
  if (!/^[A-Za-z][\w.-]*(?:\/[A-Za-z][\w.-]*)*$/.test(place)) return {};
  return { elements: [place], fields: place.includes('/') ? [] : [place.toLowerCase()] };
}
