/** Arbitrary inputs of RevokeSecurityGroupIngress, by SDK member names and types. */
import fc from 'fast-check';
import type { FixtureRule } from '../cases/given.ts';
import { permissionGrouping, permissions } from '../security-groups/generators/grouping.ts';
import type { ListedPermission } from '../security-groups/generators/permission-of-rules.ts';
import { rules } from '../security-groups/generators/rule.ts';
import { smallPools } from '../security-groups/generators/value-pools.ts';
import type { JsonObject } from './fixture.ts';

const pools = {
  ...smallPools(new Set(['ipv6', 'prefix-lists'])),
  groups: ['sg-0fedcba9876543210', 'sg-0123456789abcdef0'],
  prefixLists: ['pl-0123456789abcdef0'],
};

/** Past the change to two digits, where lists break; more would only make the calls longer. */
const longest = 13;

/**
 * A group by id or name, rule ids, permissions, both or neither, with or without DryRun. Each part shrinks for itself:
 * the texts of the smallest input are gone, then its permissions, its rule ids, its name.
 */
export function revokeInput(): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      name: fc.option(text(), { nil: undefined, freq: 2 }),
      dryRun: fc.option(fc.boolean(), { nil: undefined, freq: 2 }),
      ids: fc.oneof({ withCrossShrink: true }, fc.constant([]), ruleIds()),
      rules: fc.oneof({ withCrossShrink: true }, fc.constant([]), rules(pools, { min: 1, max: longest })),
      grouping: permissionGrouping(),
      texts: fc.array(text(), { maxLength: 3 }),
    })
    .map(({ name, dryRun, ids, rules: listed, grouping: how, texts }) => ({
      ...(name === undefined ? { GroupId: 'sg-0123456789abcdef0' } : { GroupName: name }),
      ...(dryRun === undefined ? {} : { DryRun: dryRun }),
      ...(ids.length === 0 ? {} : { SecurityGroupRuleIds: ids }),
      ...(listed.length === 0 ? {} : { IpPermissions: permissions(withTexts(listed, texts), how).map(permission) }),
    }));
}

function ruleIds(): fc.Arbitrary<readonly string[]> {
  const id = fc.integer({ min: 1, max: 9999 }).map((number) => `sgr-${String(number).padStart(17, '0')}`);
  return fc.uniqueArray(id, { minLength: 1, maxLength: longest, size: 'max' });
}

/** Texts of any script in place of the first descriptions: what EC2 would refuse has to arrive all the same. */
function withTexts(listed: readonly FixtureRule[], texts: readonly string[]): readonly FixtureRule[] {
  return listed.map((rule, index) => {
    const Description = texts[index];
    return Description === undefined ? rule : { ...rule, Description };
  });
}

function text(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
  );
}

function permission({ IpProtocol, FromPort, ToPort, Groups, ...lists }: ListedPermission): JsonObject {
  return {
    IpProtocol,
    ...(FromPort === undefined ? {} : { FromPort: Number(FromPort) }),
    ...(ToPort === undefined ? {} : { ToPort: Number(ToPort) }),
    ...(JSON.parse(JSON.stringify(lists)) as JsonObject),
    ...(Groups === undefined ? {} : { UserIdGroupPairs: JSON.parse(JSON.stringify(Groups)) as JsonObject[] }),
  };
}
