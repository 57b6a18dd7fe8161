/** Other codes where sources disagree, or where none says more than that a request is refused. */
import { changed } from '../../reference/behaviour.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import { isRead } from '../../service-model/model.ts';
import { both } from '../rewriting.ts';
import { longestIdsOnly } from '../variants/choice-variants.ts';
import {
  authorizeActions,
  changeActions,
  describeActions,
  type FamilyVariant,
  variant,
  withErrorCode,
} from './family-variant.ts';

/** Variants of the codes of refusals. */
export const codeVariants: readonly FamilyVariant[] = [
  variant(
    [...changeActions, ...describeActions, 'RevokeSecurityGroupEgress', 'DeleteSecurityGroup'],
    'malformed-group-by-longer-code',
    'refuses what is no id of a group with InvalidSecurityGroupId.Malformed',
    withErrorCode('groupIdMalformed', 'InvalidSecurityGroupId.Malformed'),
  ),
  variant(
    changeActions,
    'no-group-by-longer-code',
    'refuses the id of no group with InvalidSecurityGroupID.NotFound',
    withErrorCode('groupNotFound', 'InvalidSecurityGroupID.NotFound'),
  ),
  variant(
    authorizeActions,
    'name-elsewhere-without-default-vpc',
    'refuses the name of a group outside the default VPC as if there were no default VPC',
    (b) =>
      changed(withErrorCode('groupNameInOtherVpc', 'VPCIdNotSpecified')(b), {
        choices: { nameOutsideDefaultVpc: 'invalid-value' },
      }),
  ),
  variant(authorizeActions, 'empty-protocol-missing', 'takes an empty protocol for a missing parameter', (b) =>
    changed(b, {
      errors: {
        protocolUnknown: (value) =>
          value === '' ? b.errors.missingParameter('ipProtocol') : b.errors.protocolUnknown(value),
      },
    }),
  ),
  variant(
    authorizeActions,
    'unknown-protocol-malformed',
    'calls a permission with an empty protocol, or one that does not exist, malformed',
    withErrorCode('protocolUnknown', 'InvalidPermission.Malformed'),
  ),
  variant(
    ['RevokeSecurityGroupEgress'],
    'no-rules-by-combination',
    'refuses a request that names no rules with InvalidParameterCombination',
    withErrorCode('nothingToRevoke', 'InvalidParameterCombination'),
  ),
  variant(
    [...describeActions, 'CreateSecurityGroup', 'DeleteSecurityGroup'],
    'longest-ids-only',
    'refuses ids of groups, rules and VPCs that have not seventeen digits as malformed',
    longestIdsOnly,
  ),
  variant(
    changeActions,
    'absent-source-by-value',
    'refuses a source group or a prefix list that is no id as a bad value',
    both(withErrorCode('prefixListMalformed', 'InvalidParameterValue'), (b) =>
      changed(b, {
        authorizing: {
          checkSource: (source, group, call) => {
            if (source.kind === 'group' && b.lookup.byId(source.groupId, call) === undefined) {
              throw b.errors.badValue(source.groupId, 'groupId');
            }
            b.authorizing.checkSource(source, group, call);
          },
        },
      }),
    ),
  ),
  variant(
    describeActions,
    'unknown-token-by-value',
    'refuses a token that it never gave as a bad value',
    withErrorCode('tokenUnknown', 'InvalidParameterValue'),
  ),
  variant(describeActions, 'max-results-with-ids-refused', 'refuses MaxResults together with ids', (b) =>
    changed(b, {
      checks: {
        permission: (call) => {
          b.checks.permission(call);
          const isGiven = (name: string) => call.pairs.some(([each]) => each.split('.')[0] === name);
          const hasIds = isGiven('GroupId') || isGiven('SecurityGroupRuleId');
          if (isRead(call.action) && isGiven('MaxResults') && hasIds) {
            throw b.errors.combination('maxResults', 'securityGroupRuleIds');
          }
        },
      },
    }),
  ),
  variant(describeActions, 'filters-without-values-refused', 'refuses a filter without values', (b) =>
    changed(b, {
      selecting: {
        filters: (call) => {
          const filters = b.selecting.filters(call);
          if (filters.some(({ values }) => values.length === 0)) {
            throw new Refusal(400, 'MissingParameter', 'A filter has no values.');
          }
          return filters;
        },
      },
    }),
  ),
  variant(describeActions, 'filters-on-what-is-no-id-refused', 'refuses what is no id of a VPC in a filter', (b) =>
    changed(b, {
      selecting: {
        filters: (call) => {
          const filters = b.selecting.filters(call);
          const ids = filters.filter(({ name }) => name === 'vpc-id').flatMap(({ values }) => values);
          const malformed = ids.find((id) => !/[*?]/.test(id) && b.forms.vpcId(id) === undefined);
          if (malformed !== undefined) throw b.errors.vpcIdMalformed(malformed);
          return filters;
        },
      },
    }),
  ),
];
