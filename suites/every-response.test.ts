/** Each single defect of a response fails its own requirement and no other. */
import { describe, expect, test } from 'vitest';
import {
  refusalXml,
  type SampleResponse,
  sampleResponse,
  success,
  webItem,
} from '../test-support/wire/response-sample.ts';
import { register } from './requirements/register.ts';
import { generalChecks } from './revoke-ingress/general-checks.ts';

/** Requirements that a response fails; those that depend on a failed one are blocked and left out. */
function failures(sample: SampleResponse, removed?: Parameters<typeof sampleResponse>[1]): readonly string[] {
  const subject = sampleResponse(sample, removed);
  const failed = generalChecks
    .filter((invariant) => invariant.applies(subject) && invariant.judge(subject).length > 0)
    .map(({ requirement }) => requirement);
  return failed.filter((id) => !register.get(id).dependsOn.some((other) => failed.includes(other)));
}

const good = success(webItem);
const page = '<html><head><title>Error</title></head><body/></html>';

describe('every response', () => {
  test('is judged by requirements of the register', () => {
    expect(generalChecks.map(({ requirement }) => register.find(requirement)?.topic)).toEqual(
      generalChecks.map(() => 'response'),
    );
  });

  test.each<[string, SampleResponse]>([
    ['a success with the final slash', { xml: good }],
    ['a success without the final slash', { xml: good.replace('2016-11-15/', '2016-11-15') }],
    [
      'a success behind a prefix',
      { xml: good.replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1e:').replace('xmlns=', 'xmlns:e=') },
    ],
    [
      'members in another order, indented',
      {
        xml: good.replace('<isEgress>false</isEgress>', '').replace('</item>', '\n<isEgress> false </isEgress></item>'),
      },
    ],
    ['an empty unknownIpPermissionSet', { xml: success(webItem, '<unknownIpPermissionSet/>') }],
    [
      'more elements and headers',
      {
        xml: success(webItem.replace('</item>', '<tagSet/></item>'), '<more/>'),
        headers: [
          ['content-type', 'text/xml'],
          ['server', 'x'],
        ],
      },
    ],
    ['an error', { xml: refusalXml, status: 400 }],
    ['an error without Content-Type', { xml: refusalXml, status: 400, headers: [] }],
    ['throttling', { xml: refusalXml.replace('InvalidPermission.NotFound', 'RequestLimitExceeded'), status: 503 }],
  ])('conforms when it is %s', (_, sample) => {
    const removed = sample.status === undefined ? undefined : [];

    expect(failures(sample, removed)).toEqual([]);
  });

  test.each<[string, SampleResponse]>([
    ['well-formed', { xml: good.replace('</return>', '') }],
    ['well-formed', { xml: '' }],
    ['well-formed', { xml: '{"return": true}' }],
    ['well-formed', { xml: `<!DOCTYPE x>${good.slice(good.indexOf('<Revoke'))}` }],
    ['declared-encoding', { xml: Buffer.from(success(webItem.replace('tcp', 'tcp\u00e9')), 'latin1') }],
    [
      'success-root',
      { xml: good.replaceAll('RevokeSecurityGroupIngressResponse', 'RevokeSecurityGroupIngressResult') },
    ],
    ['success-root', { xml: page }],
    ['success-status', { xml: good, status: 201 }],
    ['namespace', { xml: good.replace(/ xmlns="[^"]*"/, '') }],
    ['namespace', { xml: good.replace('2016-11-15/', '2014-10-01/') }],
    ['content-type', { xml: good, headers: [['Content-Type', 'application/json']] }],
    ['return', { xml: good.replace('<return>true</return>', '') }],
    ['return', { xml: good.replace('<return>true</return>', '<return>false</return>') }],
    ['booleans', { xml: good.replace('<return>true</return>', '<return>True</return>') }],
    ['booleans', { xml: good.replace('<isEgress>false', '<isEgress>FALSE') }],
    ['request-id', { xml: good.replace(/<requestId>.*<\/requestId>/, '') }],
    ['request-id', { xml: good.replaceAll('requestId>', 'RequestId>') }],
    ['request-id-form', { xml: good.replace('59dbff89-', '') }],
    [
      'request-id-header',
      {
        xml: good,
        headers: [
          ['Content-Type', 'text/xml'],
          ['x-amzn-RequestId', 'other'],
        ],
      },
    ],
    ['revoked-listed', { xml: good.replace(webItem, '') }],
    ['revoked-listed', { xml: good.replace(/<revokedSecurityGroupRuleSet>.*<\/revokedSecurityGroupRuleSet>/s, '') }],
    ['revoked-only', { xml: success(webItem + webItem) }],
    ['revoked-rule-id', { xml: good.replace('sgr-0aaaaaaaaaaaaaaa1', 'sgr-7') }],
    ['revoked-group-id', { xml: good.replace('<groupId>sg-0bbbbbbbbbbbbbbb1</groupId>', '') }],
    ['revoked-is-egress', { xml: good.replace('<isEgress>false</isEgress>', '') }],
    ['revoked-protocol', { xml: good.replace('<ipProtocol>tcp', '<ipProtocol>6') }],
    ['revoked-ports', { xml: good.replace('<fromPort>443</fromPort>', '') }],
    ['revoked-source', { xml: good.replace('192.0.2.0/24', '192.0.2.1/24') }],
    ['revoked-source', { xml: good.replace('</item>', '<cidrIpv6/></item>') }],
    ['revoked-description', { xml: good.replace('</item>', '<description/></item>') }],
    ['item-names', { xml: good.replaceAll('item>', 'member>') }],
    [
      'nothing-unknown',
      {
        xml: success(
          webItem,
          '<unknownIpPermissionSet><item><ipProtocol>tcp</ipProtocol></item></unknownIpPermissionSet>',
        ),
      },
    ],
  ])('fails only response/%s', (slug, sample) => {
    expect(failures(sample)).toEqual([`response/${slug}`]);
  });

  test.each<[string, SampleResponse]>([
    ['well-formed', { xml: refusalXml.replace('in this', 'in <this'), status: 400 }],
    ['no-server-error', { xml: refusalXml, status: 500 }],
    ['no-server-error', { xml: '<h1>Internal Server Error<hr>', status: 500 }],
    ['error-status', { xml: refusalXml, status: 200 }],
    ['error-envelope', { xml: refusalXml.replace(/<\/?Errors>/g, ''), status: 400 }],
    ['error-envelope', { xml: refusalXml.replace(/<Message>.*<\/Message>/, ''), status: 400 }],
    ['error-envelope', { xml: page, status: 404 }],
    ['error-request-id', { xml: refusalXml.replaceAll('RequestID', 'RequestId'), status: 400 }],
    ['error-request-id', { xml: refusalXml.replace(/<RequestID>.*<\/RequestID>/, '<RequestID/>'), status: 400 }],
    ['error-code-bare', { xml: refusalXml.replace('InvalidP', 'Client.InvalidP'), status: 400 }],
    ['error-namespace', { xml: refusalXml.replace('<Response>', '<Response xmlns="urn:x">'), status: 400 }],
    ['error-content-type', { xml: refusalXml, status: 400, headers: [['Content-Type', 'text/plain']] }],
  ])('fails, as an error, only response/%s', (slug, sample) => {
    expect(failures(sample, [])).toEqual([`response/${slug}`]);
  });

  test('fails only response/unknown-shape when an unknown item is no permission', () => {
    const unknown = '<unknownIpPermissionSet><item><cidrIp>192.0.2.0/24</cidrIp></item></unknownIpPermissionSet>';

    expect(failures({ xml: success('', unknown) }, [])).toEqual(['response/unknown-shape']);
  });

  test.each([
    ['an older version', 'Version=2014-10-01'],
    ['stray percent signs', 'Version=2016-11-15&GroupId=%zz'],
  ])('is not judged when it answers %s', (_, body) => {
    const { exchange, ...rest } = sampleResponse({ xml: page, status: 500 });
    const subject = { ...rest, exchange: { ...exchange, request: { ...exchange.request, body: Buffer.from(body) } } };

    expect(generalChecks.filter((invariant) => invariant.applies(subject))).toEqual([]);
  });
});
