/** Actions on regions: the target is in one of them, and knows a few others. */

import type { ReferenceCall } from '../call.ts';
import { texts } from '../request/input.ts';
import { contentOf } from '../responses/content.ts';
import type { Filters } from '../sections/groups.ts';
import type { Region } from '../sections/responses.ts';
import type { ReferenceOperation } from './operation.ts';
import { filtered } from './selecting.ts';

const others: readonly Region[] = [
  { id: 'eu-west-1', optIn: 'opt-in-not-required' },
  { id: 'us-east-1', optIn: 'opt-in-not-required' },
  { id: 'us-west-2', optIn: 'opt-in-not-required' },
  { id: 'af-south-1', optIn: 'opted-in' },
];

/** All regions that are enabled for the account, that of the target among them. */
export function enabledRegions({ facts }: ReferenceCall): readonly Region[] {
  const isKnown = others.some(({ id }) => id === facts.region);
  return isKnown ? others : [...others, { id: facts.region, optIn: 'opt-in-not-required' }];
}

/** The endpoint of a region, as `regionEndpoint` names it. */
export function regionEndpoint({ id }: Region): string {
  return `ec2.${id}.amazonaws.com`;
}

const filters: Filters<Region, ReferenceCall> = {
  'region-name': ({ id }) => [id],
  endpoint: (region) => [regionEndpoint(region)],
  'opt-in-status': ({ optIn }) => [optIn],
};

/** DescribeRegions. */
export const handleDescribeRegions: ReferenceOperation = (call) => {
  const known = enabledRegions(call);
  const named = texts(call.input, 'RegionName').map((name) => {
    const region = known.find(({ id }) => id === name);
    if (region === undefined) throw call.behaviour.errors.badValue(name, 'region');
    return region;
  });
  const asked = named.length > 0 ? [...new Set(named)] : known;
  return {
    regionInfo: filtered(asked, filters, call).map((region) =>
      contentOf(call.behaviour.responses.region, region, call),
    ),
  };
};
