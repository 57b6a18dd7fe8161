/** Faults in what reads return: root, names, lists and values, for one action, one group of actions or one type. */
import { changed } from '../../reference/behaviour.ts';
import type { Apply } from '../fault.ts';
import { both } from '../rewriting.ts';
import { type ActionPattern, rewriteResponse, rewriteSuccess, type SweepFault, withFoundElements } from './changes.ts';

const reads = [
  'DescribeVolumes',
  'DescribeVpcs',
  'DescribeSecurityGroups',
  'DescribeImages',
  'GetIpamPoolCidrs',
  'DescribeManagedPrefixLists',
];

/** What a read finds is put into its response as text. */
function fault(breaks: string, id: string, means: string, apply: Apply): SweepFault {
  return { id, breaks, means, on: reads, apply };
}

/** `<name>from</name>` becomes `<name>to</name>`, whatever was there. */
function value(pattern: ActionPattern, name: string, text: string): Apply {
  return rewriteSuccess(pattern, (xml) =>
    xml.replace(new RegExp(`<${name}>[^<]*</${name}>`, 'g'), `<${name}>${text}</${name}>`),
  );
}

function renamed(pattern: ActionPattern, from: string, to: string): Apply {
  return rewriteSuccess(pattern, (xml) => xml.replaceAll(new RegExp(`(</?)${from}(?=[ />])`, 'g'), `$1${to}`));
}

/** A volume as EC2 shows one, with some of its members changed. */
function volume(members: Readonly<Record<string, string>>): Apply {
  return withFoundElements(/^DescribeVolumes$/, ({ input }) => ({
    volumeSet:
      input['VolumeId'] === undefined
        ? [
            {
              volumeId: 'vol-0123456789abcdef0',
              size: '8',
              createTime: '2026-01-31T12:00:00.000Z',
              encrypted: 'false',
              ...members,
            },
          ]
        : [],
  }));
}

