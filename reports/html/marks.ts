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

/** The elements meant by places in a body that checks name in words. */
const elementsOfWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['root', ['/']],
  ['root of an error', ['/']],
  ['namespace of the root', ['/']],
  ['namespace of an error', ['/']],
  ['id of the request', ['requestId', 'RequestID']],
  ['items of unknownIpPermissionSet', ['unknownIpPermissionSet']],
]);

function marksFor({ kind, at }: Mismatch): Partial<Marks> {
  switch (kind) {
    case 'status':
      return { status: true };
    case 'code':
      return { elements: ['Error/Code'] };
    case 'header':
      return { fields: [at.toLowerCase()] };
    case 'body':
      // Any other place is the path of elements; other words end no path, as no name of an element has a space.
      return { elements: elementsOfWords.get(at) ?? [at] };
    default:
      return {};
  }
}
