/** Property: whatever is wrong with a request, it is answered with an error of the client, or removes nothing. */
import fc from 'fast-check';
import {
  type CasesOutcome,
  drawn,
  property,
  runCases,
  type TrialCase,
} from '../../../harness/engine/properties/property.ts';
import { parts } from '../../../harness/engine/properties/shrink.ts';
import { propertyTitle } from '../property-titles.ts';

type BadRequest = Readonly<Record<string, string>>;

/** Values that no rule given below has, under names that a revoke takes. */
const badValues: Readonly<Record<string, readonly string[]>> = {
  GroupId: ['', 'sg-', 'sg-0', 'sg-zzzz', '{absent-group}', 'x'.repeat(3000), '{main} ', '{main},{main}', '-1', "'"],
  'IpPermissions.1.IpProtocol': [
    '',
    'all',
    '-2',
    '256',
    '1e3',
    'tcp ',
    '99999999999999999999',
    'x'.repeat(3000),
    '\u0000',
  ],
  'IpPermissions.1.FromPort': ['', '-2', '65536', 'http', '443.5', '0x1bb', '99999999999999999999', ' 443', '-'],
  'IpPermissions.1.ToPort': ['', '-2', '65536', 'http', '443.5', '0x1bb', '99999999999999999999', 'null'],
  'IpPermissions.1.IpRanges.1.CidrIp': [
    '',
    '192.0.2.0',
    '192.0.2.0/33',
    '256.0.2.0/24',
    '192.0.2.0/',
    '/24',
    '::/0',
    'office',
    '192.0.2.0/-1',
  ],
  'IpPermissions.1.Ipv6Ranges.1.CidrIpv6': [
    '',
    '2001:db8::/129',
    '2001:db8:::/32',
    '192.0.2.0/24',
    ':',
    'x'.repeat(3000),
  ],
  'IpPermissions.1.PrefixListIds.1.PrefixListId': ['', 'pl-', '{absent-prefix-list}', 'sg-0'],
  'IpPermissions.1.Groups.1.GroupId': ['', '{absent-group}', 'sg-', 'pl-0'],
  'IpPermissions.1.Groups.1.UserId': ['', 'me', '{other-account}', '1'],
  'SecurityGroupRuleId.1': ['', '{absent-rule}', 'sgr-', 'sgr-zz', 'rule', '-1'],
  DryRun: ['', 'maybe', '2'],
};

/** Seven requests on one group, which is made ready before and read after. */
const callsPerTrial = 9;

/** A request that names `ssh`, with a few of its values replaced by bad ones. */
export const anyBadRequest = property<readonly BadRequest[], CasesOutcome>({
  ...propertyTitle('errors/any-bad-request'),
  callsPerTrial,
  weight: 9,
  costOf: () => callsPerTrial,
  // A faulty server may take any group for the one that is missing.
  mayMeetOthers: (trial) => trial.every(({ GroupId }) => GroupId !== ''),
  generate: (_, seed) => drawn(() => fc.array(badRequest(), { minLength: 7, maxLength: 7 }), seed),
  run: (engine, trial, options) => runCases(engine, trial.map(caseOf), options),
  smaller: (trial, { failedAt }) => {
    const failing = failedAt === undefined ? undefined : trial[failedAt];
    const alone = failing ?? trial[0] ?? {};
    const values = parts(Object.entries(alone)).map((some) => [Object.fromEntries(some)]);
    return [trial.length > 1 ? [[alone]] : [], trial.length > 1 ? [] : values];
  },
  classify: (_, { result }) => (result.exchanges.some(isServerError) ? ['response/no-server-error'] : []),
});

function isServerError({ status = 0 }: { readonly status?: number }): boolean {
  return status >= 500;
}

function badRequest(): fc.Arbitrary<BadRequest> {
  const names = Object.keys(badValues);
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.nat({ max: 0xffff })), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((chosen) =>
      Object.fromEntries(
        chosen.map(([name, number]) => {
          const values = badValues[name] ?? [''];
          return [name, values[number % values.length] ?? ''];
        }),
      ),
    );
}

function caseOf(bad: BadRequest): TrialCase {
  const params = { GroupId: '{main}', 'IpPermissions.1.IpProtocol': 'tcp', ...bad };
  return {
    given: {
      main: {
        ingress: {
          ssh: { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' },
          dns: { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' },
        },
      },
    },
    send: { params },
    expect: [
      { answer: 'refused', status: ['4xx'], after: ['ssh', 'dns'], code: ['*'] },
      { answer: 'nothing-removed', status: ['200'], after: ['ssh', 'dns'] },
    ],
  };
}
