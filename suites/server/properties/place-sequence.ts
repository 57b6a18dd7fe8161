/** Which requirement speaks of the last of several requests that goes wrong by what the ones before it left. */
import type { VpcKind } from '../../../harness/model/rule.ts';
import type { RequestInRow } from '../../../harness/suite/row-request.ts';

/** What any history fails of which nothing more is known. */
const anyHistory = 'state/any-history';

/** The last of these requests went wrong by what the ones before it left, and would not have without. */
export function placeSequence(requests: readonly RequestInRow[], vpc: VpcKind = 'nondefault'): string {
  const place = placeOutside(requests);
  return vpc === 'nondefault' || !place.startsWith('state/') ? place : placeInDefault(requests, place);
}

/** Where a revoke of what is not there may succeed, only few of these are demanded. */
function placeInDefault(requests: readonly RequestInRow[], place: string): string {
  if (['state/authorise-again', 'state/emptied-group'].includes(place)) {
    return place;
  }
  const isMisfit = ({ kind, rules, before }: RequestInRow) =>
    kind === 'revoke' && !rules.some((name) => before.includes(name));
  const others = requests.slice(0, -1).filter(({ kind }) => kind !== 'authorize');
  const isLastFit = requests.slice(-1).every((last) => !isMisfit(last));
  return others.length > 0 && others.every(isMisfit) && isLastFit
    ? 'state/default-vpc-misfit-then-valid'
    : 'state/any-history-default-vpc';
}

function placeOutside(requests: readonly RequestInRow[]): string {
  const former = requests.slice(0, -1);
  const last = requests.at(-1);
  if (last === undefined) {
    return anyHistory;
  }
  const { rules: named, before } = last;
  const revokes = former.filter(({ kind }) => kind === 'revoke');
  if (last.kind === 'authorize') {
    return placeAuthorize(revokes, last);
  }
  const isBack = named.some((name) => {
    const at = former.findIndex((each) => each.kind === 'revoke' && !each.isRefused && each.rules.includes(name));
    return at >= 0 && former.slice(at).some(({ kind, rules }) => kind === 'authorize' && rules.includes(name));
  });
  if (isBack) {
    return 'state/authorise-again';
  }
  const isGone = named.some((name) => !before.includes(name) && revokes.some(({ rules }) => rules.includes(name)));
  if (isGone && last.by === 'ids') {
    return 'state/id-ends-with-rule';
  }
  if (last.kind === 'revoke' && revokes.length > 0 && revokes.every(({ by }) => by !== last.by)) {
    return 'state/by-id-and-by-properties';
  }
  if (isGone) {
    return 'state/twice';
  }
  const others = former.filter(({ kind }) => kind !== 'authorize');
  if (last.isRefused || others.length === 0) {
    return anyHistory;
  }
  if (others.every(({ kind }) => kind === 'dry-run')) {
    return 'dry-run/leaves-no-trace';
  }
  return others.every(({ kind, isRefused }) => kind === 'revoke' && isRefused)
    ? 'state/refused-then-valid'
    : anyHistory;
}

/** That a rule is not taken is a matter of revokes only where they left no rule, or removed this one. */
function placeAuthorize(revokes: readonly RequestInRow[], { rules, before }: RequestInRow): string {
  const carriedOut = revokes.filter(({ isRefused }) => !isRefused);
  if (carriedOut.length > 0 && before.length === 0) {
    return 'state/emptied-group';
  }
  const isBack = carriedOut.some((each) => each.rules.some((name) => rules.includes(name)));
  return isBack ? 'state/authorise-again' : anyHistory;
}
