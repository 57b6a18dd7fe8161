/** Every requirement on DeleteSecurityGroup: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { documented } from '../../../harness/register/requirement.ts';
import { returnCheck } from '../../general/response-checks.ts';
import { pageOf } from '../../requirements/documents.ts';
import { generalRequirements, modelOf } from '../../requirements/general.ts';
import { deleteGroupTopic } from './deleted.ts';
import { groupHistory } from './history.ts';
import { deleteRefused } from './refused.ts';

const action = 'DeleteSecurityGroup';

const encoding = [
  ...['post-form', 'get-query', 'action-unknown'],
  ...['unknown-name', 'sister-name', 'misspelt-name', 'name-case'],
  ...['percent-encoded', 'percent-in-names', 'space-as-plus', 'plus-encoded', 'ampersand-encoded'],
];
const dryRun = [
  ...['changes-nothing', 'permitted', 'status', 'false', 'leaves-no-trace', 'get', 'by-group-name', 'default-vpc'],
  ...['denied', 'denied-for-real', 'without-group', 'absent-group'],
];

/** What shows that a value was read as it was written: names of groups, and DryRun. */
const shownBy: Readonly<Record<string, string>> = {
  'encoding/space-as-plus': 'delete-group/by-name',
  'encoding/plus-encoded': 'delete-group/by-name',
  'encoding/ampersand-encoded': 'delete-group/by-name',
  'encoding/percent-encoded': 'dry-run/false',
};

const general = generalRequirements({
  tested: [
    ...encoding.map((slug) => `encoding/${slug}`),
    ...['signing/enforced', 'signing/session'],
    ...dryRun.map((slug) => `dry-run/${slug}`),
    returnCheck.requirement,
  ],
  basic: 'delete-group/deletes',
  page: documented(pageOf(action), 'A success has return, which is true, and groupId'),
  dryRunParameter: documented(
    pageOf(action),
    'DryRun checks the permission, removes nothing and is answered DryRunOperation or UnauthorizedOperation',
  ),
  model: modelOf(action),
  shownBy,
});

/** Every requirement on DeleteSecurityGroup. */
export const register: Register = buildRegister(
  [...deleteGroupTopic, ...deleteRefused, ...groupHistory, ...general],
  loadSpecification(),
);
