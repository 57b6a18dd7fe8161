/** Faults that the operations which add, change and describe rules share: their frame, dry runs, permissions. */
import { type Behaviour, changed } from '../reference/behaviour.ts';
import type { ReferenceCall } from '../reference/call.ts';
import { isGiven, structs, text } from '../reference/request/input.ts';
import { Refusal } from '../reference/responses/refusal.ts';
import { revokeFaults } from './catalogue.ts';
import { followsOwnDryRun, isOfDefaultVpc, unauthorisedAs } from './dry-run.ts';
import { changeActions } from './family/family-variant.ts';
import type { Apply, Fault } from './fault.ts';
import { changesOf, isOfSession, type When } from './operation-changes.ts';
import { gives } from './revoke-changes.ts';

const { isOne, refusing, dryRunIgnored, dryRunDone, dryRunAsSuccess } = changesOf(changeActions);

type Row = readonly [breaks: string, id: string, means: string, apply: Apply, alsoBreaks?: readonly string[]];

const returning = (text: string | undefined) => (b: Behaviour) => {
  const members = { return: text === undefined ? undefined : () => text };
  return changed(b, { responses: { authorize: members, modify: members, updateDescriptions: members } });
};

const frame: readonly Row[] = [
  ['response/return', 'change-return-missing', 'leaves return out', returning(undefined)],
  ['response/return', 'change-return-false', 'says return false although the rules are as asked', returning('false')],
  // What is neither true nor false is no boolean.
  ['response/return', 'change-return-empty', 'sends return without a text', returning(''), ['response/booleans']],
  ['response/booleans', 'change-return-capitalised', 'spells true with a capital letter', returning('True')],
  ['response/booleans', 'change-return-as-number', 'spells true as 1', returning('1')],
  ...([201, 202] as const).map(
    (status): Row => [
      'response/success-status',
      `change-answered-${status}`,
      `answers a change with ${status}`,
      (b) =>
        changed(b, {
          responding: {
            successStatus: (call) => (isOne(call) && isAsked(call) ? status : b.responding.successStatus(call)),
          },
        }),
    ],
  ),
];

const others: readonly Row[] = [
  [
    'response/error-status',
    'change-unknown-parameter-with-200',
    'answers the error of a parameter that does not exist with the status 200',
    (b) =>
      changed(b, {
        responding: {
          errorStatus: (refusal, arrival) =>
            refusal.code === 'UnknownParameter' ? 200 : b.responding.errorStatus(refusal, arrival),
        },
      }),
  ],
  [
    'response/no-server-error',
    'change-dry-run-without-group-crashes',
    'fails with 500 on a dry run that names no group',
    (b) =>
      changed(b, {
        access: {
          endDryRun: (call) => {
            if (isOne(call) && !isGiven(call.input, 'GroupId') && !isGiven(call.input, 'GroupName')) {
              throw new Refusal(500, 'InternalError', 'An internal error has occurred');
            }
            b.access.endDryRun(call);
          },
        },
      }),
  ],
  [
    'signing/session',
    'change-session-refused',
    'refuses what a session asks for',
    refusing(isOfSession, 'AuthFailure'),
  ],
];

/** Whether the call is no set-up, of a group of a case. */
function isAsked(call: ReferenceCall): boolean {
  const group = call.store.groups.get(text(call.input, 'GroupId') ?? '');
  const rules = [...(group?.ingress ?? []), ...(group?.egress ?? [])];
  return !isSetUp(call) && rules.some(({ fromPort }) => fromPort === 22);
}

/** Rules that a case starts from are added with one of port 22; a set-up that is answered otherwise proves nothing. */
function isSetUp({ action, input }: ReferenceCall): boolean {
  return (
    action.startsWith('Authorize') && structs(input, 'IpPermissions').some((one) => text(one, 'FromPort') === '22')
  );
}

const isDry: When = (call) => call.behaviour.access.isDryRun(call);

