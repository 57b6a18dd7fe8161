/** A target that accepts rules and shows them otherwise has them: that they are shown wrongly is judged, and is no missing capability. */
import { expect, it, vi } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import { Caller } from '../harness/endpoint/caller.ts';
import { Journal } from '../harness/endpoint/journal/journal.ts';
import { type Behaviour, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { runConstrained } from '../test-support/constrained-target-run.ts';
import { lateTargets } from '../test-support/late/late-targets.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { allCases } from './describe-security-groups/cases.ts';
import { describeGroupsOperation } from './describe-security-groups/operation.ts';
import { allCases as revokeCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

// They do little but wait.
vi.setConfig({ maxConcurrency: 40 });

const { responses } = referenceBehaviour;
const described = (text: (description: string) => string | undefined): Behaviour['responses']['ipv4Range'] => ({
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

it.concurrent.each(shown)('%s', async (_what, changed, failed) => {
  const behaviour = { ...referenceBehaviour, responses: { ...responses, ...changed } };
  const cases = allCases().filter(({ requirements }) => requirements.includes(failed));

  const { results, preparation } = await runConstrained(
    behaviour,
    { cases, operation: describeGroupsOperation },
    { settleMs: 500 },
  );

  expect(preparation.capabilities).toMatchObject({
    'numeric-protocols': { available: true },
    descriptions: { available: true },
  });
  expect(results.map(({ verdict }) => verdict)).toContain('fail');
});

const undescribed = { ...referenceBehaviour, responses: { ...responses, ipv4Range: described(() => undefined) } };

/** What preparing a target for these cases finds out, and how often it reads the group of the probe. */
async function prepared(cases: readonly Case[], behaviour: Behaviour) {
  const target = await startReference({ behaviour });
  const settings = settingsForReference(target, 'probe', { settleMs: 1000 });
  const caller = new Caller(settings);
  const access = { caller, journal: new Journal() };
  const { prepare } = revokeIngressOperation.domain;
  const { capabilities } = await prepare(settings, access, revokeIngressOperation, undefined, cases);
  caller.close();
  await target.close();
  return { capabilities, readings: target.stats.byAction['DescribeSecurityGroups'] ?? 0 };
}

it.concurrent('what no case of the run needs is not waited for', async ({ expect }) => {
  const isDescribed = ({ given }: Case) => Object.values(given.main?.ingress ?? {}).some((rule) => rule.Description);
  const cases = revokeCases();

  const plain = cases.filter(({ id }) => id === 'response/success-status');

  expect((await prepared(cases.filter(isDescribed).slice(0, 1), undescribed)).readings).toBeGreaterThan(5);
  expect((await prepared(plain, undescribed)).readings).toBeLessThan(5);
});

/** Late with every rule. */
const lateWithRules = ['revoked-late', 'added-late', 'both-late', 'directions-differ', 'groups-view-late'];
const late = lateTargets.filter(({ id }) => lateWithRules.includes(id));

it.concurrent.each(late.map((one) => [one.means, one] as const))(
  'a target that %s has the same lists of rules, whatever the cases need',
  async (_means, { make }) => {
    const plain = revokeCases().filter(({ id }) => id === 'response/success-status');

    const ofAll = await prepared(revokeCases(), make());
    const ofFew = await prepared(plain, make());

    expect(ofFew.capabilities['rules-listed']).toEqual(ofAll.capabilities['rules-listed']);
  },
);
