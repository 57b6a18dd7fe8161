/** Mutants that misread percent-encoding, numbers or the fields of a request. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Apply, Fault } from '../fault.ts';
import { replacingTested } from '../revoke-changes.ts';
import { isTestedRequest, rewritingForm, rewritingPairs, rewritingValues } from '../rewriting.ts';

function text(
  id: string,
  breaks: string,
  means: string,
  rewrite: (form: string) => string,
  also?: readonly string[],
): Fault {
  const apply: Apply = (b) => rewritingForm(b, rewrite);
  return also === undefined ? { id, breaks, means, apply } : { id, breaks, means, alsoBreaks: also, apply };
}

const percent = [
  text('parentheses-not-decoded', 'encoding/percent-encoded', 'leaves escapes of parentheses as they are', (form) =>
    form.replace(/%2([89])/g, '%252$1'),
  ),
  text(
    'lower-case-digits-not-decoded',
    'encoding/percent-hex-case',
    'decodes upper-case hexadecimal digits only',
    // A lower-case digit in either place.
    (form) => form.replace(/%([0-9A-F]?)(?=[a-f])/g, '%25$1'),
  ),
  text(
    'letters-not-decoded',
    'encoding/percent-unreserved',
    'leaves escapes of letters and digits in values as they are',
    (form) => form.replace(/=([^&]*)/g, (value) => value.replace(/%(3\d|[46][1-9A-F]|[57][0-9A])/gi, '%25$1')),
  ),
  text('names-not-decoded', 'encoding/percent-in-names', 'decodes values and leaves names as they are', (form) =>
    form.replace(/(^|&)[^=&]*/g, (name) => name.replaceAll('%', '%25')),
  ),
  text('literal-slash-ends-value', 'encoding/literal-reserved', 'ends a value at a slash that is not escaped', (form) =>
    form.replace(/\/[^&]*/g, ''),
  ),
  text('literal-colon-ends-value', 'encoding/literal-reserved', 'ends a value at a colon that is not escaped', (form) =>
    form.replace(/:[^&]*/g, ''),
  ),
  text('plus-kept', 'encoding/space-as-plus', 'reads a plus sign of a body as a plus sign', (form) =>
    form.replaceAll('+', '%2B'),
  ),
  text('plus-decoded-late', 'encoding/plus-encoded', 'reads %2B as a space', (form) => form.replace(/%2B/gi, '+')),
  text('ampersand-decoded-early', 'encoding/ampersand-encoded', 'takes %26 for the end of a value', (form) =>
    form.replaceAll('%26', '&'),
  ),
  text(
    'equals-decoded-early',
    'encoding/equals-encoded',
    'decodes equals signs first, and ends a value at the second',
    (form) => form.replace(/%3D/gi, '=').replace(/(=[^&=]*)=[^&]*/g, '$1'),
    // The sign itself and its escape are the same to a reader that decodes first.
    ['encoding/equals-literal'],
  ),
  text('second-equals-ends-value', 'encoding/equals-literal', 'ends a value at the second equals sign', (form) =>
    form.replace(/(=[^&=]*)=[^&]*/g, '$1'),
  ),
  text('last-equals-ends-name', 'encoding/equals-literal', 'ends a name at the last equals sign of a pair', (form) =>
    form.replace(/=(?=[^&]*=)/g, '%3D'),
  ),
  text('decoded-twice', 'encoding/decoded-once', 'decodes percent-encoding until there is none', (form) =>
    form.replaceAll('%25', '%'),
  ),
];

const rare: readonly Fault[] = [
  {
    id: 'escaped-hyphen-kept',
    breaks: 'encoding/any-spelling',
    means: 'leaves escapes of hyphens as they are',
    needsRareValues: true,
    apply: (b) => rewritingForm(b, (form) => form.replace(/%2D/gi, '%252D')),
  },
  {
    id: 'semicolon-ends-value',
    breaks: 'exact-match/description-equal',
    means: 'ends a value at a semicolon, escaped or not',
    needsRareValues: true,
    apply: (b) => rewritingForm(b, (form) => form.replace(/%3B[^&]*/g, '')),
  },
];

const urlSpaces: readonly Fault[] = [
  {
    id: 'space-in-url-not-decoded',
    breaks: 'encoding/space-as-percent-20',
    means: 'leaves %20 in the query of a GET as it is',
    apply: (b) =>
      changed(b, {
        reading: {
          forms: (request, choices) =>
            b.reading
              .forms(request, choices)
              .map((form) => (request.method === 'GET' ? form.replaceAll('%20', '%2520') : form)),
        },
      }),
  },
];

