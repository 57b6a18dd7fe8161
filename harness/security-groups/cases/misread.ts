/** Notices a description of groups or rules that other operations are judged by, and that shows what was not asked for. */
import type { Outcome } from '../../checks/outcome.ts';
import { textsAt } from '../../checks/response-content.ts';
import { SetUpProblem } from '../../endpoint/problem.ts';
import type { SceneRequest } from '../../scene/scene.ts';

/** Where a response has what a parameter, or the values of a filter, name. */
interface Naming {
  readonly parameter?: string;
  readonly filter?: string;
  readonly path: string;
}

const namings: Readonly<Record<string, readonly Naming[]>> = {
  DescribeSecurityGroups: [
    { parameter: 'GroupId', filter: 'group-id', path: 'securityGroupInfo/item/groupId' },
    { parameter: 'GroupName', filter: 'group-name', path: 'securityGroupInfo/item/groupName' },
  ],
  DescribeSecurityGroupRules: [
    { parameter: 'SecurityGroupRuleId', path: 'securityGroupRuleSet/item/securityGroupRuleId' },
    { filter: 'group-id', path: 'securityGroupRuleSet/item/groupId' },
  ],
};

/**
 * Throws SetUpProblem where the response describes groups or rules that the request did not name: the server takes no notice
 * of ids or names, and nothing can be read off that about another operation. `tested`: the operation under test, which may be
 * the one that describes.
 */
export function refuseMisread(tested: string, { action, params }: SceneRequest, outcome: Outcome): void {
  if (action === tested || outcome.kind !== 'success') return;
  for (const { parameter, filter, path } of namings[action] ?? []) {
    const found = textsAt(outcome, path);
    const named = parameter === undefined ? [] : valuesOf(params, `${parameter}.`);
    // As many as were asked for under other ids: then it is the ids that are wrong, and no case is spared that.
    const hasMore = found.length > named.length && isOther(named, found);
    const isFilterIgnored = filter !== undefined && isOther(filterValues(params, filter), found);
    const ignored = hasMore ? parameter : isFilterIgnored ? `the filter ${filter}` : undefined;
    if (ignored !== undefined) {
      throw new SetUpProblem(`${action} describes what was not asked for: it takes no notice of ${ignored}`);
    }
  }
}

/** The values of the filter; none where there is no such filter, or values that stand for several things. */
function filterValues(params: SceneRequest['params'], filter: string): readonly string[] {
  const at = params.find(([name, value]) => /^Filter\.\d+\.Name$/.test(name) && value === filter)?.[0];
  const values = at === undefined ? [] : valuesOf(params, at.replace(/Name$/, 'Value.'));
  return values.some((value) => /[*?]/.test(value)) ? [] : values;
}

function valuesOf(params: SceneRequest['params'], prefix: string): readonly string[] {
  return params.filter(([name]) => name.startsWith(prefix)).map(([, value]) => value);
}

/** The case of names does not matter here. */
function isOther(asked: readonly string[], found: readonly string[]): boolean {
  const known = new Set(asked.map((text) => text.toLowerCase()));
  return asked.length > 0 && found.some((text) => !known.has(text.trim().toLowerCase()));
}
