/** Ways to misread how a deletion is written down, who asks for it, and that it is a dry run. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { alsoTaking, changesOf, isOfSession, isUnsigned, type When } from '../operation-changes.ts';
import { action, deleting, groupToDelete, isOfCaseOrDefault, refusingDeletion } from './delete-changes.ts';

const { renaming, ignoring, dryRunDone } = changesOf([action]);

/** The form of a deletion is read as another text. */
function rewriting(rewrite: (form: string) => string): Apply {
  return (b) =>
    changed(b, {
      reading: { decode: (form) => b.reading.decode(form.includes(`Action=${action}`) ? rewrite(form) : form) },
    });
}

const encoding: readonly FaultRow[] = [
  ['sister-name', 'delete-vpc-id-taken', 'ignores VpcId', ignoring(/^VpcId$/)],
  ['sister-name', 'delete-vpc-id-known', 'has the parameter VpcId', alsoTaking(action, 'CreateSecurityGroup', 'VpcId')],
  ['misspelt-name', 'delete-misspelt-id-taken', 'ignores GroupIdd', ignoring(/^GroupIdd$/)],
  ['unknown-name', 'delete-list-taken', 'ignores GroupIds', ignoring(/^GroupIds\.1$/)],
  [
    'name-case',
    'delete-names-of-any-case',
    'reads groupId for GroupId',
    renaming((name) => (name === 'groupId' ? 'GroupId' : name)),
  ],
  [
    'percent-encoded',
    'delete-letters-encoded',
    'drops letters that are percent-encoded',
    rewriting((form) => form.replaceAll('f%61lse', 'flse')),
  ],
  [
    'percent-in-names',
    'delete-names-encoded',
    'does not decode names',
    rewriting((form) => form.replaceAll('%49d=', '%2549d=')),
  ],
  [
    'space-as-plus',
    'delete-plus-kept',
    'takes a plus sign in a name for itself',
    rewriting((form) => form.replace('+web', '%2Bweb')),
  ],
  [
    'plus-encoded',
    'delete-encoded-plus-as-space',
    'reads %2B in a name as a space',
    rewriting((form) => form.replace('%2Bweb', '%20web')),
  ],
  [
    'ampersand-encoded',
    'delete-encoded-ampersand-splits',
    'ends a name at %26',
    rewriting((form) => form.replace('%26GroupId', '&GroupId')),
  ],
];

const signing: readonly FaultRow[] = [
  [
    'enforced',
    'delete-unsigned-taken',
    'deletes groups for whoever asks',
    (b) =>
      changed(b, {
        checks: {
          signature: (call) => {
            if (call.action !== action || !isUnsigned(call)) b.checks.signature(call);
          },
        },
      }),
  ],
  [
    'session',
    'delete-session-refused',
    'deletes no groups for a session',
    deleting((call, proceed) => {
      if (isOfSession(call)) throw call.behaviour.errors.authFailure();
      return proceed(call);
    }),
  ],
];

/** Dry runs on groups that exist are carried out, and said to be dry runs. */
function carriedOut(when: When): Apply {
  return dryRunDone((call) => groupToDelete(call) !== undefined && when(call));
}

const isOfDefaultVpc = (call: ReferenceCall) => groupToDelete(call)?.vpcId === call.store.defaultVpc()?.id;
const isById = ({ input }: ReferenceCall) => text(input, 'GroupId') !== undefined;

const dryRun: readonly FaultRow[] = [
  [
    'changes-nothing',
    'delete-dry-run-carried-out',
    'removes the group in a dry run',
    carriedOut((call) => !isOfDefaultVpc(call) && call.request.method !== 'GET'),
  ],
  [
    'by-group-name',
    'delete-dry-run-by-name-carried-out',
    'removes a group that a dry run names',
    carriedOut((call) => !isById(call)),
  ],
  [
    'default-vpc',
    'delete-dry-run-in-default-vpc-carried-out',
    'removes a group of the default VPC in a dry run',
    carriedOut((call) => isById(call) && isOfDefaultVpc(call)),
  ],
  [
    'leaves-no-trace',
    'delete-dry-run-locks',
    'refuses the deletion that follows its own dry run',
    refusingDeletion((_, { store }) => store.past.at(-1)?.code === 'DryRunOperation', 'IncorrectState'),
  ],
];

const response: readonly FaultRow[] = [
  [
    'no-server-error',
    'delete-fails-on-absent',
    'fails with a server error on the id of no group',
    deleting((call, proceed) => {
      const id = text(call.input, 'GroupId') ?? '';
      if (id.startsWith('sg-0ab5e') && isOfCaseOrDefault(groupToDelete(call)))
        throw new Refusal(500, 'InternalError', 'An internal error has occurred');
      return proceed(call);
    }),
  ],
];

/** Faults in reading requests, signatures and dry runs. */
export const deleteRequestFaults: readonly Fault[] = [
  ...faultsOf('encoding', encoding),
  ...faultsOf('signing', signing),
  ...faultsOf('dry-run', dryRun),
  ...faultsOf('response', response),
];
