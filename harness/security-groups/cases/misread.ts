/** Notices a description of groups or rules that other operations are judged by, and that shows what was not asked for. */
import type { Outcome } from '../../checks/outcome.ts';
import { textsAt } from '../../checks/response-content.ts';
import { SetUpProblem } from '../../endpoint/problem.ts';
import type { SceneRequest } from '../../scene/scene.ts';

interface Description {
  /** The parameter with which things are named by their ids. */
  readonly byId: string;
  /** Where the response has these ids. */
  readonly ids: string;
  /** Where it has the ids of groups. */
  readonly groupIds: string;
}

const descriptions: Readonly<Record<string, Description>> = {
  DescribeSecurityGroups: {
    byId: 'GroupId',
    ids: 'securityGroupInfo/item/groupId',
    groupIds: 'securityGroupInfo/item/groupId',
  },
  DescribeSecurityGroupRules: {
    byId: 'SecurityGroupRuleId',
    ids: 'securityGroupRuleSet/item/securityGroupRuleId',
    groupIds: 'securityGroupRuleSet/item/groupId',
  },
};

/**
 * Throws SetUpProblem where the response describes groups or rules that the request did not name: the server takes no notice
 * of ids, and nothing can be read off that about another operation. `tested`: the operation under test, which may be the one
 * that describes.
 */
export function refuseMisread(tested: string, { action, params }: SceneRequest, outcome: Outcome): void {
  const description = descriptions[action];
  if (description === undefined || action === tested || outcome.kind !== 'success') return;
  const { byId, ids, groupIds } = description;
  const named = params.filter(([name]) => name.startsWith(`${byId}.`)).map(([, value]) => value);
  const filtered = groupFilter(params);
  if (isOther(named, textsAt(outcome, ids)) || isOther(filtered, textsAt(outcome, groupIds))) {
    throw new SetUpProblem(`${action} describes what was not asked for: it takes no notice of the ids in the request`);
  }
}

/** The values of the filter group-id; none where there is no such filter, or values that stand for several ids. */
function groupFilter(params: SceneRequest['params']): readonly string[] {
  const at = params.find(([name, value]) => /^Filter\.\d+\.Name$/.test(name) && value === 'group-id')?.[0];
  if (at === undefined) return [];
  const prefix = at.replace(/Name$/, 'Value.');
  const values = params.filter(([name]) => name.startsWith(prefix)).map(([, value]) => value);
  return values.some((value) => /[*?]/.test(value)) ? [] : values;
}

function isOther(asked: readonly string[], found: readonly string[]): boolean {
  return asked.length > 0 && found.some((id) => !asked.includes(id.trim()));
}
