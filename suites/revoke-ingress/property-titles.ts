/**
 * What there is to list and plan of each property. What it does is in the folder `properties`, and takes as long to load
 * as all listed cases: the suite of generated requests loads it, and nothing else.
 */
import type { PropertyTitle } from '../../harness/engine/properties/property-definition.ts';

const historiesNeed = (vpc: 'default' | 'nondefault') => [`${vpc}-vpc`, 'source-groups'];

/** In the order in which they run: after the listed cases. */
export const propertyTitles: readonly PropertyTitle[] = [
  {
    id: 'exact-match/any-rules',
    kind: 'property',
    title:
      'removes exactly the rules that a request names, whatever other rules exist and however they are grouped and ordered',
    requirement: 'exact-match/any-rules',
    needs: historiesNeed('nondefault'),
    place: { vpc: 'nondefault' },
  },
  {
    id: 'state/any-history',
    kind: 'history',
    title: 'keeps and removes what the requests say, in whatever order they come',
    requirement: 'state/any-history',
    needs: historiesNeed('nondefault'),
    place: { vpc: 'nondefault' },
  },
  {
    id: 'state/any-history-default-vpc',
    kind: 'history',
    title: 'keeps and removes what the requests say, also in the default VPC',
    requirement: 'state/any-history-default-vpc',
    needs: historiesNeed('default'),
    place: { vpc: 'default' },
  },
  {
    id: 'encoding/any-spelling',
    kind: 'property',
    title: 'understands a form in any legal percent-encoding and any order of its parameters',
    requirement: 'encoding/any-spelling',
  },
  {
    id: 'signing/any-tampering',
    kind: 'property',
    title: 'does not carry out a request of which any character was changed after it was signed',
    requirement: 'signing/any-tampering',
    needs: ['signature-verification'],
  },
  {
    id: 'errors/any-bad-request',
    kind: 'property',
    title: 'removes nothing for a request with bad values, and never fails on one itself',
    requirement: 'errors/any-bad-request',
  },
];

/** Throws RangeError for an id that is not listed. */
export function propertyTitle(id: string): PropertyTitle {
  const found = propertyTitles.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`${id} is not listed in property-titles.ts`);
  return found;
}
