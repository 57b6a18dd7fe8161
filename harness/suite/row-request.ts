/** What one request of several is about, as far as it matters to those after it. */
import type { RuleName } from '../arbitraries/history.ts';
import { authorizeAction } from '../target/groups.ts';
import type { CodeStep } from './case.ts';
import type { FixtureRule, NamedRules } from './fixture.ts';
import type { Operation } from './operation.ts';
import type { Retold, RetoldPast } from './retell.ts';
import { mentions } from './steps.ts';

export interface RequestInRow {
  /** `other`: neither adds nor removes a rule, nor asks whether it may. */
  readonly kind: 'authorize' | 'revoke' | 'dry-run' | 'other';
  readonly by: 'ids' | 'properties';
  /** The rules that it adds, removes or names. */
  readonly rules: readonly RuleName[];
  /** The rules of the group that stand before it. */
  readonly before: readonly RuleName[];
  /** Whether it is to be refused. */
  readonly isRefused: boolean;
}

/** The request as the case means it; what the target made of it does not count. */
export function requestInRow(
  { step, before, after }: Retold,
  { rules }: RetoldPast,
  operation: Operation,
): RequestInRow {
  const changed = [
    ...before.filter((name) => !after.includes(name)),
    ...after.filter((name) => !before.includes(name)),
  ];
  return {
    kind: kindOf(step, operation),
    by: mentions(step, '{rule:') ? 'ids' : 'properties',
    rules: changed.length > 0 ? changed : namedIn(step, rules),
    before: before.filter((name) => rules[name] !== undefined),
    isRefused: step.expect.length > 0 && step.expect.every(({ code }) => code !== undefined),
  };
}

function kindOf({ send }: CodeStep, { action, direction }: Operation): RequestInRow['kind'] {
  const { action: sent = action, params = {} } = send;
  if (sent === authorizeAction(direction)) return 'authorize';
  if (sent !== action) return 'other';
  return params['DryRun'] === 'true' ? 'dry-run' : 'revoke';
}

/** Of a request that changes nothing: the rules whose ids, or all of whose values, it gives. */
function namedIn({ send }: CodeStep, rules: NamedRules): readonly RuleName[] {
  const params = Object.entries(send.params ?? {});
  const numbers = new Set(params.map(([name]) => /^IpPermissions\.\d+\./.exec(name)?.[0] ?? ''));
  const permissions = [...numbers].map((prefix) =>
    params.filter(([name]) => (prefix === '' ? !name.startsWith('IpPermissions.') : name.startsWith(prefix))),
  );
  return Object.entries(rules).flatMap(([name, rule]) => {
    const byId = params.some(([, value]) => value === `{rule:${name}}`);
    return byId || permissions.some((each) => givesAll(each, rule)) ? [name] : [];
  });
}

function givesAll(params: readonly (readonly [string, string])[], { Description: _, ...rule }: FixtureRule): boolean {
  return Object.entries(rule).every(([member, value]) =>
    params.some(([name, given]) => name.split('.').at(-1) === member && given === value),
  );
}
