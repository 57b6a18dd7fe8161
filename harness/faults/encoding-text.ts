/** Mutants that misread percent-encoding, numbers or the fields of a request. */
import { changed } from '../reference/behaviour.ts';
import type { Fault } from './fault.ts';
import type { Apply } from './revoke-changes.ts';
import { isRevokeRequest, rewritingForm, rewritingPairs, rewritingValues } from './rewriting.ts';

function text(
  id: string,
  breaks: string,
  means: string,
  rewrite: (form: string) => string,
  also?: readonly string[],
): Fault {
  const apply: Apply = (b) => rewritingForm(b, rewrite);
  return also === undefined ? { id, breaks, means, apply } : { id, breaks, means, also, apply };
}

const percent = [
  text('parentheses-not-decoded', 'encoding/percent-encoded', 'leaves escapes of parentheses as they are', (form) =>
    form.replace(/%2([89])/g, '%252$1'),
  ),
  text(
    'lower-case-digits-not-decoded',
    'encoding/percent-hex-case',
    'decodes upper-case hexadecimal digits only',
    (form) => form.replace(/%([0-9A-F]?)(?=[a-f])/g, '%25$1'),
  ),
  text(
    'letters-not-decoded',
    'encoding/percent-unreserved',
    'leaves escapes of letters and digits as they are',
    (form) => form.replace(/=([^&]*)/g, (value) => value.replace(/%(3\d|[4-7][1-9A-F])/g, '%25$1')),
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

const places: readonly Fault[] = [
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
  {
    id: 'non-ascii-taken-for-done',
    breaks: 'encoding/non-ascii',
    means: 'answers success to a revoke with non-ASCII text and does nothing',
    apply: (b) =>
      changed(b, {
        operations: {
          RevokeSecurityGroupIngress: (call) =>
            call.pairs.some(([name, value]) => name === 'GroupName' && /[^ -~]/.test(value))
              ? { return: 'true' }
              : b.operations.RevokeSecurityGroupIngress(call),
        },
      }),
  },
  {
    id: 'non-ascii-breaks-connection',
    breaks: 'encoding/non-ascii',
    means: 'fails with 500 on a name that is not ASCII',
    apply: (b) =>
      changed(b, {
        answering: {
          errorStatus: (refusal, arrival) =>
            isRevokeRequest(arrival) && /GroupName=[^&]*%C3/i.test(arrival.request.body.toString())
              ? 500
              : b.answering.errorStatus(refusal, arrival),
        },
      }),
    // The request is sound, whatever its text; a server error answers it nonetheless.
    also: ['response/no-server-error'],
  },
];

const ports = /(^|\.)(FromPort|ToPort)$/;

const numbers: readonly Fault[] = [
  {
    id: 'zero-taken-for-nothing',
    breaks: 'encoding/integer-zero',
    means: 'takes a port of 0 for one left out',
    apply: (b) => rewritingValues(b, ports, (value) => (value === '0' ? undefined : value)),
  },
  {
    id: 'minus-one-taken-for-nothing',
    breaks: 'encoding/integer-minus-one',
    means: 'takes a port of -1 for one left out',
    apply: (b) => rewritingValues(b, ports, (value) => (value === '-1' ? undefined : value)),
  },
  {
    id: 'minus-one-without-sign',
    breaks: 'encoding/integer-minus-one',
    means: 'loses the sign of -1',
    apply: (b) => rewritingValues(b, ports, (value) => value.replace('-', '')),
  },
  {
    id: 'numbers-of-fifteen-bits',
    breaks: 'encoding/integer-largest',
    means: 'reads a port of 65535 as 32767',
    apply: (b) => rewritingValues(b, ports, (value) => (value === '65535' ? '32767' : value)),
  },
  {
    id: 'service-names-taken-for-ports',
    breaks: 'encoding/integer-words',
    means: 'reads names of services as their ports',
    apply: (b) => rewritingValues(b, ports, (value) => ({ https: '443', ssh: '22' })[value] ?? value),
  },
];

const fields: readonly Fault[] = [
  without('group-names-not-read', 'encoding/group-name', 'GroupName', /^GroupName$/),
  without('rule-ids-not-read', 'encoding/rule-ids', 'SecurityGroupRuleId', /^SecurityGroupRuleId/),
  without('flat-fields-not-read', 'encoding/flat-fields', 'flat parameters', /^(IpProtocol|FromPort|ToPort|CidrIp)$/),
  without('ipv6-ranges-not-read', 'encoding/ipv6-ranges', 'Ipv6Ranges', /\.Ipv6Ranges\./),
  without('prefix-lists-not-read', 'encoding/prefix-list-ids', 'PrefixListIds', /\.PrefixListIds\./),
  without('groups-not-read', 'encoding/groups', 'Groups', /\.Groups\./),
  {
    id: 'user-id-unknown',
    breaks: 'encoding/groups-user-id',
    means: 'does not know the UserId of a source group',
    apply: (b) => renaming(b, /\.UserId$/),
  },
  {
    id: 'description-unknown',
    breaks: 'encoding/range-description',
    means: 'does not know the Description of a range',
    apply: (b) => renaming(b, /\.Description$/),
  },
];

function without(id: string, breaks: string, what: string, names: RegExp): Fault {
  return { id, breaks, means: `does not read ${what}`, apply: (b) => rewritingValues(b, names, () => undefined) };
}

const renaming = (b: Parameters<Apply>[0], names: RegExp) =>
  rewritingPairs(b, (pairs) => pairs.map(([name, value]) => [names.test(name) ? `${name}?` : name, value]));

export const encodingTextFaults: readonly Fault[] = [...percent, ...places, ...numbers, ...fields];
