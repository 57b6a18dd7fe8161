/** Which requirement a history-dependent failure is about: the last request fails only after the others. */
import { topicOf } from '../../../harness/cases/case-text.ts';
import type { RequestSummary } from '../../../harness/security-groups/generators/histories/history-model.ts';
import type { VpcKind } from '../../../harness/security-groups/model/rule.ts';

const anyHistory = 'state/any-history';

/** The requirement that the last of these requests fails after the ones before it, all of which matter. */
export function requirementOfSequence(requests: readonly RequestSummary[], vpc: VpcKind = 'nondefault'): string {
  const requirement = outsideDefaultVpc(requests);
  const isOfState = topicOf(requirement) === 'state';
  return isOfState && vpc !== 'nondefault' ? inDefaultVpc(requests, requirement) : requirement;
}

/** Where a revoke of an absent rule may succeed, only few of these are required. */
function inDefaultVpc(requests: readonly RequestSummary[], outside: string): string {
  if (['state/authorise-again', 'state/emptied-group'].includes(outside)) {
    return outside;
  }
  const isMisfit = ({ kind, rules, before }: RequestSummary) =>
    kind === 'revoke' && !rules.some((name) => before.includes(name));
  const others = requests.slice(0, -1).filter(({ kind }) => kind !== 'authorize');
  const isLastFit = requests.slice(-1).every((last) => !isMisfit(last));
  return others.length > 0 && others.every(isMisfit) && isLastFit
    ? 'state/default-vpc-misfit-then-valid'
    : 'state/any-history-default-vpc';
}

function outsideDefaultVpc(requests: readonly RequestSummary[]): string {
  const former = requests.slice(0, -1);
  const last = requests.at(-1);
  if (last === undefined) {
    return anyHistory;
  }
  const { rules: named, before } = last;
  const revokes = former.filter(({ kind }) => kind === 'revoke');
  if (last.kind === 'authorize') {
    return ofAuthorize(revokes, last);
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
function ofAuthorize(revokes: readonly RequestSummary[], { rules, before }: RequestSummary): string {
  const carriedOut = revokes.filter(({ isRefused }) => !isRefused);
  if (carriedOut.length > 0 && before.length === 0) {
    return 'state/emptied-group';
  }
  const isBack = carriedOut.some((each) => each.rules.some((name) => rules.includes(name)));
  return isBack ? 'state/authorise-again' : anyHistory;
}
