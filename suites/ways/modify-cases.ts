/** Two cases for each row of ModifySecurityGroupRules: a dry run, and the request itself. */
import type { Case } from '../../harness/cases/case.ts';
import type { FixtureRule, NamedRules } from '../../harness/cases/fixture.ts';
import { existing } from './existing-rules.ts';
import { rowsOf } from './plans.ts';
import { caseOfRow, rehearsed } from './row-cases.ts';
import { type ValuedRow, type ValuedRule, valued } from './row-rules.ts';

function casesOfRow(valuedRow: ValuedRow): readonly Case[] {
  const { row, rules } = valuedRow;
  const { given, kept, old } = existing(valuedRow, oldOf);
  const later: NamedRules = Object.fromEntries(rules.map((rule) => [`new-${rule.name}`, newOf(rule)]));
  const params = Object.fromEntries(rules.flatMap((rule) => elementParams(rule)));
  const id = (request: string) => `ways/${row.name}-${request}`;
  const isNumber = rules.some(({ protocol }) => protocol === 'number');
  const needs = ['rule-ids', ...(row.direction === 'egress' ? ['egress'] : [])];
  return [
    caseOfRow(valuedRow, {
      id: id('dry-run'),
      requirement: 'dry-run/any-way',
      does: 'under DryRun=true does not change',
      control: id('changed'),
      needs,
      given,
      params: { ...params, DryRun: 'true' },
      expect: { ...rehearsed, after: [...kept, ...old] },
    }),
    caseOfRow(valuedRow, {
      id: id('changed'),
      // That a rule can be given a protocol that has only a number is known less well.
      requirement: isNumber ? 'modify-rules/protocol-number' : 'modify-rules/any-way',
      does: row.direction === 'egress' ? 'changes outbound:' : 'changes',
      needs,
      given,
      later: { main: { [row.direction]: later } },
      params,
      expect: { answer: 'changed', status: ['200'], after: [...kept, ...Object.keys(later)] },
    }),
  ];
}

/** Of the source that the rule keeps. What happens to a description that is left out is open: then there is none before either. */
function oldOf({ values, described, row, place, name }: ValuedRule): FixtureRule {
  const { IpProtocol: _, FromPort: __, ToPort: ___, ...source } = values;
  const port = String(30_000 + row * 100 + place);
  return {
    ...{ IpProtocol: 'tcp', FromPort: port, ToPort: port },
    ...source,
    Description: described === 'given' ? `old-${name}` : '',
  };
}

function newOf({ values, described, name }: ValuedRule): FixtureRule {
  return { ...values, Description: described === 'given' ? `new-${name}` : '' };
}

const members: Readonly<Record<string, string>> = { CidrIp: 'CidrIpv4', GroupId: 'ReferencedGroupId' };

function elementParams(rule: ValuedRule): readonly (readonly [string, string])[] {
  const at = `SecurityGroupRule.${rule.place}`;
  const values = Object.entries(newOf(rule)).filter(([name, value]) => name !== 'Description' || value !== '');
  return [
    [`${at}.SecurityGroupRuleId`, `{rule:old-${rule.name}}`],
    ...values.map(([name, value]) => [`${at}.SecurityGroupRule.${members[name] ?? name}`, value] as const),
  ];
}

/** Every case of every row, in the order in which they are sent. */
export const modifyWays: readonly Case[] = valued(rowsOf('modify-rules')).flatMap(casesOfRow);
