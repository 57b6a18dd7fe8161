/** What the cases of a row have in common, whichever the operation: how they are sent, what they need, their titles. */
import type { Case, CodeSend } from '../../harness/cases/case.ts';
import type { ExpectedResponse } from '../../harness/cases/fixture.ts';
import type { Part } from './row.ts';
import type { ValuedRow } from './row-rules.ts';

/** A case as far as it depends on the request under test. */
export interface WayCase extends Pick<Case, 'given' | 'later'> {
  /** What it is called within its row, the end of its id: `added`. */
  readonly request: string;
  readonly requirement: string;
  /** The request of the row, or with its topic a case of another, that has to succeed for this one to show anything. */
  readonly control?: string;
  /** Capabilities that the row itself does not show. */
  readonly needs?: readonly string[];
  /** What the request does or does not do to the rules: `adds`. */
  readonly does: string;
  readonly params: Readonly<Record<string, string>>;
  readonly expect: ExpectedResponse;
}

/** The case that sends these parameters in the row's way. */
export function caseOfRow(
  valuedRow: ValuedRow,
  { request, requirement, control, needs = [], does, params, expect, ...rest }: WayCase,
): Case {
  const { row } = valuedRow;
  const idOf = (name: string) => `ways/${row.name}-${name}`;
  const send: CodeSend = {
    ...(row.carriage === 'post' ? {} : { method: 'GET' as const }),
    ...(row.identity === 'session' ? { as: 'session' as const } : {}),
    params: { ...(row.naming === 'name' ? { GroupName: '{main.name}' } : { GroupId: '{main}' }), ...params },
  };
  return {
    id: idOf(request),
    title: titleOf(valuedRow, does),
    requirements: [requirement],
    vpc: row.naming === 'name' ? 'default' : 'nondefault',
    needs: [...needsOf(valuedRow), ...needs],
    ...(control === undefined ? {} : { control: control.includes('/') ? control : idOf(control) }),
    ...rest,
    send,
    expect: [expect],
  };
}

/** The case that a request changes nothing under DryRun=true. `does`: what it does to the rules without: `add`. */
export function dryRunOfRow(
  valuedRow: ValuedRow,
  {
    does,
    params,
    after,
    ...rest
  }: Pick<WayCase, 'does' | 'control' | 'needs' | 'given' | 'params'> & Pick<ExpectedResponse, 'after'>,
): Case {
  return caseOfRow(valuedRow, {
    request: 'dry-run',
    requirement: 'dry-run/any-way',
    does: `under DryRun=true does not ${does}`,
    ...rest,
    params: { ...params, DryRun: 'true' },
    expect: { answer: 'dry-run', status: ['4xx'], code: ['DryRunOperation'], after },
  });
}

function needsOf({ row: { form, naming, direction, identity }, rules }: ValuedRow): readonly string[] {
  const some = (holds: (rule: Pick<Part, 'kind' | 'protocol' | 'described'>) => boolean) => rules.some(holds);
  return [
    ...(naming === 'name' ? ['default-vpc', 'group-names'] : ['nondefault-vpc']),
    ...(identity === 'session' ? ['session-identity', 'session-permitted'] : []),
    ...(some(({ kind }) => kind === 'ipv6') ? ['ipv6'] : []),
    ...(some(({ kind }) => kind === 'prefix-list') ? ['prefix-lists'] : []),
    ...(some(({ kind, described }) => kind === 'prefix-list' && described === 'given')
      ? ['prefix-list-descriptions']
      : []),
    ...(some(({ protocol }) => protocol === 'number') ? ['numeric-protocols'] : []),
    ...(form === 'rule-id' ? ['rule-ids'] : []),
    ...(direction === 'egress' ? ['egress'] : []),
  ];
}

const kinds: Readonly<Record<Part['kind'], string>> = {
  ipv4: 'IPv4 range',
  ipv6: 'IPv6 range',
  group: 'other group',
  self: 'own group',
  'prefix-list': 'prefix list',
};

const setUps = {
  'shared-permission': 'came in one permission',
  tagged: 'have tags',
  modified: 'were modified',
} as const;

/** `adds 3 rules (tcp, icmp; IPv4 range, own group) by permissions in a GET`. */
function titleOf({ row, rules }: ValuedRow, does: string): string {
  const { parts, form, carriage, identity, naming } = row;
  const protocols = [...new Set(parts.map(({ protocol }) => protocolText(protocol)))];
  const sources = [...new Set(rules.map(({ kind }) => kinds[kind]))];
  const pasts = [...new Set(parts.flatMap(({ setUp = 'usual' }) => (setUp === 'usual' ? [] : [setUps[setUp]])))];
  const past = pasts.length === 0 ? '' : `, some of which ${pasts.join(' or ')},`;
  const named = { permission: 'by permissions', 'rule-id': 'by their ids', flat: 'by flat parameters' }[form];
  const count = rules.length === 1 ? '1 rule' : `${rules.length} rules`;
  return [
    `${does} ${count} (${protocols.join(', ')}; ${sources.join(', ')})${past} ${named}`,
    carriage === 'post' ? 'in a POST' : 'in a GET',
    ...(naming === 'name' ? ["with the group's name"] : []),
    ...(identity === 'session' ? ['with temporary credentials'] : []),
  ].join(' ');
}

function protocolText(protocol: Part['protocol']): string {
  if (protocol === 'all') return 'all protocols';
  return protocol === 'number' ? 'a protocol that has only a number' : protocol;
}
