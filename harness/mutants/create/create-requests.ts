/** Ways to misread how a request for a group is written down, and to misunderstand its dry run. */
import { changed } from '../../reference/behaviour.ts';
import { text } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { alsoTaking, changesOf } from '../operation-changes.ts';
import { creating, creationResponse, refusingCreation } from './create-changes.ts';

const action = 'CreateSecurityGroup';

const { rewritingPairs, renaming, ignoring, dryRunDone } = changesOf([action]);

/** The form of a creation by a case is read as another text. */
function rewriting(rewrite: (form: string) => string): Apply {
  return (b) =>
    changed(b, {
      reading: {
        decode: (form) =>
          b.reading.decode(form.includes(`Action=${action}`) && form.includes('-case-') ? rewrite(form) : form),
      },
    });
}

/** Short values are read as others: those of which the forms are about how they are written down. */
function rewritingShort(rewrite: (raw: string) => string): Apply {
  return rewriting((form) => form.replace(/=([^&]{1,21})(?=&|$)/g, (_, raw: string) => `=${rewrite(raw)}`));
}

const encoding: readonly FaultRow[] = [
  [
    'parameter-order',
    'create-name-first',
    'reads the parameters that follow the name alone',
    rewritingPairs((pairs) => {
      const first = pairs.findIndex(([name]) => name === 'GroupName');
      return pairs.filter(([name], place) => place >= first || !/^(Vpc|GroupD)/.test(name));
    }),
  ],
  ['sister-name', 'create-group-id-taken', 'ignores GroupId', ignoring(/^GroupId$/)],
  [
    'sister-name',
    'create-group-id-known',
    'has the parameter GroupId',
    alsoTaking(action, 'DeleteSecurityGroup', 'GroupId'),
  ],
  ['misspelt-name', 'create-vpc-ids-taken', 'ignores VpcIds', ignoring(/^VpcIds$/)],
  [
    'name-case',
    'create-names-of-any-case',
    'reads the names of parameters in any case',
    renaming((name) => (name === 'vpcId' ? 'VpcId' : name)),
  ],
  [
    'unknown-name',
    'create-description-of-sdks',
    'takes Description for GroupDescription',
    renaming((name) => (name === 'Description' ? 'GroupDescription' : name)),
  ],
  ['unknown-name', 'create-tags-of-sdks', 'ignores the names of tags that SDKs have', ignoring(/^TagSpecifications\./)],
  [
    'percent-encoded',
    'create-comma-encoded',
    'does not decode a comma',
    rewritingShort((raw) => raw.replaceAll('%2C', '%252C')),
  ],
  [
    'percent-hex-case',
    'create-lower-case-digits',
    'does not decode hexadecimal digits in lower case',
    rewritingShort((raw) => raw.replace(/%(?=[0-9][a-f])/g, '%25')),
  ],
  [
    'percent-hex-case',
    'create-lower-case-digits-dropped',
    'drops what is encoded with digits in lower case',
    rewritingShort((raw) => raw.replace(/%[0-9][a-f]/g, '')),
  ],
  [
    'percent-unreserved',
    'create-letters-encoded',
    'drops letters that are percent-encoded',
    rewritingShort((raw) => raw.replace(/%[46][1-9A-F]/g, '')),
  ],
  [
    'percent-unreserved',
    'create-hyphen-encoded',
    'drops a hyphen that is percent-encoded',
    rewritingShort((raw) => raw.replaceAll('%2D', '')),
  ],
  [
    'percent-in-names',
    'create-names-encoded',
    'does not decode names',
    rewriting((form) => form.replace(/%4Eame=/, '%254Eame=')),
  ],
  [
    'literal-reserved',
    'create-slash-literal',
    'drops slashes that are not percent-encoded',
    rewritingShort((raw) => raw.replaceAll('/', '')),
  ],
  [
    'literal-reserved',
    'create-colon-literal',
    'ends a value at a colon that is not percent-encoded',
    rewritingShort((raw) => raw.split(':')[0] ?? ''),
  ],
  [
    'space-as-plus',
    'create-plus-kept',
    'takes a plus sign for itself',
    rewritingShort((raw) => raw.replaceAll('+', '%2B')),
  ],
  ['space-as-plus', 'create-plus-lost', 'drops plus signs', rewritingShort((raw) => raw.replaceAll('+', ''))],
  [
    'space-as-percent-20',
    'create-percent-20-lost',
    'drops %20',
    rewritingShort((raw) => (raw.startsWith('caf') ? raw : raw.replaceAll('%20', ''))),
  ],
  [
    'space-as-percent-20',
    'create-percent-20-as-underscore',
    'reads %20 as an underscore',
    rewritingShort((raw) => (raw.startsWith('caf') ? raw : raw.replaceAll('%20', '_'))),
  ],
  [
    'plus-encoded',
    'create-encoded-plus-as-space',
    'reads %2B as a space',
    rewritingShort((raw) => raw.replaceAll('%2B', '%20')),
  ],
  [
    'ampersand-encoded',
    'create-encoded-ampersand-lost',
    'ends a value at %26',
    rewritingShort((raw) => raw.split('%26')[0] ?? ''),
  ],
  [
    'equals-encoded',
    'create-encoded-equals-lost',
    'ends a value at %3D',
    rewritingShort((raw) => (raw.includes('%26') ? raw : (raw.split('%3D')[0] ?? ''))),
  ],
  [
    'equals-literal',
    'create-value-ends-at-equals',
    'ends a value at an equals sign',
    rewritingShort((raw) => raw.split('=')[0] ?? ''),
  ],
  [
    'decoded-once',
    'create-decoded-twice',
    'decodes values twice',
    rewritingShort((raw) => raw.replace(/%25(?=[0-9A-F]{2})/g, '%')),
  ],
  [
    'non-ascii',
    'create-utf-8-as-latin-1',
    'reads UTF-8 as Latin-1',
    rewritingShort((raw) => raw.replaceAll('%C3%A9', '%C3%83%C2%A9')),
  ],
];

