import type { TestedOperation } from '../../harness/engine/engine.ts';
import { noResources } from '../../harness/scene/no-resources.ts';
import { responseChecks } from '../general/response-checks.ts';

/** DescribeRegions, as the engine has to know it: it needs no groups, and has no rules. */
export const describeRegionsOperation: TestedOperation = {
  action: 'DescribeRegions',
  domain: noResources,
  generalChecks: responseChecks,
};
