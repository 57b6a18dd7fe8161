/** Property: whatever character of what was signed is changed, the request is not carried out. */
import fc from 'fast-check';
import type { ExpectedResponse } from '../../../harness/cases/fixture.ts';
import {
  type CasesOutcome,
  drawn,
  property,
  runCases,
  type TrialCase,
} from '../../../harness/engine/properties/property.ts';
import type { HttpRequest } from '../../../harness/wire/message.ts';
import { revokeCarrier } from '../../general/carrier.ts';
import { propertyTitle } from '../property-titles.ts';
import { signingGroups } from '../signing/signing-build.ts';

/** One character of one signed part, by its place among those that can be changed there. */
interface Tampering {
  readonly part: 'body' | 'x-amz-date' | 'content-type' | 'signature';
  readonly place: number;
}

const parts: readonly Tampering['part'][] = ['body', 'body', 'body', 'x-amz-date', 'content-type', 'signature'];

/** Ten requests on one group, which is made ready before and read after. */
const callsPerTrial = 12;

/** The property of `signing/any-tampering`. */
export const anyTampering = property<readonly Tampering[], CasesOutcome>({
  ...propertyTitle('signing/any-tampering'),
  callsPerTrial,
  weight: 12,
  costOf: () => callsPerTrial,
  generate: (_, seed) => {
    const tampering = fc.record({ part: fc.constantFrom(...parts), place: fc.nat({ max: 0xffff }) });
    return drawn(() => fc.array(tampering, { minLength: 10, maxLength: 10 }), seed);
  },
  run: (engine, trial, options) => runCases(engine, trial.map(caseOf), options),
  smaller: (trial, { failedAt }) => {
    const failing = failedAt === undefined ? undefined : trial[failedAt];
    return trial.length > 1 && failing !== undefined ? [[[failing]]] : [];
  },
  classify: () => [],
});

const kept = { after: ['named', 'sibling'] };

/** A server may also fail over what a changed character makes of an Action or a scope: that is judged elsewhere. */
const notCarriedOut: readonly ExpectedResponse[] = [
  { answer: 'refused', status: ['4xx'], code: ['*'], ...kept },
  { answer: 'failed, and said so', status: ['5xx'], code: ['*'], ...kept },
  { answer: 'failed', status: ['5xx'], ...kept },
];

function caseOf({ part, place }: Tampering): TrialCase {
  return {
    given: signingGroups,
    send: { params: revokeCarrier.params, alter: (signed) => tampered(signed, part, place) },
    expect: notCarriedOut,
    note: `${part} changed at ${place}`,
  };
}

function tampered(signed: HttpRequest, part: Tampering['part'], place: number): HttpRequest {
  if (part === 'body') {
    return { ...signed, body: Buffer.from(changedAt(signed.body.toString('latin1'), place), 'latin1') };
  }
  const field = part === 'signature' ? 'authorization' : part;
  const headers = signed.headers.map(([name, value]) => {
    if (name.toLowerCase() !== field) {
      return [name, value] as const;
    }
    const from = part === 'signature' ? value.indexOf('Signature=') + 'Signature='.length : 0;
    return [name, value.slice(0, from) + changedAt(value.slice(from), place)] as const;
  });
  return { ...signed, headers };
}

/** The n-th letter or digit becomes another one; hexadecimal digits stay such. */
function changedAt(text: string, place: number): string {
  const places = [...text].flatMap((character, index) => (/[A-Za-z0-9]/.test(character) ? [index] : []));
  const at = places[place % places.length] ?? 0;
  const other = text[at] === '1' ? '2' : '1';
  return text.slice(0, at) + other + text.slice(at + 1);
}
