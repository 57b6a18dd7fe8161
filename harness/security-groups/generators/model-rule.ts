/** From a rule by its wire names to the rule of the model, by the model's own reading of a permission. */

import type { FixtureRule } from '../../cases/given.ts';
import { rulesOfPermission } from '../model/permission.ts';
import type { Rule } from '../model/rule.ts';
import { type ListedPermission, permissionOfRules } from './permission-of-rules.ts';

/** Rules are read over and over, and never change. */
const known = new WeakMap<FixtureRule, Rule>();

/** Placeholders stay as they are. Throws RangeError for a rule that the model refuses: a mistake of the caller. */
export function modelRule(rule: FixtureRule): Rule {
  const read = known.get(rule) ?? readRule(rule);
  known.set(rule, read);
  return read;
}

function readRule(rule: FixtureRule): Rule {
  const permission: ListedPermission = permissionOfRules([rule]);
  const reading = rulesOfPermission(permission);
  const [only] = reading.rules ?? [];
  if (only === undefined)
    throw new RangeError(`${JSON.stringify(rule)} is no rule: ${JSON.stringify(reading.problem)}`);
  return only;
}
