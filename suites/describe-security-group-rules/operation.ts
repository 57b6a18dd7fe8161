import { groupOperation, topicsWith } from '../group-operation.ts';
import { register } from './requirements/register.ts';

/** DescribeSecurityGroupRules, as the engine has to know it. */
export const describeRules = groupOperation('DescribeSecurityGroupRules', register);

/** In the order in which they run. */
export const topics = topicsWith(['rules-listed', 'rules-filtered', 'rules-paged', 'rules-described', 'rules-refused']);

/** Of suite files and fixtures. */
export const folder = 'describe-security-group-rules';
