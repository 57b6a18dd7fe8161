/** What the cases of a row have in common, whichever the operation: how they are sent, what they need, their titles. */
import type { Case, CodeSend } from '../../harness/cases/case.ts';
import type { ExpectedAnswer } from '../../harness/cases/fixture.ts';
import type { Part } from './row.ts';
import type { ValuedRow } from './row-rules.ts';

/** A case as far as it depends on the request under test. */
export interface WayCase extends Pick<Case, 'given' | 'later' | 'control'> {
  /** `ways/common-1-added`. */
  readonly id: string;
  readonly requirement: string;
  /** What the request does or does not do to the rules: `adds`. */
  readonly does: string;
  readonly params: Readonly<Record<string, string>>;
  readonly expect: ExpectedAnswer;
  /** Capabilities beside those of the rules. */
  readonly needs?: readonly string[];
}

/** The case that sends these parameters in the row's way. */
export function caseOfRow(
  valuedRow: ValuedRow,
  { id, requirement, does, params, expect, needs = [], ...rest }: WayCase,
): Case {
  const { row } = valuedRow;
  const send: CodeSend = {
    ...(row.carriage === 'post' ? {} : { method: 'GET' as const }),
    ...(row.identity === 'session' ? { as: 'session' as const } : {}),
    params: { ...(row.naming === 'name' ? { GroupName: '{main.name}' } : { GroupId: '{main}' }), ...params },
  };
  return {
    id,
    title: titleOf(valuedRow, does),
    requirements: [requirement],
    vpc: row.naming === 'name' ? 'default' : 'nondefault',
    needs: [...needsOf(valuedRow), ...needs],
    ...rest,
    send,
    expect: [expect],
  };
}

function needsOf({ row: { naming, identity }, rules }: ValuedRow): readonly string[] {
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

/** What a dry run that is permitted responds. */
export const rehearsed: Omit<ExpectedAnswer, 'after'> = {
  answer: 'dry-run',
  status: ['4xx'],
  code: ['DryRunOperation'],
};
