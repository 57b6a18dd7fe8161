/** Faults in what holds of every operation, in one that reads, makes or deletes groups. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Arrival, ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import type { StatefulAction } from '../../reference/request/shapes.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Apply, Fault } from '../fault.ts';

/**
 * Where the faults take hold: the calls of cases, and not those by which the suites set cases up and read the
 * rules.
 */
export interface GeneralSubject {
  readonly action: StatefulAction;
  /** Begins the ids of the faults. */
  readonly prefix: string;
  /** Whether a call is a case's own. Default: every call of the action. */
  readonly isOwn?: (call: ReferenceCall) => boolean;
}

/** Faults of every operation, as faults of this one. */
export function generalFaults({ action, prefix, isOwn = () => true }: GeneralSubject): readonly Fault[] {
  const concerns = (call: ReferenceCall) => call.action === action && isOwn(call);
  const ofForm = ({ request }: Arrival) =>
    [request.target.split('?')[1] ?? '', request.body.toString('utf8')].some(
      (form) => new URLSearchParams(form).get('Action') === action,
    );
  const fault = (id: string, breaks: string, means: string, apply: Apply, also?: readonly string[]): Fault => ({
    id: `${prefix}-${id}`,
    breaks,
    means,
    apply,
    ...(also === undefined ? {} : { alsoBreaks: also }),
  });
  const success =
    (rewrite: (xml: string, call: ReferenceCall) => string): Apply =>
    (b) =>
      changed(b, {
        rendering: {
          success: (elements, call) => {
            const xml = b.rendering.success(elements, call);
            return concerns(call) ? rewrite(xml, call) : xml;
          },
        },
      });
  const error =
    (rewrite: (xml: string, refusal: Refusal) => string): Apply =>
    (b) =>
      changed(b, {
        rendering: {
          error: (refusal, arrival) => {
            const xml = b.rendering.error(refusal, arrival);
            return ofForm(arrival) ? rewrite(xml, refusal) : xml;
          },
        },
      });
  const dryRun =
    (end: (call: ReferenceCall, b: Behaviour) => void): Apply =>
    (b) =>
      changed(b, {
        access: { endDryRun: (call) => (call.action === action ? end(call, b) : b.access.endDryRun(call)) },
      });
  const errorStatus =
    (status: number): Apply =>
    (b) =>
      changed(b, {
        responding: {
          errorStatus: (refusal, arrival) =>
            ofForm(arrival) && refusal.code === 'UnknownParameter'
              ? status
              : b.responding.errorStatus(refusal, arrival),
        },
      });
  const successHeader =
    (field: string, rewrite: (value: string) => string): Apply =>
    (b) =>
      changed(b, {
        responding: {
          successHeaders: (call) => {
            const headers = b.responding.successHeaders(call);
            return concerns(call)
              ? headers.map(([name, value]) => [name, name === field ? rewrite(value) : value] as const)
              : headers;
          },
        },
      });
  return [
    fault(
      'get-not-read',
      'encoding/get-query',
      'does not read the query of a GET',
      (b) =>
        changed(b, {
          reading: {
            forms: (request, choices) => {
              const forms = b.reading.forms(request, choices);
              const isGet =
                request.method === 'GET' && forms.some((form) => new URLSearchParams(form).get('Action') === action);
              return isGet ? [`Action=${action}&Version=2016-11-15`] : forms;
            },
          },
        }),
      ['dry-run/get'],
    ),
    fault('unknown-name-taken', 'encoding/unknown-name', 'ignores a parameter that it does not have', (b) =>
      changed(b, {
        checks: { parameterNames: (call) => (call.action === action ? undefined : b.checks.parameterNames(call)) },
      }),
    ),
    fault(
      'unknown-name-as-value',
      'encoding/unknown-name',
      'refuses a parameter that it does not have as a bad value',
      (b) =>
        changed(b, {
          checks: {
            parameterNames: (call) =>
              call.action === action
                ? renamed(() => b.checks.parameterNames(call), 'UnknownParameter', 'InvalidParameterValue')
                : b.checks.parameterNames(call),
          },
        }),
    ),
    fault(
      'misspelt-action-guessed',
      'encoding/action-unknown',
      'takes an action that is spelt nearly like it for it',
      (b) =>
        changed(b, {
          reading: {
            pairs: (pairs) =>
              b.reading.pairs(
                pairs.map(([name, value]) =>
                  name === 'Action' && value !== action && isNearly(value, action)
                    ? ([name, action] as const)
                    : ([name, value] as const),
                ),
              ),
          },
        }),
    ),
    fault(
      'dry-run-other-code',
      'dry-run/permitted',
      'ends a dry run with another code',
      dryRun(() => {
        throw new Refusal(412, 'DryRun', 'Request would have succeeded.');
      }),
    ),
    fault(
      'dry-run-other-status',
      'dry-run/status',
      'ends a dry run with status 400',
      dryRun(() => {
        throw new Refusal(400, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
      }),
    ),
    fault(
      'dry-run-by-get-ignored',
      'dry-run/get',
      'ignores DryRun in a GET',
      dryRun((call, b) => {
        if (call.request.method !== 'GET') b.access.endDryRun(call);
      }),
    ),
    fault('dry-run-false-taken-for-true', 'dry-run/false', 'takes DryRun=false for a dry run', (b) =>
      changed(b, {
        access: {
          isDryRun: (call) =>
            (call.action === action && text(call.input, 'DryRun') === 'false') || b.access.isDryRun(call),
        },
      }),
    ),
    fault('dry-run-before-permission', 'dry-run/denied', 'answers a dry run without asking for the permission', (b) =>
      changed(b, {
        checks: {
          permission: (call) =>
            call.action === action && b.access.isDryRun(call) ? undefined : b.checks.permission(call),
        },
      }),
    ),
    fault('permission-not-asked', 'dry-run/denied-for-real', 'does what a caller may not do', (b) =>
      changed(b, {
        checks: {
          permission: (call) =>
            call.action === action && !b.access.isDryRun(call) ? undefined : b.checks.permission(call),
        },
      }),
    ),
    fault(
      'denied-as-auth-failure',
      'dry-run/denied-for-real',
      'refuses a caller without the permission with 401',
      (b) =>
        changed(b, {
          checks: {
            permission: (call) =>
              call.action === action && !b.access.isDryRun(call)
                ? renamed(() => b.checks.permission(call), 'UnauthorizedOperation', 'AuthFailure', 401)
                : b.checks.permission(call),
          },
        }),
    ),
    fault(
      'root-of-protocol',
      'response/success-root',
      'names the root of a success Response',
      success((xml) => xml.replaceAll(`${action}Response`, 'Response')),
    ),
    fault(
      'result-wrapped',
      'response/success-root',
      'names the root of a success as other services do',
      success((xml) => xml.replaceAll(`${action}Response`, `${action}Result`)),
    ),
    fault(
      'namespace-missing',
      'response/namespace',
      'leaves the namespace of a success out',
      success((xml) => xml.replace(/ xmlns="[^"]*"/, '')),
    ),
    fault(
      'request-id-missing',
      'response/request-id',
      'leaves the id of the request out of a success',
      success((xml) => xml.replace(/<requestId>[^<]*<\/requestId>/, '')),
    ),
    fault(
      'request-id-capital',
      'response/request-id',
      'calls the id of the request RequestId',
      success((xml) => xml.replaceAll('requestId>', 'RequestId>')),
    ),
    fault('success-created', 'response/success-status', 'answers a success with status 201', (b) =>
      changed(b, {
        responding: { successStatus: (call) => (concerns(call) ? 201 : b.responding.successStatus(call)) },
      }),
    ),
    fault(
      'success-json-type',
      'response/content-type',
      'says of a success that it is JSON',
      successHeader('Content-Type', () => 'application/json'),
    ),
    fault(
      'success-not-closed',
      'response/well-formed',
      'leaves the root of a success open',
      success((xml) => xml.replace(`</${action}Response>`, '')),
    ),
    fault('error-utf-16', 'response/declared-encoding', 'declares UTF-16 in an error that is in UTF-8', (b) =>
      changed(error((xml) => xml.replace('encoding="UTF-8"', 'encoding="UTF-16"'))(b), {
        responding: {
          errorHeaders: (refusal, arrival) => (ofForm(arrival) ? [] : b.responding.errorHeaders(refusal, arrival)),
        },
      }),
    ),
    fault(
      'error-of-query-protocol',
      'response/error-envelope',
      'answers errors in the envelope of other services',
      error((xml) => xml.replaceAll('Response>', 'ErrorResponse>').replace('<Errors>', '').replace('</Errors>', '')),
    ),
    fault(
      'error-request-id-small',
      'response/error-request-id',
      'calls the id of the request requestId in errors',
      error((xml) => xml.replaceAll('RequestID>', 'requestId>')),
    ),
    fault(
      'error-code-prefixed',
      'response/error-code-bare',
      'begins codes with Client.',
      error((xml) => xml.replace('<Code>', '<Code>Client.')),
    ),
    fault('error-with-200', 'response/error-status', 'refuses an unknown parameter with status 200', errorStatus(200), [
      'encoding/unknown-name',
    ]),
    // Breaks nothing else: a server error blocks what rests on it.
    fault('error-500', 'response/no-server-error', 'refuses an unknown parameter with status 500', errorStatus(500)),
    fault(
      'header-of-another-request',
      'response/request-id-header',
      'names another request in the header field',
      successHeader('x-amzn-requestid', (id) => id.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))),
    ),
  ];
}

/** The same refusal with another code. */
function renamed(check: () => void, code: string, other: string, status?: number): void {
  try {
    check();
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === code)
      throw new Refusal(status ?? thrown.status, other, thrown.message);
    throw thrown;
  }
}

/** Whether letters are exchanged, or the last one is another. */
function isNearly(value: string, action: string): boolean {
  const sorted = (name: string) => [...name].sort().join('');
  return (
    sorted(value) === sorted(action) || (value.length === action.length && value.slice(0, -1) === action.slice(0, -1))
  );
}