const nonAscii: readonly Fault[] = [
  {
    id: 'non-ascii-taken-for-done',
    breaks: 'encoding/non-ascii',
    means: 'responds with success to a revoke with non-ASCII text and does nothing',
    apply: replacingTested((call, revoke) =>
      call.pairs.some(([name, value]) => name === 'GroupName' && /[^ -~]/.test(value))
        ? { return: 'true' }
        : revoke(call),
    ),
  },
  {
    id: 'non-ascii-breaks-connection',
    // The text is read, and nothing is removed: only the status is wrong.
    breaks: 'response/no-server-error',
    means: 'fails with 500 on a name that is not ASCII',
    apply: (b) =>
      changed(b, {
        responding: {
          errorStatus: (refusal, arrival) =>
            isTestedRequest(arrival) && /GroupName=[^&]*%C3/i.test(arrival.request.body.toString())
              ? 500
              : b.responding.errorStatus(refusal, arrival),
        },
      }),
  },
];

const ports = /(^|\.)(FromPort|ToPort)$/;

const numbers: readonly Fault[] = [
  {
    id: 'zero-taken-for-one',
    breaks: 'exact-match/port-edges',
    means: 'counts ports from 1',
    apply: (b) =>
      rewritingPairs(b, (pairs) =>
        pairs.map(([name, value]) => [
          name,
          ports.test(name) && value === '0' && !pairs.some(([, other]) => other.startsWith('icmp')) ? '1' : value,
        ]),
      ),
  },
  {
    id: 'minus-one-taken-for-nothing',
    breaks: 'exact-match/icmp-all-types',
    means: 'takes a port of -1 for one left out',
    apply: (b) => rewritingValues(b, ports, (value) => (value === '-1' ? undefined : value)),
  },
  {
    id: 'minus-one-without-sign',
    breaks: 'exact-match/icmp-all-types',
    means: 'loses the sign of -1',
    // ICMPv6 has types and codes of -1 as well.
    alsoBreaks: ['exact-match/icmpv6'],
    apply: (b) => rewritingValues(b, ports, (value) => value.replace('-', '')),
  },
  {
    id: 'numbers-of-fifteen-bits',
    breaks: 'encoding/integer-largest',
    means: 'reads a port of 65535 as 32767',
    // The greatest port is also an edge of what is to match.
    alsoBreaks: ['exact-match/port-edges'],
    apply: (b) => rewritingValues(b, ports, (value) => (value === '65535' ? '32767' : value)),
  },
  {
    id: 'service-names-taken-for-ports',
    breaks: 'encoding/integer-words',
    means: 'reads names of services as their ports',
    apply: (b) => rewritingValues(b, ports, (value) => ({ https: '443', ssh: '22' })[value] ?? value),
  },
];

// A fault in reading a field also breaks the requirements on rules and errors that a request can express by this field only.
const fields: readonly Fault[] = [
  without('group-names-not-read', 'encoding/group-name', 'GroupName', /^GroupName$/, [
    'errors/group-name-outside-default-vpc',
  ]),
  without('rule-ids-not-read', 'encoding/rule-ids', 'SecurityGroupRuleId', /^SecurityGroupRuleId/),
  without('flat-fields-not-read', 'encoding/flat-fields', 'flat parameters', /^(IpProtocol|FromPort|ToPort|CidrIp)$/, [
    'errors/permissions-with-flat',
    'errors/cidr-malformed-flat',
    'errors/ipv6-in-cidr-ip',
    'errors/flat-cidr-with-source-group',
    'errors/source-group-with-protocol',
    'errors/source-group-with-ports',
  ]),
  without('ipv6-ranges-not-read', 'encoding/ipv6-ranges', 'Ipv6Ranges', /\.Ipv6Ranges\./, [
    'exact-match/icmpv6',
    'exact-match/ipv6-address',
    'exact-match/ipv6-prefix-length',
    'exact-match/description-absent',
    'exact-match/description-equal',
  ]),
  without('prefix-lists-not-read', 'exact-match/prefix-list', 'PrefixListIds', /\.PrefixListIds\./),
  without('groups-not-read', 'exact-match/group-source', 'Groups', /\.Groups\./, ['exact-match/self-source']),
  {
    id: 'user-id-unknown',
    breaks: 'exact-match/group-source-user-id',
    means: 'does not know the UserId of a source group',
    alsoBreaks: ['errors/user-id-malformed', 'errors/source-group-without-id'],
    apply: (b) => renaming(b, /\.UserId$/),
  },
  {
    id: 'description-unknown',
    breaks: 'exact-match/description-equal',
    means: 'does not know the Description of a range',
    apply: (b) => renaming(b, /\.Description$/),
  },
];

function without(id: string, breaks: string, what: string, names: RegExp, also: readonly string[] = []): Fault {
  return {
    id,
    breaks,
    alsoBreaks: also,
    means: `does not read ${what}`,
    apply: (b) => rewritingValues(b, names, () => undefined),
  };
}

/** Pairs of these names count as unknown ones. */
function renaming(b: Behaviour, names: RegExp): Behaviour {
  return rewritingPairs(b, (pairs) => pairs.map(([name, value]) => [names.test(name) ? `${name}?` : name, value]));
}

/** Servers that misread percent-encoding, numbers or the fields of a request. */
export const encodingTextFaults: readonly Fault[] = [
  ...percent,
  ...rare,
  ...urlSpaces,
  ...nonAscii,
  ...numbers,
  ...fields,
];
