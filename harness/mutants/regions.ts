/** Faults of DescribeRegions. */
import { changed } from '../reference/behaviour.ts';
import type { ReferenceCall } from '../reference/call.ts';
import type { ReferenceOperation } from '../reference/operations/operation.ts';
import { enabledRegions } from '../reference/operations/regions.ts';
import { isGiven, texts } from '../reference/request/input.ts';
import { contentOf } from '../reference/responses/content.ts';
import type { Apply, Fault } from './fault.ts';

/** The operation with another in its place, which may call it. */
function replacing(make: (usual: ReferenceOperation) => ReferenceOperation): Apply {
  return (b) => changed(b, { operations: { DescribeRegions: make(b.operations.DescribeRegions) } });
}

/** All regions, whatever is asked. */
function all(call: ReferenceCall) {
  return {
    regionInfo: enabledRegions(call).map((region) => contentOf(call.behaviour.responses.region, region, call)),
  };
}

function names(call: ReferenceCall): readonly string[] {
  return texts(call.input, 'RegionName');
}

/** A plain request names a region: whoever reads no names carries out none. */
const shownByPlainRequest: readonly string[] = ['encoding/post-form', 'signing/header'];

/** Faults of DescribeRegions. */
export const regionFaults: readonly Fault[] = [
  {
    id: 'regions-guessed',
    breaks: 'encoding/action-missing',
    means: 'lists regions when the request names no action',
    apply: (b) =>
      changed(b, {
        reading: {
          pairs: (pairs) => {
            const read = b.reading.pairs(pairs);
            const has = (name: string) => read.some(([each]) => each === name);
            return has('Action') || !has('RegionName.1') ? read : [['Action', 'DescribeRegions'], ...read];
          },
        },
      }),
  },
  {
    id: 'region-names-ignored',
    breaks: 'regions/named',
    alsoBreaks: shownByPlainRequest,
    means: 'lists all regions, whichever are named',
    apply: replacing(
      (usual) => (call) => (names(call).length > 0 && !isGiven(call.input, 'Filter') ? all(call) : usual(call)),
    ),
  },
  {
    id: 'named-region-not-listed',
    breaks: 'regions/named',
    alsoBreaks: shownByPlainRequest,
    means: 'lists no region when one is named',
    apply: replacing((usual) => (call) => (names(call).length > 0 ? { regionInfo: [] } : usual(call))),
  },
  {
    id: 'region-without-endpoint',
    breaks: 'regions/endpoint',
    means: 'leaves the endpoint of a region out',
    apply: (b) => changed(b, { responses: { region: { regionEndpoint: undefined } } }),
  },
  {
    id: 'region-endpoint-empty',
    breaks: 'regions/endpoint',
    means: 'gives the last region an empty endpoint',
    apply: (b) =>
      changed(b, {
        responses: {
          region: {
            regionEndpoint: (region, call) =>
              region.id === enabledRegions(call).at(-1)?.id ? '' : b.responses.region['regionEndpoint']?.(region, call),
          },
        },
      }),
  },
  {
    id: 'own-region-left-out',
    breaks: 'regions/own-region',
    means: 'lists the other regions when none is named',
    apply: replacing((usual) => (call) => {
      if (names(call).length > 0 || isGiven(call.input, 'Filter')) return usual(call);
      const others = enabledRegions(call).filter(({ id }) => id !== call.facts.region);
      return { regionInfo: others.map((region) => contentOf(call.behaviour.responses.region, region, call)) };
    }),
  },
  {
    id: 'opt-in-status-left-out',
    breaks: 'regions/opt-in-status',
    means: 'does not say whether a region is opted in to',
    apply: (b) => changed(b, { responses: { region: { optInStatus: undefined } } }),
  },
  {
    id: 'opt-in-status-denied',
    breaks: 'regions/opt-in-status',
    means: 'says of every region that it is not opted in to',
    apply: (b) => changed(b, { responses: { region: { optInStatus: () => 'not-opted-in' } } }),
  },
  {
    id: 'region-filter-ignored',
    breaks: 'regions/filter-region-name',
    means: 'lists all regions, whatever a filter says',
    apply: replacing(
      (usual) => (call) => (isGiven(call.input, 'Filter') && names(call).length === 0 ? all(call) : usual(call)),
    ),
  },
  {
    id: 'region-filter-fits-nothing-refused',
    breaks: 'regions/filter-fits-nothing',
    means: 'refuses a filter that fits no region',
    apply: replacing((usual) => (call) => {
      const found = usual(call);
      const isEmpty = Array.isArray(found['regionInfo']) && found['regionInfo'].length === 0;
      if (isEmpty && names(call).length === 0) throw call.behaviour.errors.badValue('region-name', 'filter');
      return found;
    }),
  },
  {
    id: 'region-name-beats-filter',
    breaks: 'regions/name-and-filter',
    means: 'lists a named region, whatever a filter says',
    apply: replacing(
      (usual) => (call) =>
        names(call).length > 0 && isGiven(call.input, 'Filter')
          ? {
              regionInfo: enabledRegions(call)
                .filter(({ id }) => names(call).includes(id))
                .map((region) => contentOf(call.behaviour.responses.region, region, call)),
            }
          : usual(call),
    ),
  },
];
