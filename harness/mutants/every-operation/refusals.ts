/** Faults in what is refused and how, in how a request may be written, and in whose signature is taken. */
import { changed } from '../../reference/behaviour.ts';
import { text } from '../../reference/request/input.ts';
import type { Apply } from '../fault.ts';
import { isUnsigned } from '../operation-changes.ts';
import { overlooking } from '../signing/signing-changes.ts';
import {
  type ActionPattern,
  actionIn,
  refuseAs,
  rewriteError,
  rewriteResponse,
  type SweepFault,
  withoutValidation,
} from './changes.ts';

const on = [
  'DescribeVolumes',
  'DescribeVpcs',
  'DescribeImages',
  'DescribeSnapshots',
  'DescribeFleetHistory',
  'DescribeInstanceTypes',
  'DescribeInstances',
  'GetIpamPoolCidrs',
  'CreateVolume',
];

function fault(breaks: string, id: string, means: string, apply: Apply, alsoBreaks?: readonly string[]): SweepFault {
  return { id, breaks, means, on, apply, ...(alsoBreaks === undefined ? {} : { alsoBreaks }) };
}

/** A parameter counts as if it were not there. */
function unread(pattern: ActionPattern, isUnread: (name: string, value: string) => boolean): Apply {
  return (b) =>
    changed(b, {
      reading: {
        pairs: (pairs) => {
          const read = b.reading.pairs(pairs);
          const action = read.find(([name]) => name === 'Action')?.[1] ?? '';
          return pattern.test(action) ? read.filter(([name, value]) => !isUnread(name, value)) : read;
        },
      },
    });
}

function status(pattern: ActionPattern, to: number, body?: string): Apply {
  return rewriteResponse(pattern, (response) =>
    response.status === 200 || response.status === 412 || response.status === 403
      ? response
      : { ...response, status: to, body: body ?? response.body },
  );
}

/** A signature that is not right is taken for requests of these actions. */
function taking(pattern: ActionPattern, flaws: readonly string[]): Apply {
  return overlooking((report, request) => pattern.test(actionIn({ request })) && flaws.includes(report.flaw));
}

const nothingFound =
  '<DescribeConformanceNothingResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>0</requestId></DescribeConformanceNothingResponse>';
const missingAction =
  '<Response><Errors><Error><Code>MissingAction</Code><Message>No action</Message></Error></Errors><RequestID>0</RequestID></Response>';
const html = '<html><body><h1>Bad Request</h1></body></html>';