const dryRun: readonly FaultRow[] = [
  [
    'changes-nothing',
    'create-dry-run-carried-out',
    'creates the group and says that it was a dry run',
    dryRunDone(({ input }) => text(input, 'VpcId') !== undefined),
  ],
  [
    'default-vpc',
    'create-dry-run-carried-out-in-default-vpc',
    'creates the group in a dry run that names no VPC',
    dryRunDone(({ input }) => text(input, 'VpcId') === undefined),
  ],
  [
    'leaves-no-trace',
    'create-dry-run-takes-name',
    'refuses the group that follows its own dry run',
    refusingCreation(({ store }) => store.past.at(-1)?.code === 'DryRunOperation', 'InvalidGroup.Duplicate'),
  ],
];

const response: readonly FaultRow[] = [
  [
    'booleans',
    'create-return-capitalised',
    'spells true with a capital letter',
    creationResponse((elements) => ({ ...elements, return: 'True' })),
  ],
  [
    'booleans',
    'create-return-as-number',
    'spells true as 1',
    creationResponse((elements) => ({ ...elements, return: '1' })),
  ],
  [
    'no-server-error',
    'create-fails-on-duplicate',
    'fails with a server error where the name is taken',
    creating((call, proceed) => {
      try {
        return proceed(call);
      } catch (thrown) {
        if (thrown instanceof Refusal && thrown.code === 'InvalidGroup.Duplicate') {
          throw new Refusal(500, 'InternalError', 'An internal error has occurred');
        }
        throw thrown;
      }
    }),
  ],
];

/** Servers that misread how a request for a group is written down, or misunderstand its dry run. */
export const createRequestFaults: readonly Fault[] = [
  ...faultsOf('encoding', encoding),
  ...faultsOf('dry-run', dryRun),
  ...faultsOf('response', response),
];
