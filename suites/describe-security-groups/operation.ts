import { groupOperation, topicsWith } from '../group-operation.ts';
import { register } from './requirements/register.ts';

/** DescribeSecurityGroups, as the engine has to know it. */
export const describeGroups = groupOperation('DescribeSecurityGroups', register);

/** In the order in which they run. */
export const topics = topicsWith([
  'groups-listed',
  'groups-filtered',
  'groups-paged',
  'groups-described',
  'groups-refused',
]);

/** Of suite files and fixtures. */
export const folder = 'describe-security-groups';
