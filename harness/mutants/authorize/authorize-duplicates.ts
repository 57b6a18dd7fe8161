/** Mutants that overlook rules that exist already or occur twice in a request, or refuse them in another way. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Wanted } from '../../reference/sections/wanted-rules.ts';
import { ruleKey } from '../../security-groups/model/match.ts';
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isCode } from '../refusal-rows.ts';
import { directionOfCall } from '../revoke-changes.ts';
import { isOfKind, prefixLengthOf, rangeOf } from '../rule-likeness.ts';
import { addedTwice, authorizes, hasAnyPermission, rangesSent } from './authorize-changes.ts';

const duplicate = (slug: string, id: string, means: string, apply: Apply): FaultRow => [
  slug,
  `authorize-${id}`,
  means,
  apply,
];

/** Adds other rules than the request asks for. */
function asking(change: (wanted: readonly Wanted[]) => readonly Wanted[]): Apply {
  return (b) =>
    changed(b, {
      authorizing: {
        outcome: (existing, wanted, call) => b.authorizing.outcome(existing, change(wanted), call),
      },
    });
}

const duplicates: readonly FaultRow[] = [
  duplicate(
    'standing',
    'duplicate-silent',
    'responds with success to an existing rule and adds nothing',
    authorizes.overlooked(isCode('InvalidPermission.Duplicate')),
  ),
  ...(
    [
      ['tcp', 'TCP', (rule: Rule) => rule.protocol === 'tcp' && isOfKind(rule, 'ipv4') && rule.fromPort === 443],
      ['udp', 'UDP', (rule: Rule) => rule.protocol === 'udp'],
      ['icmp', 'ICMP', (rule: Rule) => rule.protocol === 'icmp' && rule.fromPort === -1],
      ['all-traffic', 'all traffic', (rule: Rule) => rule.protocol === '-1'],
      ['group', 'a source group', (rule: Rule) => isOfKind(rule, 'group')],
      ['ipv6', 'an IPv6 range', (rule: Rule) => isOfKind(rule, 'ipv6') && rule.fromPort === 3306],
    ] as const
  ).map(([id, what, when]) =>
    duplicate(
      'standing',
      `duplicate-${id}`,
      `adds an existing rule of ${what} again`,
      addedTwice((rule) => when(rule)),
    ),
  ),
  duplicate(
    'standing-prefix-list',
    'duplicate-prefix-list',
    'adds an existing rule of a prefix list again',
    addedTwice((rule) => isOfKind(rule, 'prefix-list')),
  ),
  ...(
    [
      ['InvalidParameterValue', 'invalid-value'],
      ['InvalidGroup.Duplicate', 'group-code'],
      ['InvalidPermission.Malformed', 'malformed-code'],
    ] as const
  ).map(([code, id]) =>
    duplicate(
      'standing',
      `duplicate-${id}`,
      `refuses an existing rule with ${code}`,
      authorizes.refusedAs(code, isCode('InvalidPermission.Duplicate')),
    ),
  ),
  duplicate(
    'standing',
    'duplicate-conflict',
    'refuses an existing rule with the status 409',
    authorizes.refusedAs('InvalidPermission.Duplicate', isCode('InvalidPermission.Duplicate'), 409),
  ),
  duplicate('description-no-part', 'duplicate-described', 'adds a described rule again under no description', (b) =>
    duplicateByDescription(b, ({ existing: one, wanted }) => one !== undefined && wanted === undefined),
  ),
  duplicate(
    'description-no-part',
    'duplicate-otherwise-described',
    'adds a rule again under another description',
    (b) =>
      duplicateByDescription(
        b,
        ({ existing: one, wanted }) => one !== undefined && wanted !== undefined && one !== wanted,
      ),
  ),
  duplicate('description-no-part', 'duplicate-newly-described', 'adds a rule without description again with one', (b) =>
    duplicateByDescription(b, ({ existing: one, wanted }) => one === undefined && wanted !== undefined),
  ),
  duplicate(
    'canonical-ipv4',
    'duplicate-host-bits',
    'compares ranges with their host bits',
    addedTwice((rule, call) => isOfKind(rule, 'ipv4') && isOtherwiseSpelt(rule, rangesSent(call, 'ipv4'))),
  ),
  duplicate(
    'canonical-ipv4',
    'duplicate-of-everyone',
    'adds all addresses again under another address of length 0',
    addedTwice((rule, call) => prefixLengthOf(rule) === 0 && isOtherwiseSpelt(rule, rangesSent(call, 'ipv4'))),
  ),
  duplicate(
    'canonical-ipv6',
    'duplicate-ipv6-host-bits',
    'compares IPv6 ranges with their host bits',
    addedTwice((_, call) => rangesSent(call, 'ipv6').some((text) => /::7\/64$/.test(text))),
  ),
  duplicate(
    'ipv6-spellings',
    'duplicate-ipv6-case',
    'compares IPv6 ranges by their letters',
    addedTwice((_, call) => rangesSent(call, 'ipv6').some((text) => /[A-F]/.test(text))),
  ),
  duplicate(
    'ipv6-spellings',
    'duplicate-ipv6-in-full',
    'adds an IPv6 range again that is written in full',
    addedTwice((_, call) => rangesSent(call, 'ipv6').some((text) => !text.includes('::'))),
  ),
  ...['6', '17', '1'].map((number) =>
    duplicate(
      'protocol-spellings',
      `duplicate-protocol-${number}`,
      `adds an existing rule again under protocol ${number}`,
      addedTwice((_, call) => hasAnyPermission(({ IpProtocol }) => IpProtocol === number)(call)),
    ),
  ),
  duplicate(
    'ports-of-all-traffic',
    'duplicate-all-traffic-ports',
    'adds all traffic again where it is given with ports',
    addedTwice((_, call) =>
      hasAnyPermission(({ IpProtocol, FromPort }) => IpProtocol === '-1' && FromPort !== undefined)(call),
    ),
  ),
  duplicate(
    'own-account',
    'duplicate-own-account',
    'adds a source group again with the own account',
    addedTwice(({ source }) => source.kind === 'group' && source.userId !== undefined),
  ),
  duplicate('all-or-nothing', 'duplicate-skipped', 'adds the new one of two rules and ignores the existing one', (b) =>
    changed(b, {
      authorizing: {
        outcome: (existing, wanted, call) => {
          const outcome = b.authorizing.outcome(existing, wanted, call);
          if (outcome.kind === 'authorized' || wanted.length < 2) return outcome;
          if (outcome.code !== 'InvalidPermission.Duplicate') return outcome;
          return { kind: 'authorized', added: wanted.filter((rule) => rule !== outcome.rule) };
        },
      },
    }),
  ),
  duplicate('all-or-nothing', 'duplicate-after-first', 'adds the rules before an existing one and then refuses', (b) =>
    changed(b, {
      authorizing: {
        outcome: (existing, wanted, call) => {
          const outcome = b.authorizing.outcome(existing, wanted, call);
          if (outcome.kind === 'authorized' || outcome.code !== 'InvalidPermission.Duplicate') return outcome;
          const group = call.behaviour.lookup.requested(call);
          const direction = directionOfCall(call);
          const before = wanted.slice(0, wanted.indexOf(outcome.rule));
          const added = before.map((rule) => b.authorizing.stored(rule, group, direction, call));
          b.authorizing.commit({ group, direction, added }, call);
          return outcome;
        },
      },
    }),
  ),
];

