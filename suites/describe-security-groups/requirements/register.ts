/** Every requirement on DescribeSecurityGroups: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { topic } from '../../../harness/register/topic.ts';
import { generalOfDescribing, pageEntries } from '../../requirements/describing.ts';
import { groupsDescribed } from './described.ts';
import { groupsFiltered } from './filtered.ts';
import { groupsListed, groupsRefused } from './listed.ts';

const paged = topic(
  'groups-paged',
  pageEntries('groups-paged', 'groups', ['groups-filtered/group-id', 'groups-filtered/values-or']),
);

/** The register of DescribeSecurityGroups. */
export const register: Register = buildRegister(
  [
    ...groupsListed,
    ...groupsFiltered,
    ...paged,
    ...groupsDescribed,
    ...groupsRefused,
    ...generalOfDescribing('DescribeSecurityGroups', 'groups-listed/by-id'),
  ],
  loadSpecification(),
);
