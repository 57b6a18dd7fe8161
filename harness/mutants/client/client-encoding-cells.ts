/** Clients that write one member, one element or one length of a request wrongly, and all others right. */
import { percentEncode } from '../../wire/query.ts';
import { drop, eachPair, rename, value } from './client-encoding.ts';
import { encodesValues } from './client-encoding-text.ts';
import type { ClientChange, ClientFault } from './client-fault.ts';

/** The form cut after this many characters, at the end of a parameter. */
function cutAt(most: number): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    form: (pairs) => {
      const text = behaviour.form(pairs);
      return text.length <= most ? text : text.slice(0, text.lastIndexOf('&', most));
    },
  });
}

/** Host as the client believes that it is, sent and signed. */
function host(change: (host: string) => string): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    request: (form, settings) => {
      const request = behaviour.request(form, settings);
      const headers = request.headers.map(([name, text]) => [name, name === 'Host' ? change(text) : text] as const);
      return { ...request, headers };
    },
  });
}

/** The values of these parameters, changed before they are encoded. */
const texts = (change: (text: string) => string): ClientChange => value(/\.Description$|^GroupName$/, change);

/** Clients that write one member, one element or one length of a request wrongly, and all others right. */
export const encodingCellFaults: readonly ClientFault[] = [
  {
    id: 'host-without-the-port-used',
    breaks: 'client-encoding/host',
    means: 'sends and signs a Host without the port that it connects to',
    apply: host((text) => text.replace(/:\d+$/, '')),
  },
  {
    id: 'host-of-aws',
    breaks: 'client-encoding/host',
    means: 'sends and signs the host name of AWS whatever its endpoint is',
    apply: host(() => 'ec2.us-east-1.amazonaws.com'),
  },
  {
    id: 'descriptions-dropped',
    breaks: 'encoding/range-description',
    means: 'does not send any description',
    apply: drop(/\.Description$/),
  },
  {
    id: 'ipv4-descriptions-dropped',
    breaks: 'encoding/range-description',
    means: 'does not send the descriptions of IPv4 sources',
    apply: drop(/\.IpRanges\.\d+\.Description$/),
  },
  {
    id: 'ipv6-descriptions-dropped',
    breaks: 'encoding/range-description',
    means: 'does not send the descriptions of IPv6 sources',
    apply: drop(/\.Ipv6Ranges\.\d+\.Description$/),
  },
  {
    id: 'prefix-list-descriptions-dropped',
    breaks: 'encoding/range-description',
    means: 'does not send the descriptions of prefix lists',
    apply: drop(/\.PrefixListIds\.\d+\.Description$/),
  },
  {
    id: 'body-cut-at-4096',
    breaks: 'client-encoding/long-request',
    means: 'sends no more than the first 4096 bytes of a request',
    apply: cutAt(4096),
  },
  {
    id: 'body-cut-at-16384',
    breaks: 'client-encoding/long-request',
    means: 'sends no more than the first 16384 bytes of a request',
    apply: cutAt(16384),
  },
  {
    id: 'to-port-as-from-port',
    breaks: 'encoding/permission-fields',
    means: 'sends the first port of a permission for its last one',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => {
        const pairs = behaviour.pairs(operation, input);
        return pairs.map(([name, text]) => {
          const [, permission] = /^(IpPermissions\.\d+)\.ToPort$/.exec(name) ?? [];
          return [name, pairs.find(([other]) => other === `${permission}.FromPort`)?.[1] ?? text];
        });
      },
    }),
  },
  {
    id: 'flat-to-port-dropped',
    breaks: 'encoding/flat-fields',
    means: 'does not send ToPort of a flat rule',
    apply: drop(/^ToPort$/),
  },
  {
    id: 'flat-cidr-dropped',
    breaks: 'encoding/flat-fields',
    means: 'does not send CidrIp of a flat rule',
    apply: drop(/^CidrIp$/),
  },
  {
    id: 'flat-protocol-in-capitals',
    breaks: 'encoding/flat-fields',
    means: 'sends IpProtocol of a flat rule in capitals',
    apply: value(/^IpProtocol$/, (text) => text.toUpperCase()),
  },
  {
    id: 'group-name-dropped',
    breaks: 'encoding/group-name',
    means: 'does not send GroupName',
    apply: drop(/^GroupName$/),
  },
  {
    id: 'group-id-dropped',
    breaks: 'encoding/group-id',
    means: 'does not send GroupId',
    apply: drop(/^GroupId$/),
  },
  {
    id: 'group-id-as-group-name',
    breaks: 'encoding/group-id',
    means: 'sends GroupId under the name of GroupName',
    apply: rename(/^GroupId$/, 'GroupName'),
  },
  {
    id: 'rule-ids-dropped',
    breaks: 'encoding/rule-ids',
    means: 'does not send ids of rules',
    apply: drop(/^SecurityGroupRuleId\./),
  },
  {
    id: 'first-rule-id-only',
    breaks: 'encoding/rule-ids',
    means: 'sends the first id of a rule only',
    apply: drop(/^SecurityGroupRuleId\.([2-9]|\d\d+)$/),
  },
  {
    id: 'tenth-rule-id-dropped',
    breaks: 'encoding/list-past-nine',
    alsoBreaks: ['encoding/list-of-sixty'],
    means: 'sends no more than nine ids of rules',
    apply: drop(/^SecurityGroupRuleId\.\d\d+$/),
  },
  {
    id: 'first-range-only',
    breaks: 'encoding/ip-ranges',
    alsoBreaks: ['encoding/nested-list'],
    means: 'sends the first IPv4 source of a permission only',
    apply: drop(/\.IpRanges\.([2-9]|\d\d+)\./),
  },
  {
    id: 'first-permission-only',
    breaks: 'encoding/permission-list',
    alsoBreaks: ['encoding/nested-list'],
    means: 'sends the first permission only',
    apply: drop(/^IpPermissions\.([2-9]|\d\d+)\./),
  },
  {
    id: 'source-account-dropped',
    breaks: 'encoding/groups-user-id',
    means: 'does not send the account of a source group',
    apply: drop(/\.UserId$/),
  },
  {
    id: 'source-vpc-dropped',
    breaks: 'client-encoding/source-group-fields',
    means: 'does not send the VPC of a source group',
    apply: drop(/\.VpcId$/),
  },
  {
    id: 'source-name-dropped',
    breaks: 'client-encoding/source-security-group',
    means: 'does not send SourceSecurityGroupName',
    apply: drop(/^SourceSecurityGroupName$/),
  },
  {
    id: 'flat-zero-dropped',
    breaks: 'encoding/integer-zero',
    means: 'takes 0 in a flat rule for no value',
    apply: eachPair((pair) => (pair[1] === '0' && /^(From|To)Port$/.test(pair[0]) ? [] : [pair])),
  },
  {
    id: 'flat-minus-one-dropped',
    breaks: 'encoding/integer-minus-one',
    means: 'takes -1 in a flat rule for no value',
    apply: eachPair((pair) => (pair[1] === '-1' && /^(From|To)Port$/.test(pair[0]) ? [] : [pair])),
  },
  {
    id: 'dry-run-as-number',
    breaks: 'client-encoding/dry-run',
    means: 'sends DryRun as 1',
    apply: value(/^DryRun$/, (text) => (text === 'true' ? '1' : text)),
  },
  {
    id: 'dry-run-always-true',
    breaks: 'client-encoding/dry-run',
    means: 'sends DryRun=true for false',
    apply: value(/^DryRun$/, () => 'true'),
  },
  {
    id: 'version-of-the-future',
    breaks: 'encoding/version-sent',
    means: 'sends a version that there has not been',
    apply: value(/^Version$/, () => '2026-01-01'),
  },
  {
    id: 'version-with-time',
    breaks: 'encoding/version-sent',
    means: 'sends its version with a time',
    apply: value(/^Version$/, (text) => `${text}T00:00:00Z`),
  },
  {
    id: 'group-name-trimmed',
    breaks: 'client-encoding/white-space',
    means: 'cuts off the spaces at the ends of a group name',
    apply: value(/^GroupName$/, (text) => text.trim()),
  },
  {
    id: 'leading-space-dropped',
    breaks: 'client-encoding/white-space',
    means: 'cuts off the spaces at the beginning of a text',
    apply: texts((text) => text.trimStart()),
  },
  {
    id: 'letters-beyond-16-bits-dropped',
    breaks: 'encoding/non-ascii',
    means: 'drops characters beyond the first 65536',
    apply: texts((text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, '')),
  },
  {
    id: 'marks-composed',
    breaks: 'encoding/non-ascii',
    means: 'joins a letter and its combining mark into one character',
    apply: texts((text) => text.normalize('NFC')),
  },
  {
    id: 'markup-escaped',
    breaks: 'client-encoding/text-is-text',
    alsoBreaks: ['client-encoding/hard-characters'],
    means: 'escapes markup in a text',
    apply: texts((text) => text.replaceAll('<', '&lt;')),
  },
  {
    id: 'null-dropped',
    breaks: 'client-encoding/text-is-text',
    means: 'takes the text null for no value',
    apply: eachPair((pair) => (pair[1] === 'null' ? [] : [pair])),
  },
  {
    id: 'none-dropped',
    breaks: 'client-encoding/text-is-text',
    means: 'takes the text None for no value',
    apply: eachPair((pair) => (pair[1] === 'None' ? [] : [pair])),
  },
  {
    id: 'exponent-as-number',
    breaks: 'client-encoding/text-is-text',
    means: 'sends the text 1e3 as a number',
    apply: texts((text) => (/^\de\d$/.test(text) ? String(Number(text)) : text)),
  },
  {
    id: 'group-name-as-number',
    breaks: 'client-encoding/text-is-text',
    means: 'sends a group name of digits as a number',
    apply: value(/^GroupName$/, (text) => (/^\d+$/.test(text) ? String(Number(text)) : text)),
  },
  {
    id: 'descriptions-cut-at-200',
    breaks: 'client-encoding/text-is-text',
    means: 'sends no more than 200 characters of a description',
    apply: texts((text) => text.slice(0, 200)),
  },
  {
    id: 'plus-of-group-name-not-encoded',
    breaks: 'encoding/plus-encoded',
    means: 'sends a plus sign of a group name as it is',
    apply: (behaviour) => ({
      ...behaviour,
      form: (pairs) =>
        pairs
          .map(([name, text]) => {
            const encoded = percentEncode(text);
            return `${percentEncode(name)}=${name === 'GroupName' ? encoded.replaceAll('%2B', '+') : encoded}`;
          })
          .join('&'),
    }),
  },
  {
    id: 'hash-ends-the-value',
    breaks: 'encoding/percent-encoded',
    means: 'cuts a value at its number sign',
    apply: encodesValues((text) => percentEncode(text.replace(/#.*/s, ''))),
  },
  {
    id: 'brackets-dropped',
    breaks: 'client-encoding/hard-characters',
    means: 'drops brackets and braces from a text',
    apply: texts((text) => text.replace(/[[\]{}]/g, '')),
  },
  {
    id: 'backslash-doubled',
    breaks: 'client-encoding/hard-characters',
    means: 'doubles a backslash',
    apply: texts((text) => text.replaceAll('\\', '\\\\')),
  },
  {
    id: 'tilde-dropped',
    breaks: 'encoding/percent-encoded',
    means: 'loses the tilde',
    apply: encodesValues((text) => percentEncode(text.replaceAll('~', ''))),
  },
  {
    id: 'equals-ends-the-value',
    breaks: 'encoding/equals-encoded',
    alsoBreaks: ['encoding/ampersand-encoded', 'client-encoding/text-is-text'],
    means: 'cuts a value at its equals sign',
    apply: encodesValues((text) => percentEncode(text.replace(/=.*/s, ''))),
  },
];
