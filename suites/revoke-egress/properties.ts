/** Properties of RevokeSecurityGroupEgress. */
import type { FixtureRule } from '../../harness/cases/given.ts';
import type { Property } from '../../harness/engine/properties/property.ts';
import { plainGrouping } from '../../harness/security-groups/generators/grouping.ts';
import type { HistoryCommand } from '../../harness/security-groups/generators/histories/history.ts';
import { historyProperty } from '../revoke-ingress/properties/histories.ts';
import { historyTitle } from './property-titles.ts';
import { counterpart } from './requirements/register.ts';

/** The rule that a group has from the start is there already; a VPC with IPv6 has one for that. */
function isFirstRule({ IpProtocol, CidrIp, CidrIpv6 }: FixtureRule): boolean {
  return IpProtocol === '-1' && (CidrIp === '0.0.0.0/0' || CidrIpv6 === '::/0');
}

/** A revoke that repeats no description, and a permission for each rule: what else is sent of both is a SHOULD alone. */
function withoutShoulds(command: HistoryCommand): HistoryCommand {
  if (!('grouping' in command)) return command;
  const grouping = { ...command.grouping, merging: plainGrouping.merging };
  return command.kind === 'revoke' ? { ...command, grouping, descriptions: 'left-out' } : { ...command, grouping };
}

/** Run after all listed cases. */
export const properties: readonly Property[] = [
  historyProperty({
    title: historyTitle,
    vpc: 'nondefault',
    counterpart,
    // Not supported; of revokes that meet, and that fit in part, too little is known of outbound rules.
    without: ['revoke-flat', 'revoke-mixed', 'revoke-beside-revoke', 'revoke-beside-authorize', 'revoke-beside-itself'],
    allows: (rule) => !isFirstRule(rule),
    known: withoutShoulds,
  }),
];
