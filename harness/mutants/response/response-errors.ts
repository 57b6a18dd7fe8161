/** Mutants whose errors have another form than EC2's, and those whose responses carry no request id. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import { texts } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Fault } from '../fault.ts';
import { refusedAs, sourceValues } from '../revoke-changes.ts';
import { rewritingError, rewritingSuccess } from '../rewriting.ts';

const envelope: readonly Fault[] = [
  {
    id: 'error-of-query-services',
    breaks: 'response/error-envelope',
    means: 'answers an error in the ErrorResponse of other services of AWS',
    apply: (b) =>
      rewritingError(b, (xml) =>
        xml
          .replace('<Response><Errors>', '<ErrorResponse>')
          .replace('</Errors>', '')
          .replace('</Response>', '</ErrorResponse>'),
      ),
  },
  {
    id: 'error-without-errors',
    breaks: 'response/error-envelope',
    means: 'puts Error directly into Response',
    apply: (b) => rewritingError(b, (xml) => xml.replace('<Errors>', '').replace('</Errors>', '')),
  },
  {
    id: 'error-as-root',
    breaks: 'response/error-envelope',
    means: 'names the root of an error after the action',
    apply: (b) =>
      rewritingError(b, (xml) =>
        xml
          .replace('<Response>', '<RevokeSecurityGroupIngressResponse>')
          .replace('</Response>', '</RevokeSecurityGroupIngressResponse>'),
      ),
  },
  {
    id: 'error-without-message',
    breaks: 'response/error-envelope',
    means: 'leaves Message out of an error',
    apply: (b) => rewritingError(b, (xml) => xml.replace(/<Message>.*<\/Message>/s, '')),
  },
  {
    id: 'message-in-lower-case',
    breaks: 'response/error-envelope',
    means: 'names the message of an error message',
    apply: (b) => rewritingError(b, (xml) => xml.replaceAll('Message>', 'message>')),
  },
  {
    id: 'errors-with-200',
    breaks: 'response/error-status',
    means: 'answers errors of malformed values with status 200',
    apply: (b) =>
      changed(b, {
        responding: { errorStatus: (refusal) => (refusal.code === 'InvalidParameterValue' ? 200 : refusal.status) },
      }),
  },
  {
    id: 'code-with-client-prefix',
    breaks: 'response/error-code-bare',
    means: 'writes Client. before the code, as the error page of the documentation does',
    apply: (b) => changed(b, { rendering: { errorCode: ({ code }) => `Client.${code}` } }),
  },
  {
    id: 'not-found-with-client-prefix',
    breaks: 'response/error-code-bare',
    means: 'writes Client. before the codes of what is not found',
    apply: (b) =>
      changed(b, { rendering: { errorCode: ({ code }) => (code.endsWith('NotFound') ? `Client.${code}` : code) } }),
  },
];

const crashes: readonly Fault[] = [
  {
    id: 'mismatch-as-server-error',
    breaks: 'response/no-server-error',
    means: 'answers a proper error with the status 500 where no rule of a source group fits',
    apply: refusedAs(
      'InvalidPermission.NotFound',
      ({ code }, call) => code === 'InvalidPermission.NotFound' && sourceValues(call, 'Groups', 'GroupId').length > 0,
      500,
    ),
  },
  {
    id: 'overflow-crashes',
    breaks: 'response/no-server-error',
    means: 'fails with 500 on a number that 32 bits do not hold',
    apply: (b) =>
      changed(b, {
        errors: { badValue: (value, name) => (/^\d{10}/.test(value) ? crash() : b.errors.badValue(value, name)) },
      }),
  },
  {
    id: 'ids-beside-permissions-crash',
    breaks: 'response/no-server-error',
    means: 'fails with 500 when rule ids and permissions are both given',
    apply: (b) =>
      changed(b, {
        errors: {
          combination: (one, other) => (one === 'securityGroupRuleIds' ? crash() : b.errors.combination(one, other)),
        },
      }),
  },
  {
    id: 'empty-port-crashes',
    breaks: 'response/no-server-error',
    means: 'fails with 503 on a port without a value',
    apply: (b) =>
      changed(b, {
        errors: { badValue: (value, name) => (value === '' ? crash(503) : b.errors.badValue(value, name)) },
      }),
  },
  {
    id: 'wrong-token-crashes',
    breaks: 'response/no-server-error',
    means: 'fails with 500 on a token that comes with a permanent key',
    apply: (b) => changed(b, { signing: { flaws: { 'token-unexpected': () => crash() } } }),
  },
];

const requestIds: readonly Fault[] = [
  {
    id: 'request-id-repeated',
    breaks: 'response/request-id-unique',
    means: 'gives every request the same id',
    apply: (b) => changed(b, { state: { newRequestId: () => '5b2a1c3d-0000-4000-8000-1234567890ab' } }),
  },
  {
    id: 'request-id-missing',
    breaks: 'response/request-id',
    means: 'leaves the id of the request out of a success',
    apply: (b) => changed(b, { rendering: { envelope: () => ({}) } }),
  },
  {
    id: 'request-id-as-in-errors',
    breaks: 'response/request-id',
    means: 'names the id of the request RequestID in a success too',
    apply: (b) => changed(b, { rendering: { envelope: ({ requestId }) => ({ RequestID: requestId }) } }),
  },
  {
    id: 'request-id-in-metadata',
    breaks: 'response/request-id',
    means: 'puts the id of the request into ResponseMetadata, as other services of AWS do',
    apply: (b) =>
      changed(b, {
        rendering: { envelope: ({ requestId }) => ({ ResponseMetadata: { RequestId: requestId } }) },
      }),
  },
  {
    id: 'request-id-empty',
    breaks: 'response/request-id',
    means: 'sends requestId without a text',
    apply: (b) => changed(b, { rendering: { envelope: () => ({ requestId: '' }) } }),
  },
  {
    id: 'error-request-id-missing',
    breaks: 'response/error-request-id',
    means: 'leaves the id of the request out of an error',
    apply: (b) => rewritingError(b, (xml) => xml.replace(/<RequestID>.*<\/RequestID>/, '')),
  },
  {
    id: 'error-request-id-as-in-successes',
    breaks: 'response/error-request-id',
    means: 'names the id of the request requestId in an error too',
    apply: (b) => rewritingError(b, (xml) => xml.replaceAll('RequestID>', 'requestId>')),
  },
  {
    id: 'error-request-id-capitalised-otherwise',
    breaks: 'response/error-request-id',
    means: 'names the id of the request RequestId in an error',
    apply: (b) => rewritingError(b, (xml) => xml.replaceAll('RequestID>', 'RequestId>')),
  },
  {
    id: 'error-request-id-inside',
    breaks: 'response/error-request-id',
    means: 'puts the id of the request into Error',
    apply: (b) => rewritingError(b, (xml) => xml.replace(/(<\/Error><\/Errors>)(<RequestID>.*<\/RequestID>)/, '$2$1')),
  },
  {
    id: 'other-id-in-header',
    breaks: 'response/request-id-header',
    means: 'sends an id of its own in x-amzn-requestid',
    apply: headerOfItsOwn,
  },
];

const rare: readonly Fault[] = [
  {
    id: 'request-id-missing-after-group-rule',
    breaks: 'response/request-id',
    means: 'leaves the id of the request out when three or more rules of groups were removed',
    needsRareValues: true,
    apply: (b) =>
      rewritingSuccess(b, (xml) =>
        xml.split('<referencedGroupId>').length > 3 ? xml.replace(/<requestId>.*<\/requestId>/, '') : xml,
      ),
  },
  {
    id: 'many-ids-crash',
    breaks: 'response/no-server-error',
    means: 'fails with 500 when a rule id that is not there is the fifth or a later one',
    needsRareValues: true,
    apply: (b) =>
      changed(b, {
        checks: {
          values: (call) => {
            b.checks.values(call);
            const ids = texts(call.input, 'SecurityGroupRuleId');
            const known = [...call.store.groups.values()].flatMap(({ ingress }) => ingress.map(({ id }) => id));
            if (ids.slice(4).some((id) => !known.includes(id))) throw crash();
          },
        },
      }),
  },
];

function crash(status = 500): Refusal {
  return new Refusal(status, 'InternalError', 'An internal error has occurred');
}

function headerOfItsOwn(b: Behaviour): Behaviour {
  const withOther: typeof b.responding.successHeaders = (arrival) =>
    b.responding.successHeaders({ ...arrival, requestId: b.state.newRequestId() });
  return changed(b, { responding: { successHeaders: withOther } });
}

/** Servers whose errors have another form than EC2's, and those whose responses carry no request id. */
export const responseErrorFaults: readonly Fault[] = [...envelope, ...crashes, ...requestIds, ...rare];
