/** Where in a response a mismatch is to be seen. */
import type { Mismatch } from '../../harness/checks/finding.ts';

/** The parts of a response to highlight. */
export interface Marks {
  /** The line with the status. */
  readonly status: boolean;
  /** Names of header fields, in lower case. */
  readonly fields: readonly string[];
  /** Ends of element paths, as indent-xml.ts takes them. */
  readonly elements: readonly string[];
}

/** Only what is in the response is marked; the state of a group, for example, marks nothing. */
export function marksOf(mismatches: readonly Mismatch[]): Marks {
  const marks = mismatches.map(marksFor);
  return {
    status: marks.some(({ status }) => status === true),
    fields: marks.flatMap(({ fields = [] }) => fields),
    elements: marks.flatMap(({ elements = [] }) => elements),
  };
}

/** Places in a body that are named in words. */
const worded: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:root|namespace)\b/, ['/']],
  [/^id of the request$/, ['requestId', 'RequestID']],
];

function marksFor({ kind, at }: Mismatch): Partial<Marks> {
  switch (kind) {
    case 'status':
      return { status: true };
    case 'code':
      return { elements: ['Error/Code'] };
    case 'header':
      return { fields: [at.toLowerCase()] };
    case 'body':
      return { elements: elementsAt(at) };
    default:
      return {};
  }
}

function elementsAt(at: string): readonly string[] {
  const known = worded.find(([pattern]) => pattern.test(at));
  if (known !== undefined) return known[1];
  const place = at.replace(/^items of /, '');
  return /^[A-Za-z][\w.-]*(?:\/[A-Za-z][\w.-]*)*$/.test(place) ? [place] : [];
}