/** Faults in what reads return: root, names, lists and values, for one action, one group of actions or one type. */
export const sweepDocumentFaults: readonly SweepFault[] = [
  fault(
    'read/root',
    'root-of-other-action',
    'names the root of DescribeVolumes for another action',
    renamed(/^DescribeVolumes$/, 'DescribeVolumesResponse', 'DescribeVolumeStatusResponse'),
  ),
  fault(
    'read/root',
    'root-without-response',
    'leaves Response out of the root in IPAM',
    renamed(/Ipam/, 'GetIpamPoolCidrsResponse', 'GetIpamPoolCidrs'),
  ),
  fault(
    'read/root',
    'root-in-lower-case',
    'begins the root of DescribeVpcs with a small letter',
    renamed(/^DescribeVpcs$/, 'DescribeVpcsResponse', 'describeVpcsResponse'),
  ),
  fault(
    'read/namespace',
    'namespace-of-old-version',
    'answers reads of images in the namespace of an old version',
    rewriteSuccess(/Images$/, (xml) => xml.replace('2016-11-15', '2014-10-01')),
  ),
  fault(
    'read/namespace',
    'no-namespace',
    'answers every Get action without a namespace',
    rewriteSuccess(/^Get/, (xml) => xml.replace(/ xmlns="[^"]*"/, '')),
  ),
  fault(
    'read/namespace',
    'namespace-of-other-host',
    'answers in the namespace of another service',
    rewriteSuccess(/Volumes/, (xml) => xml.replace('ec2.amazonaws.com', 'autoscaling.amazonaws.com')),
  ),
  fault(
    'read/request-id',
    'no-request-id',
    'leaves the request id out of reads in IPAM',
    rewriteSuccess(/Ipam/, (xml) => xml.replace(/<requestId>[^<]*<\/requestId>/, '')),
  ),
  fault(
    'read/request-id',
    'request-id-capital',
    'spells requestId RequestId in reads of volumes',
    renamed(/Volumes/, 'requestId', 'RequestId'),
  ),
  fault(
    'read/request-id',
    'request-id-empty',
    'leaves requestId empty in reads of images',
    value(/Images/, 'requestId', ''),
  ),
  fault(
    'read/well-formed',
    'unclosed-root',
    'does not close the root of reads of volumes',
    rewriteSuccess(/Volumes/, (xml) => xml.replace(/<\/DescribeVolumesResponse>/, '')),
  ),
  fault(
    'read/well-formed',
    'text-after-root',
    'sends text after the root of reads in IPAM',
    rewriteSuccess(/Ipam/, (xml) => `${xml}done`),
  ),
  fault(
    'read/well-formed',
    'json-success',
    'answers reads of images as JSON',
    rewriteResponse(/Images/, (response) =>
      response.status === 200 ? { ...response, body: '{"Images":[]}' } : response,
    ),
  ),
  fault(
    'read/member-names',
    'member-in-other-case',
    'writes cidrblock for cidrBlock',
    renamed(/^DescribeVpcs$/, 'cidrBlock', 'cidrblock'),
  ),
  fault(
    'read/member-names',
    'member-by-sdk-name',
    'writes Vpcs for vpcSet',
    renamed(/^DescribeVpcs$/, 'vpcSet', 'Vpcs'),
  ),
  fault(
    'read/member-names',
    'member-capital',
    'begins the members of security groups with capital letters',
    renamed(/^DescribeSecurityGroups$/, 'groupDescription', 'GroupDescription'),
  ),
  fault(
    'read/list-elements',
    'member-for-item',
    'names the elements of vpcSet member',
    rewriteSuccess(/^DescribeVpcs$/, (xml) => xml.replaceAll(/(<\/?)item>/g, '$1member>')),
  ),
  fault(
    'read/list-elements',
    'shape-name-for-item',
    'names the elements of lists in DescribeSecurityGroups for their kind',
    rewriteSuccess(/^DescribeSecurityGroups$/, (xml) => xml.replaceAll(/(<\/?)item>/g, '$1SecurityGroup>')),
  ),
  fault(
    'read/list-elements',
    'entry-for-item',
    'names the elements of volumeSet entry',
    both(
      volume({}),
      rewriteSuccess(/^DescribeVolumes$/, (xml) => xml.replaceAll(/(<\/?)item>/g, '$1entry>')),
    ),
  ),
  fault(
    'read/structure',
    'none-for-empty-list',
    'writes None for an empty list of volumes',
    rewriteSuccess(/^DescribeVolumes$/, (xml) => xml.replace('<volumeSet/>', '<volumeSet>None</volumeSet>')),
  ),
  fault(
    'read/structure',
    'elements-for-text',
    'wraps the id of a VPC in another element',
    rewriteSuccess(/^DescribeVpcs$/, (xml) =>
      xml.replaceAll(/<vpcId>([^<]*)<\/vpcId>/g, '<vpcId><value>$1</value></vpcId>'),
    ),
  ),
  fault(
    'read/structure',
    'member-twice',
    'writes the state of a VPC twice',
    rewriteSuccess(/^DescribeVpcs$/, (xml) => xml.replace(/<state>available<\/state>/, '$&$&')),
  ),
  fault('read/values', 'boolean-capital', 'writes True for true in VPCs', value(/^DescribeVpcs$/, 'isDefault', 'True')),
  fault('read/values', 'boolean-as-number', 'writes 1 for true in VPCs', value(/^DescribeVpcs$/, 'isDefault', '1')),
  fault(
    'read/values',
    'timestamp-as-epoch',
    'writes timestamps of volumes as seconds since 1970',
    volume({ createTime: '1769860800' }),
  ),
  fault(
    'read/values',
    'timestamp-as-words',
    'writes timestamps of volumes as RFC 1123 dates',
    volume({ createTime: 'Sat, 31 Jan 2026 12:00:00 GMT' }),
  ),
  fault('read/values', 'number-with-unit', 'writes sizes of volumes with their unit', volume({ size: '8 GiB' })),
  fault('read/values', 'number-with-fraction', 'writes sizes of volumes as 8.0', volume({ size: '8.0' })),
  fault(
    'read/empty-values',
    'empty-boolean',
    'writes an empty element for false in volumes',
    volume({ encrypted: '' }),
  ),
  fault(
    'read/empty-values',
    'empty-timestamp',
    'writes an empty element for a timestamp that is not known',
    volume({ createTime: '' }),
  ),
  {
    id: 'token-refused',
    breaks: 'read/next-page',
    means: 'refuses the token that a page of volumes ended with',
    on: reads,
    apply: both(
      withFoundElements(/^DescribeVolumes$/, ({ input }) =>
        input['NextToken'] === undefined ? { nextToken: 'page-2' } : {},
      ),
      (b) =>
        changed(b, {
          modelled: {
            validate: (action, call) => {
              if (call.input['NextToken'] !== undefined) throw call.behaviour.errors.badValue('page-2', 'nextToken');
              b.modelled.validate(action, call);
            },
          },
        }),
    ),
  },
];
