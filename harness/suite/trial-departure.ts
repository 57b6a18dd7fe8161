/** In which way a played trial departs from what is demanded, so that a smaller one can be compared with it. */
import type { CaseResult, ExchangeFinding } from '../judgement/case-result.ts';
import type { Engine } from './engine.ts';
import type { Played } from './property.ts';

/** Whether a smaller trial departs as it is to; one in which too much goes says more than another failure. */
export function isAlike(wanted: string, found: string | undefined): boolean {
  return found === wanted || (found === tooMuch && wanted.startsWith('fails'));
}

const tooMuch = 'fails too much';

/** In which way an outcome departs: how it fails, or the requirement that an answer departs from; undefined when it does not. */
export function departureOf({ result, way }: Played, engine: Engine): string | undefined {
  if (result.verdict === 'fail') {
    return `fails ${way ?? ''}`;
  }
  return result.verdict === 'pass' ? newDeparture(result, engine)?.requirement : undefined;
}

/**
 * The first word of an invariant against an answer of this trial that is not known already. An answer that departs in a
 * known way says nothing more: what is wrong in one place of it shows in others.
 */
export function newDeparture({ findings }: CaseResult, { knownFailures }: Engine): ExchangeFinding | undefined {
  const departing = findings.filter(({ mismatches }) => mismatches.length > 0);
  const isKnown = ({ requirement }: ExchangeFinding) => knownFailures.failed.has(requirement);
  const spoiled = new Set(departing.filter(isKnown).map(({ exchange }) => exchange));
  return departing.find(({ exchange }) => !spoiled.has(exchange));
}
