/**
 * Correct clients whose interface is smaller or older than the model, or that answer an open question in another
 * way.
 */
import { membersAmong } from '../../client/case-forms.ts';
import { InexpressibleInput } from '../../client/reference-client/client.ts';
import { headerValue } from '../../wire/message.ts';
import { changingOutput, outputAlone, withoutMember } from './client-decoding.ts';
import { lenient } from './client-documents.ts';
import { value } from './client-encoding.ts';
import { changingRefusal } from './client-errors.ts';
import type { ClientChange, ClientVariant } from './client-fault.ts';

/** Says that it cannot express an input with one of these members. */
function unableToSend(...members: readonly string[]): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    pairs: (operation, input) => {
      const [unknown] = membersAmong(members, input);
      if (unknown !== undefined) throw new InexpressibleInput(`this client has no ${unknown}`);
      return behaviour.pairs(operation, input);
    },
  });
}

const nestedOnly = [
  'IpProtocol',
  'FromPort',
  'ToPort',
  'CidrIp',
  'SourceSecurityGroupName',
  'SourceSecurityGroupOwnerId',
];
const sinceThen = ['SecurityGroupRuleIds', 'IpPermissions.Ipv6Ranges', 'IpPermissions.PrefixListIds'];
const descriptions = ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'UserIdGroupPairs'].map(
  (list) => `IpPermissions.${list}.Description`,
);

const flatNames: Readonly<Record<string, string>> = {
  IpProtocol: 'IpPermissions.1.IpProtocol',
  FromPort: 'IpPermissions.1.FromPort',
  ToPort: 'IpPermissions.1.ToPort',
  CidrIp: 'IpPermissions.1.IpRanges.1.CidrIp',
};

const flatAsPermission: ClientChange = (behaviour) => ({
  ...behaviour,
  pairs: (operation, input) => behaviour.pairs(operation, input).map(([name, text]) => [flatNames[name] ?? name, text]),
});

/**
 * Correct clients whose interface is smaller or older than the model, or that answer an open question in another
 * way.
 */
