/** Mutants that read the names of parameters more generously than EC2. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import { isKnownName } from '../../reference/request/reading.ts';
import { shapes } from '../../reference/request/shapes.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Fault } from '../fault.ts';
import { isTested } from '../revoke-changes.ts';
import { rewritingPairs } from '../rewriting.ts';

/** Servers that read the names of parameters more generously than EC2. */
export const encodingNameFaults: readonly Fault[] = [
  {
    id: 'unknown-names-ignored',
    breaks: 'encoding/unknown-name',
    means: 'ignores parameters that it does not know',
    apply: (b) => overlookingNames(b, () => true),
  },
  {
    id: 'unknown-names-with-other-code',
    breaks: 'encoding/unknown-name',
    means: 'refuses unknown parameters with InvalidParameterValue',
    apply: (b) =>
      changed(b, { errors: { unknownParameter: () => new Refusal(400, 'InvalidParameterValue', 'Unknown') } }),
  },
  {
    id: 'similar-names-ignored',
    breaks: 'encoding/misspelt-name',
    means: 'ignores names that begin like one it knows',
    apply: (b) => overlookingNames(b, (name) => /^(DryR|IpPermission|SecurityGroupRuleId)/.test(name)),
  },
  {
    id: 'singular-taken-for-plural',
    breaks: 'encoding/misspelt-name',
    means: 'reads IpPermission as IpPermissions',
    apply: (b) =>
      rewritingPairs(b, (pairs) =>
        pairs.map(([name, value]) => [name.replace(/^IpPermission\.1\./, 'IpPermissions.2.'), value]),
      ),
  },
  {
    id: 'names-of-sdks-taken',
    breaks: 'encoding/misspelt-name',
    means: 'reads SecurityGroupRuleIds, the name in SDKs, as SecurityGroupRuleId',
    apply: (b) =>
      rewritingPairs(b, (pairs) =>
        pairs.map(([name, value]) => [name.replace(/^SecurityGroupRuleIds\.1$/, 'SecurityGroupRuleId.2'), value]),
      ),
  },
  {
    id: 'names-in-any-case',
    breaks: 'encoding/name-case',
    means: 'reads names without regard to case',
    apply: (b) => overlookingNames(b, (name) => knownNames.some((known) => equalButCase(known, name))),
  },
  {
    id: 'names-of-other-actions-ignored',
    breaks: 'encoding/sister-name',
    means: 'ignores parameters that another action has',
    apply: (b) => overlookingNames(b, (name) => Object.values(shapes).some((shape) => isKnownName(shape, name))),
  },
  {
    id: 'user-id-group-pairs-taken',
    breaks: 'encoding/groups-not-user-id-group-pairs',
    means: 'reads UserIdGroupPairs, the name in SDKs, as Groups',
    apply: (b) =>
      rewritingPairs(b, (pairs) =>
        pairs.map(([name, value]) => [name.replace('.UserIdGroupPairs.', '.Groups.'), value]),
      ),
  },
];

const { RevokeSecurityGroupIngress: revokeNames } = shapes;
const knownNames = [...Object.keys(revokeNames), 'Action', 'Version'];

function equalButCase(known: string, name: string): boolean {
  const first = name.split('.')[0] ?? '';
  return first !== known && first.toLowerCase() === known.toLowerCase();
}

/** Names of a revoke that match are neither read nor refused. */
function overlookingNames(b: Behaviour, isOverlooked: (name: string) => boolean): Behaviour {
  return changed(b, {
    checks: {
      parameterNames: (call) =>
        b.checks.parameterNames(
          isTested(call)
            ? {
                ...call,
                pairs: call.pairs.filter(([name]) => isKnownName(revokeNames, name) || !isOverlooked(name)),
              }
            : call,
        ),
    },
  });
}
