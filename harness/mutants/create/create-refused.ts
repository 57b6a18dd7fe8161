/** Ways to take a request that has to be refused, and to refuse it otherwise. */
import { changed } from '../../reference/behaviour.ts';
import { text } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isOfSession, isUnsigned } from '../operation-changes.ts';
import { creating, creationInput, isCreationByCase, recoding, refusingCreation } from './create-changes.ts';

const missing: readonly FaultRow[] = [
  [
    'name-missing',
    'create-no-name-as-value',
    'refuses a request without a name with InvalidParameterValue',
    recoding('MissingParameter', 'InvalidParameterValue', ({ input }) => text(input, 'GroupName') === undefined),
  ],
  [
    'name-missing',
    'create-no-name-made-up',
    'makes up a name where there is none',
    creationInput((input, { behaviour }) =>
      text(input, 'GroupName') === undefined ? { ...input, GroupName: behaviour.state.newId('group-') } : input,
    ),
  ],
  [
    'name-missing',
    'create-stuck-after-no-name',
    'refuses the group that follows a request without a name',
    refusingCreation(({ store }) => store.past.at(-1)?.code === 'MissingParameter', 'UnsupportedOperation'),
  ],
  [
    'description-missing',
    'create-no-description-as-value',
    'refuses a request without a description with InvalidParameterValue',
    recoding('MissingParameter', 'InvalidParameterValue', ({ input }) => text(input, 'GroupName') !== undefined),
  ],
  [
    'description-missing',
    'create-no-description-of-name',
    'takes the name for a description that is not there',
    creationInput((input) =>
      text(input, 'GroupDescription') === undefined && text(input, 'GroupName') !== undefined
        ? { ...input, GroupDescription: text(input, 'GroupName') ?? '' }
        : input,
    ),
  ],
  [
    'vpc-absent',
    'create-absent-vpc-other-code',
    'refuses the id of no VPC with InvalidVpc.NotFound',
    recoding('InvalidVpcID.NotFound', 'InvalidVpc.NotFound'),
  ],
  [
    'vpc-absent',
    'create-absent-vpc-as-value',
    'refuses the id of no VPC as a bad value',
    recoding('InvalidVpcID.NotFound', 'InvalidParameterValue'),
  ],
  [
    'vpc-absent',
    'create-absent-vpc-ignored',
    'takes the default VPC for one that does not exist',
    creationInput((input, { store }) => {
      const { VpcId: id = '', ...rest } = input;
      return /^vpc-/.test(String(id)) && !store.vpcs.has(String(id)) ? rest : input;
    }),
  ],
  [
    'vpc-absent',
    'create-short-vpc-as-value',
    'refuses the id of a VPC with eight digits with InvalidParameterValue',
    recoding('InvalidVpcID.NotFound', 'InvalidParameterValue', ({ input }) => text(input, 'VpcId')?.length === 12),
  ],
  [
    'vpc-malformed',
    'create-malformed-vpc-missing',
    'calls a VPC whose id is none missing',
    recoding('InvalidVpcID.Malformed', 'MissingParameter', ({ input }) => text(input, 'VpcId') !== ''),
  ],
  [
    'vpc-malformed',
    'create-malformed-vpc-ignored',
    'takes the default VPC where the id is none',
    creationInput((input) => {
      const { VpcId: id = '', ...rest } = input;
      return /^vpc-/.test(String(id)) ? input : rest;
    }),
  ],
  [
    'vpc-malformed',
    'create-subnet-ignored',
    'takes the default VPC for the id of a subnet',
    creationInput((input) => {
      const { VpcId: id = '', ...rest } = input;
      return String(id).startsWith('subnet-') ? rest : input;
    }),
  ],
];

/** Who may create, beside the permission: every server refuses a request without a signature. */
const signing: readonly FaultRow[] = [
  [
    'enforced',
    'create-unsigned-taken',
    'creates groups for whoever asks',
    (b) =>
      changed(b, {
        checks: {
          signature: (call) => {
            const isTaken = call.action === 'CreateSecurityGroup' && isCreationByCase(call) && isUnsigned(call);
            if (!isTaken) b.checks.signature(call);
          },
        },
      }),
  ],
  [
    'session',
    'create-session-refused',
    'creates no groups for a session',
    creating((call, proceed) => {
      if (isOfSession(call)) throw call.behaviour.errors.authFailure();
      return proceed(call);
    }),
  ],
];

/** Servers that take a request that has to be refused, or refuse it otherwise. */
export const createRefusedFaults: readonly Fault[] = [
  ...faultsOf('create-refused', missing),
  ...faultsOf('signing', signing),
];
