/**
 * Every requirement on UpdateSecurityGroupRuleDescriptionsEgress: those of the inbound operation, under the same ids, and
 * its own. What was recorded of the inbound operation alone carries no MUST here, and the reverse.
 */
import { loadSpecification } from '../../harness/register/load-specification.ts';
import { buildRegister, type Register } from '../../harness/register/register.ts';
import { reused } from '../../harness/register/reuse.ts';
import { topic } from '../../harness/register/topic.ts';
import { generalOfChanges } from '../requirements/general.ts';
import { dryRuns, ownRequirements as inbound } from '../update-descriptions-ingress/requirements/register.ts';

const turned = reused(inbound, {
  levels: {
    'description-errors/both': 'SHOULD',
    'description-errors/mismatch': 'SHOULD',
    'description-errors/any-way-refused': 'SHOULD',
    'description-errors/all-traffic-with-ports': 'MUST',
  },
  counterpart: (id) => id,
  statements: {
    'description-update/ipv6': 'A rule whose destination is an IPv6 range is described by that range',
    'description-update/prefix-list': 'A rule whose destination is a prefix list is described by that list',
    'description-update/group': 'A rule whose destination is a group is described by that group',
  },
});

const own = topic('description-outbound', {
  'default-rule': {
    level: 'MUST',
    means: 'The rule for all outbound traffic, which a new group has, is described like any other',
    facts: ['descriptions-01', 'setup-23'],
    dependsOn: ['description-update/protocols', 'description-update/by-id'],
  },
});

const general = generalOfChanges({
  action: 'UpdateSecurityGroupRuleDescriptionsEgress',
  basic: 'description-update/ipv4',
  anyWay: 'description-update/any-way',
  dryRuns,
});

/** The register of UpdateSecurityGroupRuleDescriptionsEgress. */
export const register: Register = buildRegister([...turned, ...own, ...general], loadSpecification());

/** The requirement here that answers to one on the inbound operation; undefined where there is none. */
export function counterpart(id: string): string | undefined {
  return register.find(id)?.id;
}
