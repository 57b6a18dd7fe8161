/** Every requirement on CreateSecurityGroup: its own topics, then what holds of every operation. */
import { loadSpecification } from '../../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../../harness/register/register.ts';
import { documented } from '../../../harness/register/requirement.ts';
import { pageOf } from '../../requirements/documents.ts';
import { generalRequirements, modelOf } from '../../requirements/general.ts';
import { createGroupTopic, createRefused } from './created.ts';
import { createDescriptions, createNames } from './names.ts';
import { createTags } from './tags.ts';

const action = 'CreateSecurityGroup';

const requests = [
  ...['post-form', 'get-query', 'parameter-order', 'action-unknown'],
  ...['unknown-name', 'sister-name', 'misspelt-name', 'name-case'],
];
const values = [
  ...['percent-encoded', 'percent-hex-case', 'percent-unreserved', 'percent-in-names', 'literal-reserved'],
  ...['space-as-plus', 'space-as-percent-20', 'plus-encoded', 'ampersand-encoded', 'equals-encoded'],
  ...['equals-literal', 'decoded-once', 'non-ascii'],
];
const dryRun = [
  ...['changes-nothing', 'permitted', 'status', 'false', 'leaves-no-trace', 'get', 'default-vpc'],
  ...['denied', 'denied-for-real'],
];

/** Values are looked at as descriptions and tags of groups. */
const shownBy: Readonly<Record<string, string>> = {
  ...Object.fromEntries(values.map((slug) => [`encoding/${slug}`, 'create-group/description'])),
  'encoding/percent-in-names': 'create-group/creates',
  'encoding/decoded-once': 'create-tags/tag',
  'encoding/non-ascii': 'create-tags/tag-unicode',
};

const general = generalRequirements({
  tested: [
    ...[...requests, ...values].map((slug) => `encoding/${slug}`),
    ...['signing/enforced', 'signing/session'],
    ...dryRun.map((slug) => `dry-run/${slug}`),
  ],
  basic: 'create-group/creates',
  page: documented(pageOf(action), 'A success has groupId, securityGroupArn and tagSet'),
  dryRunParameter: documented(
    pageOf(action),
    'DryRun checks the permission, makes nothing and is answered DryRunOperation or UnauthorizedOperation',
  ),
  model: modelOf(action),
  shownBy,
});

/** The register of CreateSecurityGroup. */
export const register: Register = buildRegister(
  [...createGroupTopic, ...createNames, ...createDescriptions, ...createTags, ...createRefused, ...general],
  loadSpecification(),
);