const dryRuns: readonly Row[] = [
  [
    'dry-run/changes-nothing',
    'change-dry-run-ignored',
    'carries out a dry run and responds with success',
    dryRunIgnored(() => true),
  ],
  [
    'dry-run/changes-nothing',
    'change-dry-run-carried-out',
    'carries out a dry run and responds with DryRunOperation',
    dryRunDone(() => true),
  ],
  ['dry-run/permitted', 'change-dry-run-answers-success', 'answers a dry run with success', dryRunAsSuccess],
  [
    'dry-run/permitted',
    'change-dry-run-other-code',
    'answers a dry run with the code DryRun',
    (b) => changed(b, { errors: { dryRun: () => new Refusal(412, 'DryRun', 'The flag is set.') } }),
  ],
  ...([400, 403, 409] as const).map(
    (status): Row => [
      'dry-run/status',
      `change-dry-run-status-${status}`,
      `answers a dry run with the status ${status}`,
      (b) =>
        changed(b, {
          errors: { dryRun: () => new Refusal(status, b.errors.dryRun().code, b.errors.dryRun().message) },
        }),
    ],
  ),
  [
    'dry-run/false',
    'change-dry-run-false-is-true',
    'takes DryRun for true when it is given at all',
    (b) => changed(b, { access: { isDryRun: (call) => text(call.input, 'DryRun') !== undefined } }),
  ],
  [
    'dry-run/leaves-no-trace',
    'change-dry-run-counts-as-done',
    'refuses the request that follows its own dry run',
    refusing(followsOwnDryRun, 'InvalidPermission.Duplicate'),
  ],
  [
    'dry-run/by-rule-id',
    'change-dry-run-ignored-by-rule-id',
    'carries out a dry run that names rules by their ids, of descriptions',
    dryRunIgnored(gives('SecurityGroupRuleDescription')),
  ],
  [
    'dry-run/flat',
    'change-dry-run-ignored-for-flat',
    'carries out a dry run without permissions',
    dryRunIgnored(gives('CidrIp')),
  ],
  [
    'dry-run/get',
    'change-dry-run-ignored-in-get',
    'carries out a dry run that is a GET',
    dryRunIgnored(({ request }) => request.method === 'GET'),
  ],
  [
    'dry-run/by-group-name',
    'change-dry-run-ignored-by-name',
    'carries out a dry run that names its group',
    dryRunIgnored(gives('GroupName')),
  ],
  [
    'dry-run/default-vpc',
    'change-dry-run-ignored-in-default-vpc',
    'carries out a dry run on a group of the default VPC that is given by its id',
    dryRunIgnored(isOfDefaultVpc),
  ],
  [
    'dry-run/several-permissions',
    'change-dry-run-ignored-for-several',
    'carries out a dry run of several permissions',
    dryRunIgnored((call) => structs(call.input, 'IpPermissions').length > 1),
  ],
  [
    'dry-run/denied',
    'change-dry-run-unauthorised',
    'responds with DryRunOperation without looking at permissions',
    (b) => changed(b, { access: { permits: (identity, call) => isDry(call) || b.access.permits(identity, call) } }),
  ],
  [
    'dry-run/denied',
    'change-dry-run-denied-late',
    'answers a dry run without permission with the status 400',
    unauthorisedAs(400, 'UnauthorizedOperation', isDry),
  ],
  [
    'dry-run/denied-for-real',
    'change-permission-unchecked',
    'carries out what the caller has no permission for, unless it is a dry run',
    (b) => changed(b, { access: { permits: (identity, call) => !isDry(call) || b.access.permits(identity, call) } }),
  ],
  [
    'dry-run/denied-for-real',
    'change-denied-as-auth-failure',
    'answers a caller without permission as one whose key is unknown',
    unauthorisedAs(401, 'AuthFailure', (call) => !isDry(call)),
  ],
];

/** Those of the revoke that take hold of every response, signature and permission. */
const ofEveryOperation =
  /^(response\/(well-formed|declared-encoding|success-root|namespace|request-id|content-type|request-id-header|error-[a-z-]+)|signing\/(enforced|session))$/;

/** Those among them that only a revoke shows. */
const ofRevokes: ReadonlySet<string> = new Set([
  ...['description-unescaped', 'root-of-egress', 'session-refused', 'errors-with-200', 'not-found-with-client-prefix'],
  ...['error-text-unescaped', 'control-character-in-error', 'error-in-latin-1', 'other-charset-in-header'],
]);

/** The faults that break requirements of an operation, by their ids. */
export function sharedFaults(requirements: ReadonlySet<string>): readonly Fault[] {
  const own = [...frame, ...others, ...dryRuns].map(
    ([breaks, id, means, apply, alsoBreaks = []]): Fault => ({ id, breaks, means, apply, alsoBreaks }),
  );
  const general = revokeFaults.filter(
    ({ id, breaks, needsRareValues }) =>
      ofEveryOperation.test(breaks) && !ofRevokes.has(id) && needsRareValues !== true,
  );
  return [...own, ...general].filter(({ breaks }) => requirements.has(breaks));
}
