/** The VPCs a run works in: the account's default one where there is one, and one of its own. */

import type { SuccessOutcome } from '../checks/outcome.ts';
import { childNamed, itemsOf, nonEmptyTextAt, textAt } from '../checks/response-tree.ts';
import { describeUnexpected } from '../endpoint/expect-success.ts';
import { runName, type TargetSettings } from '../endpoint/target-settings.ts';
import { type CreateResult, create, type GroupAccess } from './creation.ts';

/** Of the VPC that a run creates. */
export const ownCidr = '10.251.0.0/24';

/** The id of the default VPC. */
export async function findDefaultVpc(access: GroupAccess): Promise<CreateResult<string>> {
  const call = await access.caller.call('DescribeVpcs', [], access.witness);
  if (call.outcome.kind !== 'success') {
    return { found: undefined, why: `DescribeVpcs ${describeUnexpected(call.outcome)}` };
  }
  const standard = itemsOf(call.outcome.root, 'vpcSet').find((vpc) => textAt(vpc, 'isDefault') === 'true');
  const id = standard === undefined ? undefined : textAt(standard, 'vpcId');
  if (id === undefined) {
    return { found: undefined, why: 'DescribeVpcs lists no default VPC' };
  }
  const why = `DescribeVpcs lists ${access.caller.display(id)} as the default VPC`;
  return access.caller.isUsableId(id)
    ? { found: id, why }
    : { found: undefined, why: `${why}, which is an id that cannot be used` };
}

/** Creates the run's own VPC. It has no name but by its tags. */
export function createVpc(access: GroupAccess, settings: TargetSettings): Promise<CreateResult<string>> {
  const name = runName(settings, 'vpc');
  return create(access, {
    kind: 'vpc',
    action: 'CreateVpc',
    name,
    params: [['CidrBlock', ownCidr]],
    tags: [['Name', name]],
    idIn: (response) => idIn(response, 'vpc', 'vpcId'),
  });
}

/** Text of `<outer><inner>`. */
export function idIn(response: SuccessOutcome, outer: string, inner: string): string | undefined {
  const element = childNamed(response.root, outer);
  return element === undefined ? undefined : nonEmptyTextAt(element, inner);
}
