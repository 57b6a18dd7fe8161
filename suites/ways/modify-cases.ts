/** Two cases for each row of ModifySecurityGroupRules: a dry run, and the request itself. */
import type { Case } from '../../harness/cases/case.ts';
import type { FixtureRule } from '../../harness/cases/given.ts';
import { existing } from './existing-rules.ts';
import { rowsOf } from './plans.ts';
import { caseOfRow, dryRunOfRow } from './row-cases.ts';
import { descriptionOf, newRules, type ValuedRow, type ValuedRule, valued } from './row-rules.ts';

function casesOfRow(valuedRow: ValuedRow): readonly Case[] {
  const { row, rules } = valuedRow;
  const { given, kept, old } = existing(valuedRow, oldOf);
  const later = newRules(rules, 'new');
  const params = Object.fromEntries(rules.flatMap((rule) => elementParams(rule)));
  const isModified = rules.some(({ setUp }) => setUp === 'modified');
  const needs = isModified ? ['rules-listed'] : [];
  const isNumber = rules.some(({ protocol }) => protocol === 'number');
  return [
    dryRunOfRow(valuedRow, { does: 'change', control: 'changed', needs, given, params, after: [...kept, ...old] }),
    caseOfRow(valuedRow, {
      request: 'changed',
      // That a rule can be given a protocol that has only a number is known less well.
      requirement: isNumber ? 'modify-rules/protocol-number' : 'modify-rules/any-way',
      // It names rules by the ids that they had before they were modified, which the list of rules shows.
      needs,
      ...(isModified ? { control: 'modify-rules/keeps-id' } : {}),
      does: row.direction === 'egress' ? 'changes outbound:' : 'changes',
      given,
      later: { main: { [row.direction]: later } },
      params,
      expect: { answer: 'changed', status: ['200'], after: [...kept, ...Object.keys(later)] },
    }),
  ];
}

/** Of the source that the rule keeps. What happens to a description that is left out is open: then there is none before either. */
function oldOf(rule: ValuedRule): FixtureRule {
  const { values, row, place } = rule;
  const { IpProtocol: _, FromPort: __, ToPort: ___, ...source } = values;
  const port = String(30_000 + row * 100 + place);
  return {
    ...{ IpProtocol: 'tcp', FromPort: port, ToPort: port },
    ...source,
    Description: descriptionOf(rule, 'old'),
  };
}

const members: Readonly<Record<string, string>> = { CidrIp: 'CidrIpv4', GroupId: 'ReferencedGroupId' };

function elementParams(rule: ValuedRule): readonly (readonly [string, string])[] {
  const at = `SecurityGroupRule.${rule.place}`;
  const description = descriptionOf(rule, 'new');
  const values = { ...rule.values, ...(description === '' ? {} : { Description: description }) };
  return [
    [`${at}.SecurityGroupRuleId`, `{rule:old-${rule.name}}`],
    ...Object.entries(values).map(
      ([name, value]) => [`${at}.SecurityGroupRule.${members[name] ?? name}`, value] as const,
    ),
  ];
}

/** Every case of every row, in the order in which they are sent. */
export const modifyWays: readonly Case[] = valued(rowsOf('modify-rules')).flatMap(casesOfRow);
