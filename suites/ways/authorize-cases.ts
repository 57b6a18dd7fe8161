/**
 * Three cases for each row of AuthorizeSecurityGroupIngress: a dry run, the request itself, and the same request again, of
 * whose rules every one exists by then.
 */
import type { Case } from '../../harness/cases/case.ts';
import { rowsOf } from './plans.ts';
import { caseOfRow, dryRunOfRow } from './row-cases.ts';
import { newRules, permissionParameters, type ValuedRow, type ValuedRule, valued } from './row-rules.ts';

function casesOfRow(valuedRow: ValuedRow): readonly Case[] {
  const { row, rules, base } = valuedRow;
  const added = newRules(rules, 'described');
  const params = row.form === 'flat' ? flatParams(rules) : permissionParameters(rules, 'described');
  const all = ['base', ...Object.keys(added)];
  const isOfPrefixList = rules.some(({ kind }) => kind === 'prefix-list');
  return [
    dryRunOfRow(valuedRow, {
      does: 'add',
      control: 'added',
      given: { main: { ingress: { base } } },
      params,
      after: ['base'],
    }),
    caseOfRow(valuedRow, {
      request: 'added',
      requirement: 'authorize-rules/any-way',
      does: 'adds',
      given: { main: { ingress: { base } } },
      later: added,
      params,
      expect: { answer: 'added', status: ['200'], after: all },
    }),
    caseOfRow(valuedRow, {
      request: 'duplicate',
      // That a rule of a prefix list is a duplicate too is known less well.
      requirement: isOfPrefixList ? 'authorize-duplicates/standing-prefix-list' : 'authorize-duplicates/any-way',
      does: 'refuses to add again',
      control: 'added',
      given: { main: { ingress: { base, ...added } } },
      params,
      expect: { answer: 'refused', status: ['400'], code: ['InvalidPermission.Duplicate'], after: all },
    }),
  ];
}

function flatParams(rules: readonly ValuedRule[]): Readonly<Record<string, string>> {
  return Object.fromEntries(rules.flatMap(({ values }) => Object.entries(values)));
}

/** Every case of every row, in the order in which they are sent. */
export const authorizeWays: readonly Case[] = valued(rowsOf('authorize-ingress')).flatMap(casesOfRow);