/** Faults in what is refused and how, in how a request may be written, and in whose signature is taken. */
export const refusalFaults: readonly SweepFault[] = [
  fault(
    'refusal/unknown-action',
    'unknown-action-succeeds',
    'answers an action that EC2 does not have with a success',
    rewriteResponse(/Nothing$/, (response) => ({ ...response, status: 200, body: nothingFound })),
  ),
  fault(
    'refusal/unknown-action-code',
    'unknown-action-other-code',
    'calls an action that EC2 does not have an unknown operation',
    refuseAs(/./, 'InvalidAction', () => ({ code: 'UnknownOperationException' })),
  ),
  fault(
    'refusal/unknown-parameter',
    'unknown-parameter-ignored-by-vpcs',
    'ignores parameters that DescribeVpcs does not have',
    unread(/^DescribeVpcs$/, (name) => /Unknown/.test(name)),
  ),
  fault(
    'refusal/unknown-parameter',
    'unknown-parameter-ignored-by-gets',
    'ignores parameters that Get actions do not have',
    unread(/^Get/, (name) => /Unknown/.test(name)),
  ),
  fault(
    'refusal/unknown-parameter-code',
    'unknown-parameter-other-code',
    'refuses an unknown parameter of volumes as an invalid value',
    refuseAs(/Volumes/, 'UnknownParameter', () => ({ code: 'InvalidParameterValue' })),
  ),
  fault(
    'refusal/missing-member',
    'missing-member-ignored',
    'does not miss the pool of GetIpamPoolCidrs',
    withoutValidation(/^GetIpamPoolCidrs$/),
  ),
  fault(
    'refusal/missing-member',
    'missing-member-of-history-ignored',
    'does not miss the fleet of DescribeFleetHistory',
    withoutValidation(/^DescribeFleetHistory$/, ({ input }) => text(input, 'FleetId') === undefined),
  ),
  fault(
    'refusal/missing-member-code',
    'missing-member-other-code',
    'calls a missing member a malformed query',
    refuseAs(/^Get/, 'MissingParameter', () => ({ code: 'MalformedQueryString' })),
  ),
  fault(
    'refusal/integer',
    'integer-ignored',
    'ignores a MaxResults that is a word',
    unread(/Volumes|Instances$/, (name, value) => name === 'MaxResults' && value === 'twelve'),
  ),
  fault(
    'refusal/boolean',
    'boolean-ignored',
    'takes any word for false',
    unread(/^DescribeInstances$/, (_, value) => value === 'maybe'),
  ),
  fault(
    'refusal/timestamp',
    'timestamp-ignored',
    'takes any word for a timestamp',
    withoutValidation(/^DescribeFleetHistory$/, ({ input }) => text(input, 'StartTime') === 'yesterday'),
  ),
  fault(
    'refusal/id',
    'id-ignored',
    'finds nothing instead of refusing what is no id of a volume',
    unread(/^DescribeVolumes$/, (name) => name.startsWith('VolumeId')),
  ),
  fault(
    'refusal/id',
    'snapshot-id-ignored',
    'finds nothing instead of refusing what is no id of a snapshot',
    unread(/^DescribeSnapshots$/, (name) => name.startsWith('SnapshotId')),
  ),

  fault(
    'envelope/no-server-error',
    'server-error-for-unknown-parameter',
    'answers an unknown parameter of images with 500',
    status(/Images/, 500),
  ),
  fault(
    'envelope/no-server-error',
    'server-error-on-dry-run',
    'answers a refused dry run of CreateVolume with 500 and a page',
    status(/^CreateVolume$/, 500, html),
  ),
  fault('envelope/no-server-error', 'bad-gateway', 'answers refusals in IPAM with 502', status(/Ipam/, 502, html)),
  fault('envelope/error', 'html-refusal', 'answers refusals of volumes with a page', status(/Volumes/, 400, html)),
  fault(
    'envelope/error',
    'html-for-unknown-action',
    'answers an action that EC2 does not have with a page',
    status(/Nothing$/, 404, html),
  ),
  fault(
    'envelope/error',
    'json-refusal',
    'answers refusals of images as JSON',
    status(/Images/, 400, '{"code":"InvalidParameterValue"}'),
  ),
  fault(
    'envelope/error',
    'error-response-root',
    'wraps refusals in IPAM in ErrorResponse',
    rewriteError(/Ipam/, (xml) =>
      xml.replace('<Response>', '<ErrorResponse>').replace('</Response>', '</ErrorResponse>'),
    ),
  ),
  fault(
    'envelope/error',
    'no-message',
    'leaves the message out of refusals of volumes',
    rewriteError(/Volumes/, (xml) => xml.replace(/<Message>.*<\/Message>/s, '')),
  ),
  fault(
    'envelope/error-request-id',
    'no-request-id-in-errors',
    'leaves the request id out of refusals of images',
    rewriteError(/Images/, (xml) => xml.replace(/<RequestID>.*<\/RequestID>/, '')),
  ),
  fault(
    'envelope/error-request-id',
    'request-id-other-case',
    'spells RequestID RequestId in IPAM',
    rewriteError(/Ipam/, (xml) => xml.replaceAll('RequestID', 'RequestId')),
  ),
  fault('envelope/error-status', 'error-with-200', 'sends errors of volumes with 200', status(/Volumes/, 200)),

  fault('carriage/get', 'get-not-read', 'does not read the query of a GET on volumes', (b) =>
    changed(b, {
      reading: {
        forms: (request, choices) =>
          request.method === 'GET' && /Volumes/.test(request.target) ? [''] : b.reading.forms(request, choices),
      },
    }),
  ),
  fault(
    'carriage/get',
    'get-refused-in-ipam',
    'refuses every GET in IPAM',
    rewriteResponse(/Ipam/, (response, { request }) =>
      request.method === 'GET' && response.status === 200
        ? { ...response, status: 405, body: missingAction }
        : response,
    ),
  ),
  fault(
    'carriage/parameter-case',
    'parameter-names-without-case',
    'reads names of parameters of volumes without regard to case',
    (b) =>
      changed(b, {
        reading: {
          pairs: (pairs) =>
            b.reading.pairs(
              isAbout(/Volumes/, pairs)
                ? pairs.map(([name, value]) => [name === 'dryRun' ? 'DryRun' : name, value] as const)
                : pairs,
            ),
        },
      }),
  ),
  fault(
    'carriage/parameter-order',
    'action-has-to-be-first',
    'takes a request for images only with Action first',
    (b) =>
      changed(b, {
        reading: {
          pairs: (pairs) => (isAbout(/Images/, pairs) && pairs[0]?.[0] !== 'Action' ? [] : b.reading.pairs(pairs)),
        },
      }),
  ),
  fault('carriage/list', 'filters-unknown', 'knows no filters of volumes', (b) =>
    changed(b, {
      reading: {
        parameters: (action) =>
          action === 'DescribeVolumes' ? withoutFilter(b.reading.parameters(action)) : b.reading.parameters(action),
      },
    }),
  ),

  fault('signature/unsigned', 'unsigned-taken-by-gets', 'takes unsigned requests of Get actions', (b) =>
    changed(b, {
      checks: {
        signature: (call) => (/^Get/.test(call.action) && isUnsigned(call) ? undefined : b.checks.signature(call)),
      },
    }),
  ),
  fault('signature/unsigned', 'unsigned-taken-by-images', 'takes unsigned reads of images', (b) =>
    changed(b, {
      checks: {
        signature: (call) => (/Images/.test(call.action) && isUnsigned(call) ? undefined : b.checks.signature(call)),
      },
    }),
  ),
  fault(
    'signature/wrong',
    'wrong-signature-taken-by-volumes',
    'takes a wrong signature of reads of volumes',
    taking(/Volumes/, ['mismatch']),
  ),
  fault(
    'signature/wrong',
    'wrong-signature-taken-by-gets',
    'takes a wrong signature of Get actions',
    taking(/^Get/, ['mismatch']),
  ),
  fault(
    'signature/expired',
    'expired-taken-by-snapshots',
    'takes reads of snapshots whenever they were signed',
    taking(/Snapshots/, ['expired']),
  ),
  fault(
    'signature/expired',
    'expired-taken-by-gets',
    'takes Get actions whenever they were signed',
    taking(/^Get/, ['expired']),
  ),
];

function isAbout(pattern: ActionPattern, pairs: readonly (readonly [string, string])[]): boolean {
  return pairs.some(([name, value]) => name === 'Action' && pattern.test(value));
}

function withoutFilter<Parameters extends object>(parameters: Parameters | undefined): Parameters | undefined {
  return parameters === undefined
    ? undefined
    : (Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== 'Filter')) as Parameters);
}
