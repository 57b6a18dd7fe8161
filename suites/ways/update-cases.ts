/**
 * Cases for each row of UpdateSecurityGroupRuleDescriptionsIngress: of a request by permissions that none of its rules exists
 * and it is refused; a dry run; the request itself.
 */
import type { Case } from '../../harness/cases/case.ts';
import type { FixtureRule } from '../../harness/cases/given.ts';
import { existing } from './existing-rules.ts';
import { rowsOf } from './plans.ts';
import { caseOfRow, dryRunOfRow } from './row-cases.ts';
import { descriptionOf, newRules, permissionParameters, type ValuedRow, type ValuedRule, valued } from './row-rules.ts';

function casesOfRow(valuedRow: ValuedRow): readonly Case[] {
  const { row, rules, base } = valuedRow;
  const isById = row.form === 'rule-id';
  const params = isById ? idParams(rules) : permissionParameters(rules, 'new');
  const { given, kept, old } = existing(valuedRow, oldOf);
  const later = newRules(rules, 'new');
  const isOfGroup = rules.some(({ kind }) => kind === 'group' || kind === 'self');
  const refusal = caseOfRow(valuedRow, {
    request: 'refusal',
    requirement: 'description-errors/any-way-refused',
    does: 'refuses to describe what does not exist,',
    control: 'described',
    needs: isOfGroup ? ['source-groups'] : [],
    given: { main: { ingress: { base: { ...base, Description: 'kept' } } } },
    params,
    expect: { answer: 'refused', status: ['400'], code: ['InvalidPermission.NotFound'], after: ['base'] },
  });
  return [
    ...(isById ? [] : [refusal]),
    dryRunOfRow(valuedRow, { does: 'describe', control: 'described', given, params, after: [...kept, ...old] }),
    caseOfRow(valuedRow, {
      request: 'described',
      requirement: 'description-update/any-way',
      does: 'describes',
      given,
      later,
      params,
      expect: { answer: 'described', status: ['200'], after: [...kept, ...Object.keys(later)] },
    }),
  ];
}

/** A description that is left out removes the one that is there. */
function oldOf({ values, name }: ValuedRule): FixtureRule {
  return { ...values, Description: `old-${name}` };
}

function idParams(rules: readonly ValuedRule[]): Readonly<Record<string, string>> {
  const pairs = rules.flatMap((rule) => {
    const at = `SecurityGroupRuleDescription.${rule.place}`;
    const description = descriptionOf(rule, 'new');
    return [
      [`${at}.SecurityGroupRuleId`, `{rule:old-${rule.name}}`] as const,
      ...(description === '' ? [] : [[`${at}.Description`, description] as const]),
    ];
  });
  return Object.fromEntries(pairs);
}

/** Every case of every row, in the order in which they are sent. */
export const updateWays: readonly Case[] = valued(rowsOf('update-descriptions-ingress')).flatMap(casesOfRow);
