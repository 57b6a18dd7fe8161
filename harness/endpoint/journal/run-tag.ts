/** The tag by which a later sweep knows what a run created. */

import type { Pairs } from '../caller.ts';
import type { TargetSettings } from '../target-settings.ts';

/** Key of the tag on every resource that a run creates; its value is the run's id. */
export const runTagKey = 'ec2-conformance:run';

/** TagSpecification of a creation: the run's tag, and further ones. `resourceType`: as EC2 names it, such as `vpc`. */
export function runTagPairs(
  resourceType: string,
  { runId }: Pick<TargetSettings, 'runId'>,
  further: Pairs = [],
): Pairs {
  const tags: Pairs = [[runTagKey, runId], ...further];
  return [
    ['TagSpecification.1.ResourceType', resourceType],
    ...tags.flatMap(([key, value], index) => [
      [`TagSpecification.1.Tag.${index + 1}.Key`, key] as const,
      [`TagSpecification.1.Tag.${index + 1}.Value`, value] as const,
    ]),
  ];
}
