/** A target that accepts rules and shows them otherwise has them: that they are shown wrongly is judged, and is no missing capability. */
import { expect, it } from 'vitest';
import { type Behaviour, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runConstrained } from '../test-support/constrained-target-run.ts';
import { allCases } from './describe-security-groups/cases.ts';
import { describeGroupsOperation } from './describe-security-groups/operation.ts';

const { responses } = referenceBehaviour;
const described = (text: (description: string) => string): Behaviour['responses']['ipv4Range'] => ({
  ...responses.ipv4Range,
  description: ({ description }) => (description === undefined ? undefined : text(description)),
});

const shown: readonly (readonly [what: string, changed: Partial<Behaviour['responses']>, failed: string])[] = [
  [
    'protocol 47 as gre',
    { permission: { ...responses.permission, ipProtocol: ({ protocol }) => (protocol === '47' ? 'gre' : protocol) } },
    'groups-described/permission-protocol',
  ],
  [
    'descriptions in upper case',
    { ipv4Range: described((text) => text.toUpperCase()) },
    'groups-described/permission-description',
  ],
  [
    'the first letters of descriptions',
    { ipv4Range: described((text) => text.slice(0, 4)) },
    'groups-described/permission-description',
  ],
];

it.each(shown)('%s', async (_what, changed, failed) => {
  const behaviour = { ...referenceBehaviour, responses: { ...responses, ...changed } };
  const cases = allCases().filter(({ requirements }) => requirements.includes(failed));

  const { results, preparation } = await runConstrained(behaviour, { cases, operation: describeGroupsOperation });

  expect(preparation.capabilities).toMatchObject({
    'numeric-protocols': { available: true },
    descriptions: { available: true },
  });
  expect(results.map(({ verdict }) => verdict)).toContain('fail');
});
