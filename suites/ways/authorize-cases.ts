/**
 * Three cases for each row of AuthorizeSecurityGroupIngress: a dry run, the request itself, and the same request again, of
 * whose rules every one exists by then.
 */
import type { Case } from '../../harness/cases/case.ts';
import type { NamedRules } from '../../harness/cases/fixture.ts';
import { rowsOf } from './plans.ts';
import { caseOfRow, rehearsed } from './row-cases.ts';
import { permissionParams, type ValuedRow, type ValuedRule, valued } from './row-rules.ts';

function casesOfRow(valuedRow: ValuedRow): readonly Case[] {
  const { row, rules, base } = valuedRow;
  const named = { base };
  const added: NamedRules = Object.fromEntries(
    rules.map((rule) => [`new-${rule.name}`, { ...rule.values, Description: descriptionOf(rule) }]),
  );
  const params = row.form === 'flat' ? flatParams(rules) : permissionParams(rules, descriptionOf);
  const id = (request: string) => `ways/${row.name}-${request}`;
  const all = [...Object.keys(named), ...Object.keys(added)];
  const isOfPrefixList = rules.some(({ kind }) => kind === 'prefix-list');
  return [
    caseOfRow(valuedRow, {
      id: id('dry-run'),
      requirement: 'dry-run/any-way',
      does: 'under DryRun=true does not add',
      control: id('added'),
      given: { main: { ingress: named } },
      params: { ...params, DryRun: 'true' },
      expect: { ...rehearsed, after: ['base'] },
    }),
    caseOfRow(valuedRow, {
      id: id('added'),
      requirement: 'authorize-rules/any-way',
      does: 'adds',
      given: { main: { ingress: named } },
      later: added,
      params,
      expect: { answer: 'added', status: ['200'], after: all },
    }),
    caseOfRow(valuedRow, {
      id: id('duplicate'),
      // That a rule of a prefix list is a duplicate too is known less well.
      requirement: isOfPrefixList ? 'authorize-duplicates/standing-prefix-list' : 'authorize-duplicates/any-way',
      does: 'refuses to add again',
      control: id('added'),
      given: { main: { ingress: { ...named, ...added } } },
      params,
      expect: { answer: 'refused', status: ['400'], code: ['InvalidPermission.Duplicate'], after: all },
    }),
  ];
}

/** Empty for none. */
function descriptionOf({ described, name }: ValuedRule): string {
  return described === 'given' ? `described-${name}` : '';
}

function flatParams(rules: readonly ValuedRule[]): Readonly<Record<string, string>> {
  return Object.fromEntries(rules.flatMap(({ values }) => Object.entries(values)));
}

/** Every case of every row, in the order in which they are sent. */
export const authorizeWays: readonly Case[] = valued(rowsOf('authorize-ingress')).flatMap(casesOfRow);