export const interfaceVariants: readonly ClientVariant[] = [
  {
    id: 'no-rule-ids',
    means: 'says that it cannot express ids of rules, as clients from before 2021',
    apply: unableToSend('SecurityGroupRuleIds'),
  },
  {
    id: 'no-rule-ids-declared',
    means: 'declares that it lacks ids of rules and the list of revoked ones',
    lacks: ['SecurityGroupRuleIds', 'RevokedSecurityGroupRules'],
    apply: changingOutput(withoutMember('RevokedSecurityGroupRules')),
  },
  {
    id: 'model-of-2016',
    means: 'cannot express ids of rules, IPv6, prefix lists and descriptions',
    lacks: ['RevokedSecurityGroupRules'],
    apply: (behaviour) =>
      changingOutput(withoutMember('RevokedSecurityGroupRules'))(
        unableToSend(...sinceThen, ...descriptions)(behaviour),
      ),
  },
  {
    id: 'nested-interface',
    means: 'has permissions and no flat rule',
    apply: unableToSend(...nestedOnly),
  },
  {
    id: 'flat-interface',
    means: 'has one flat rule and no permissions',
    apply: unableToSend('IpPermissions', 'SecurityGroupRuleIds'),
  },
  {
    id: 'groups-by-name',
    means: 'names groups by their names only',
    apply: unableToSend('GroupId', 'IpPermissions.UserIdGroupPairs.GroupId'),
  },
  {
    id: 'rule-ids-only',
    means: 'has ids of rules and nothing else',
    apply: unableToSend('IpPermissions', ...nestedOnly),
  },
  { id: 'no-dry-run', means: 'has no DryRun', apply: unableToSend('DryRun') },
  { id: 'no-descriptions', means: 'has no descriptions', apply: unableToSend(...descriptions) },
  { id: 'flat-sent-as-permission', means: 'sends a flat rule as a permission', apply: flatAsPermission },
  {
    id: 'dry-run-false-left-out',
    means: 'leaves out a DryRun of false',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) =>
        behaviour.pairs(operation, input).filter(([name, text]) => name !== 'DryRun' || text !== 'false'),
    }),
  },
  { id: 'version-of-2014', means: 'names the version of October 2014', apply: value(/^Version$/, () => '2014-10-01') },
  {
    id: 'version-of-2016',
    means: 'names the version of September 2016',
    apply: value(/^Version$/, () => '2016-09-15'),
  },
  {
    id: 'empty-success-taken',
    means: 'takes a 200 without a body for a success without members',
    apply: (behaviour) => lenient(behaviour, ({ body }) => body.length === 0),
  },
  {
    id: 'broken-success-again',
    means: 'sends a request again whose success is no document',
    apply: (behaviour) => ({
      ...behaviour,
      document: (response, operation) =>
        response.status === 200 && response.body.length === 0
          ? behaviour.document({ ...response, body: Buffer.from('<x/>') }, operation)
          : behaviour.document(response, operation),
      isSuccess: (response) => behaviour.isSuccess(response) && response.body.length > 0,
      tryAgain: (response, outcome, tries) =>
        behaviour.tryAgain(response, outcome, tries) ||
        (response.status === 200 && response.body.length === 0 && tries < 3),
    }),
  },
  {
    id: 'forty-tries',
    means: 'tries forty times as long as it is throttled',
    apply: (behaviour) => ({
      ...behaviour,
      tryAgain: (response, outcome, tries) =>
        behaviour.tryAgain(response, outcome, tries) ||
        (response.status === 503 && response.body.length > 0 && tries < 40),
    }),
  },
  {
    id: 'strict-namespace',
    means: 'fails at a namespace that EC2 does not send',
    apply: (behaviour) => ({
      ...behaviour,
      document: (response, operation) => {
        if (/2016-11-15"/.test(String(response.body))) throw new TypeError('another namespace');
        return behaviour.document(response, operation);
      },
    }),
  },
  {
    id: 'crash-with-status',
    means: 'fails by itself at a body of an error that it cannot parse, and reports the status',
    apply: changingRefusal((error, { status, body }) =>
      /<Response>.*<\/Response>/s.test(String(body)) ? error : { kind: 'clientError', message: 'no XML', status },
    ),
  },
  {
    id: 'code-alone',
    means: 'reports the code of an error and nothing else',
    lacks: ['message', 'status', 'requestId'],
    apply: (behaviour) =>
      outputAlone(
        changingRefusal(({ code }) => ({ kind: 'serviceError', ...(code === undefined ? {} : { code }) }))(behaviour),
      ),
  },
  {
    id: 'success-alone',
    means: 'reports that a call succeeded and nothing of its output',
    lacks: ['Return', 'UnknownIpPermissions', 'RevokedSecurityGroupRules'],
    apply: changingOutput((given) => {
      if (given['Return'] === false) throw new Error('the service says false');
      return {};
    }),
  },
  {
    id: 'descriptions-not-read',
    means: 'has a model without descriptions of revoked rules',
    lacks: ['RevokedSecurityGroupRules.Description'],
    apply: changingOutput((given) => {
      const items = given['RevokedSecurityGroupRules'];
      return Array.isArray(items)
        ? { ...given, RevokedSecurityGroupRules: items.map(withoutMember('Description')) }
        : given;
    }),
  },
  {
    id: 'attempt-in-the-header',
    means: 'reports the number of its try in a field of its own',
    apply: (behaviour) => {
      let calls = 0;
      return {
        ...behaviour,
        leave: (request) => {
          calls += 1;
          return { ...request, headers: [...request.headers, ['amz-sdk-request', `attempt=${calls}`]] };
        },
      };
    },
  },
  {
    id: 'content-type-of-page-told',
    means: 'reports an error without a code by its media type',
    apply: changingRefusal((error, { headers, body }) =>
      /<Code>/.test(String(body)) ? error : { ...error, message: headerValue(headers, 'content-type') ?? 'nothing' },
    ),
  },
];
