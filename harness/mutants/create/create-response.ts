/** Ways to respond wrongly about a group that was made as asked. */
import { text } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { creationResponse } from './create-changes.ts';

const rows: readonly FaultRow[] = [
  [
    'response-arn',
    'create-arn-missing',
    'does not say the ARN of a new group',
    creationResponse(({ securityGroupArn: _, ...rest }) => rest),
  ],
  [
    'response-arn',
    'create-arn-empty',
    'says an empty ARN',
    creationResponse((elements) => ({ ...elements, securityGroupArn: '' })),
  ],
  [
    'response-arn',
    'create-arn-under-short-name',
    'calls the ARN arn',
    creationResponse(({ securityGroupArn: arn, ...rest }) => ({ ...rest, arn })),
  ],
  ...(
    [
      ['id', 'says the id for the ARN', (arn: string) => arn.split('/').at(-1) ?? ''],
      ['of-a-group', 'says the ARN of a group of users', (arn: string) => arn.replace('security-group/', 'group/')],
      ['without-account', 'says the ARN without the account', (arn: string) => arn.replace(/:[0-9]{12}:/, '::')],
      [
        'of-other-region',
        'says the ARN of another region',
        (arn: string) => arn.replace(/ec2:[^:]*:/, 'ec2:eu-south-2:'),
      ],
    ] as const
  ).map(
    ([slug, means, change]): FaultRow => [
      'response-arn-as-described',
      `create-arn-${slug}`,
      means,
      creationResponse(({ securityGroupArn: arn, ...rest }) => ({ ...rest, securityGroupArn: change(String(arn)) })),
    ],
  ),
  [
    'response-tags',
    'create-tags-not-said',
    'does not say the tags of a new group',
    creationResponse(({ tagSet: _, ...rest }) => rest),
  ],
  [
    'response-tags',
    'create-first-tag-said',
    'says the first tag of a new group alone',
    creationResponse(({ tagSet, ...rest }) => ({
      ...rest,
      tagSet: Array.isArray(tagSet) ? tagSet.slice(0, 1) : tagSet,
    })),
  ],
  [
    'response-no-tags',
    'create-name-said-as-tag',
    'says a tag that was not asked for',
    creationResponse((elements, { input }) =>
      elements['tagSet'] === undefined
        ? { ...elements, tagSet: [{ key: 'Name', value: text(input, 'GroupName') ?? '' }] }
        : elements,
    ),
  ],
];

/** Servers that respond wrongly about a group that was made as asked. */
export const createResponseFaults: readonly Fault[] = faultsOf('create-group', rows);
