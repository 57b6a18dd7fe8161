import { describe, expect, it } from 'vitest';
import { plainGrouping } from '../harness/security-groups/generators/grouping.ts';
import type { History, HistoryCommand, RuleName } from '../harness/security-groups/generators/histories/history.ts';
import { modelAfter, type RequestSummary } from '../harness/security-groups/generators/histories/history-model.ts';
import { classifyHistory } from './revoke-ingress/properties/classify-history.ts';
import { requirementOfSequence } from './revoke-ingress/properties/classify-sequence.ts';

const https = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };
const rules = {
  office: { ...https, CidrIp: '192.0.2.0/24' },
  lab: { ...https, CidrIpv6: '2001:db8::/32' },
  dns: { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' },
  ntp: { IpProtocol: 'udp', FromPort: '123', ToPort: '123', CidrIp: '198.51.100.0/24' },
};
const all = ['office', 'lab', 'dns', 'ntp'] as const;

/** The requirement of a revoke of all four rules after which these still exist. */
function requirementOf(after: readonly RuleName[], merging: number): string | undefined {
  const command = {
    kind: 'revoke',
    rules: all,
    grouping: { ...plainGrouping, merging },
    descriptions: 'left-out',
  } as const;
  const outcome = { kind: 'no-response', reason: 'timeout', detail: '' } as const;
  const history = { rules, given: all, commands: [command] };
  const failed = { command, index: 0, before: all, after, outcome };
  return only(classifyHistory({ vpc: 'nondefault', history }, { failed: failed as never, isLater: false }));
}

describe('rules that a revoke of several permissions left behind', () => {
  it('are about permissions of several sources when only the rules of such a permission are left', () => {
    expect(requirementOf(['office', 'lab'], 1)).toBe('exact-match/per-source');
  });

  it('are about permissions of two families when the source of one is left', () => {
    expect(requirementOf(['lab'], 1)).toBe('exact-match/per-source-families');
  });

  it('are about several permissions when each rule has one of its own', () => {
    expect(requirementOf(['office', 'lab'], 0)).toBe('exact-match/several-permissions');
  });

  it('are about several permissions when the rule of a permission of one source is left', () => {
    expect(requirementOf(['lab', 'dns'], 1)).toBe('exact-match/several-permissions');
  });
});

/** The requirement of a revoke of `wanted` on `given` that leaves `after`, where the commands before it matter too. */
function ofRevoke(
  given: readonly RuleName[],
  wanted: readonly RuleName[],
  after: readonly RuleName[],
  former: readonly HistoryCommand[] = [],
  more: Partial<History> = {},
): string | undefined {
  const command = revokeOf(wanted);
  const history: History = { rules: near, given, commands: [...former, command], ...more };
  const before = modelAfter(history, 'nondefault').at(-2)?.outcomes[0]?.after ?? given;
  const outcome = { kind: 'unreadable', status: 200, why: '' } as const;
  return only(
    classifyHistory(
      { vpc: 'nondefault', history },
      {
        failed: { command, index: former.length, before, after, outcome },
        isLater: former.length > 0,
      },
    ),
  );
}

/** What is blamed, when it is one requirement; several as one text. */
function only(requirements: readonly string[]): string | undefined {
  return requirements.length === 0 ? undefined : requirements.join(' or ');
}

function revokeOf(wanted: readonly RuleName[]): HistoryCommand {
  return { kind: 'revoke', rules: wanted, grouping: plainGrouping, descriptions: 'left-out' };
}

const near = {
  web: { ...https, CidrIp: '192.0.2.0/24' },
  half: { ...https, CidrIp: '192.0.2.0/25' },
  upper: { ...https, CidrIp: '192.0.2.128/25' },
  lab: { ...https, CidrIp: '198.51.100.0/24' },
  six: { ...https, CidrIpv6: '2001:db8::/32' },
  wide: { IpProtocol: 'tcp', FromPort: '442', ToPort: '444', CidrIp: '192.0.2.0/24' },
  all: { IpProtocol: '-1', CidrIp: '192.0.2.0/24' },
  ping: { IpProtocol: 'icmp', FromPort: '8', ToPort: '0', CidrIp: '192.0.2.0/24' },
  pings: { IpProtocol: 'icmp', FromPort: '8', ToPort: '-1', CidrIp: '192.0.2.0/24' },
  pongs: { IpProtocol: 'icmp', FromPort: '0', ToPort: '-1', CidrIp: '192.0.2.0/24' },
  icmp: { IpProtocol: 'icmp', FromPort: '-1', ToPort: '-1', CidrIp: '192.0.2.0/24' },
};

describe('a rule that went and was not named', () => {
  it.each([
    ['web', 'half', 'exact-match/ipv4-prefix-length'],
    ['web', 'upper', 'exact-match/ipv4-overlap'],
    ['web', 'lab', 'exact-match/ipv4-address'],
    ['web', 'six', 'exact-match/source-family'],
    ['web', 'wide', 'exact-match/port-overlap'],
    ['all', 'web', 'exact-match/all-traffic-exact'],
    ['ping', 'pings', 'exact-match/icmp-all-codes'],
    ['icmp', 'pings', 'exact-match/icmp-all-types'],
  ] as const)('is about the value in which it differs: %s, %s', (wanted, taken, requirement) => {
    expect(ofRevoke([taken], [wanted], [])).toBe(requirement);
  });

  it('is about one of several sources when it goes together with the one that was named', () => {
    expect(ofRevoke(['web', 'lab'], ['web'], [])).toBe('exact-match/one-range-of-several');
    expect(ofRevoke(['web', 'six'], ['web'], [])).toBe('exact-match/one-source-of-several');
  });

  it('may be about each value in which it alone differs from one of those that were named', () => {
    expect(ofRevoke(['pings', 'ping', 'pongs'], ['ping', 'pongs'], [])).toBe(
      'exact-match/icmp-all-codes or exact-match/icmp-type',
    );
  });

  it('may be about one of several sources as well as of a value where it is as near to a rule that went with it', () => {
    expect(ofRevoke(['web', 'lab', 'wide'], ['lab', 'wide'], [])).toBe(
      'exact-match/one-range-of-several or exact-match/port-overlap',
    );
  });

  it('is about nothing that is distinguished when it differs in two values', () => {
    expect(ofRevoke(['ping'], ['lab'], [])).toBeUndefined();
  });
});

describe('a failure that takes several requests', () => {
  const authorize = (name: RuleName): HistoryCommand => ({ kind: 'authorize', rules: [name], grouping: plainGrouping });

  it('is about authorising again when the rule was gone in between', () => {
    expect(ofRevoke(['web'], ['web'], ['web'], [revokeOf(['web']), authorize('web')])).toBe('state/authorise-again');
  });

  it('is about refusals when all before it were refused', () => {
    expect(ofRevoke(['web'], ['web'], ['web'], [revokeOf(['lab']), revokeOf(['six'])])).toBe(
      'state/refused-then-valid',
    );
  });

  it('is about both ways of naming when the ones before it were by id', () => {
    expect(ofRevoke(['web', 'lab'], ['web'], ['web'], [{ kind: 'revoke-by-ids', rules: ['lab'] }])).toBe(
      'state/by-id-and-by-properties',
    );
  });

  it('is about the same request twice when the rule had gone before', () => {
    expect(ofRevoke(['web'], ['web'], [], [revokeOf(['web'])])).toBe('state/twice');
  });

  it('is about any history otherwise', () => {
    expect(ofRevoke(['web', 'lab'], ['web'], ['web'], [revokeOf(['lab'])])).toBe('state/any-history');
  });
});

describe('the last of several requests that goes wrong by those before it', () => {
  const request = (rules: readonly string[], more: Partial<RequestSummary> = {}): RequestSummary => ({
    kind: 'revoke',
    by: 'properties',
    rules,
    before: rules,
    isRefused: false,
    ...more,
  });
  const refusal = (...rules: readonly string[]) => request(rules, { before: [], isRefused: true });
  const adding = (rules: readonly string[], before: readonly string[]) => request(rules, { kind: 'authorize', before });

  it.each<readonly [string, string, readonly RequestSummary[]]>([
    ['a rule that was revoked and came back', 'authorise-again', [request(['a']), adding(['a'], []), request(['a'])]],
    ['a rule that was revoked and does not come back', 'authorise-again', [request(['a']), adding(['a'], ['b'])]],
    ['a rule that comes into a group without any', 'emptied-group', [request(['a']), adding(['b'], [])]],
    ['a rule that comes after others went', 'any-history', [request(['a']), adding(['c'], ['b'])]],
    ['a valid request after refused ones', 'refused-then-valid', [refusal('x'), refusal('y'), request(['a'])]],
    [
      'a valid one for what comes after they were refused',
      'refused-then-valid',
      [refusal('a'), adding(['a'], []), request(['a'])],
    ],
    ['one that is to be refused after refused ones', 'any-history', [refusal('x'), refusal('y')]],
    ['the same revoke once more', 'twice', [request(['a']), refusal('a')]],
    ['the id of a rule that is gone', 'id-ends-with-rule', [request(['a']), { ...refusal('a'), by: 'ids' }]],
    ['properties after an id', 'by-id-and-by-properties', [request(['a'], { by: 'ids' }), request(['b'])]],
    ['another rule after one', 'any-history', [request(['a']), request(['b'])]],
    ['a rule after what is no revoke', 'any-history', [request(['a'], { kind: 'other' }), request(['a'])]],
  ])('%s is about state/%s', (_, slug, requests) => {
    expect(requirementOfSequence(requests)).toBe(`state/${slug}`);
  });

  it('is about the default VPC where it was sent there', () => {
    const misfit = request(['x'], { before: ['a'] });

    expect(requirementOfSequence([misfit, request(['a'])], 'default')).toBe('state/default-vpc-misfit-then-valid');
    expect(requirementOfSequence([request(['a']), request(['b'])], 'default')).toBe('state/any-history-default-vpc');
    expect(requirementOfSequence([request(['a']), adding(['a'], []), request(['a'])], 'default')).toBe(
      'state/authorise-again',
    );
  });

  it('is about dry runs when there is nothing else before it', () => {
    const dryRun = request(['a'], { kind: 'dry-run', isRefused: true });

    expect(requirementOfSequence([dryRun, request(['a'])])).toBe('dry-run/leaves-no-trace');
    expect(requirementOfSequence([dryRun, refusal('x'), request(['a'])])).toBe('state/any-history');
  });
});