const within: readonly FaultRow[] = [
  duplicate(
    'within-request',
    'repeated-silent',
    'responds with success to a rule twice in a request and adds nothing',
    (b) => authorizes.overlooked(({ message }) => message === b.errors.ruleRepeated().message)(b),
  ),
  duplicate(
    'within-request',
    'repeated-once',
    'adds a rule once that is twice in the request',
    asking((wanted) =>
      wanted.filter((rule, index) => wanted.findIndex((other) => ruleKey(other) === ruleKey(rule)) === index),
    ),
  ),
  duplicate(
    'within-request',
    'repeated-as-duplicate',
    'refuses a rule twice in a request with the code of an existing rule',
    (b) =>
      authorizes.refusedAs(
        'InvalidPermission.Duplicate',
        ({ message }) => message === b.errors.ruleRepeated().message,
      )(b),
  ),
  ...(
    [
      ['apart', 'that do not follow each other', 3],
      ['past-nine', 'of which one is the eleventh', 11],
    ] as const
  ).map(([id, what, most]) =>
    duplicate(
      'within-request',
      `repeated-${id}`,
      `adds both of two equal permissions ${what}`,
      asking((wanted) => {
        const last = wanted.at(-1);
        const before = wanted.slice(0, -1);
        const isRepeated = last !== undefined && before.some((rule) => ruleKey(rule) === ruleKey(last));
        return isRepeated && wanted.length === most ? before : wanted;
      }),
    ),
  ),
  duplicate(
    'within-request',
    'repeated-group',
    'adds a group once that is twice in a permission',
    asking((wanted) =>
      wanted.every((rule) => isOfKind(rule, 'group')) && new Set(wanted.map((rule) => ruleKey(rule))).size === 1
        ? wanted.slice(0, 1)
        : wanted,
    ),
  ),
];

function isOtherwiseSpelt(rule: Rule, sent: readonly string[]): boolean {
  return !sent.includes(rangeOf(rule));
}

function duplicateByDescription(
  b: Behaviour,
  when: (descriptions: { readonly existing: string | undefined; readonly wanted: string | undefined }) => boolean,
) {
  return addedTwice((rule, call) => {
    const group = call.behaviour.lookup.requested(call);
    const existingRule = [...group.ingress, ...group.egress].find((other) => ruleKey(other) === ruleKey(rule));
    return when({ existing: existingRule?.description, wanted: rule.description });
  })(b);
}

/** Servers that overlook rules that exist already or occur twice in a request, or refuse them in another way. */
export const authorizeDuplicateFaults: readonly Fault[] = faultsOf('authorize-duplicates', [...duplicates, ...within]);
