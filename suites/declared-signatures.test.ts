import { expect, test } from 'vitest';
import { runInProcess } from '../harness/engine/run/in-process.ts';
import { faultById } from '../harness/mutants/catalogue.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { casesOf } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

const cases = casesOf('signing').filter(({ requirements }) =>
  ['signing/header', 'signing/enforced', 'signing/verified', 'signing/expired'].includes(requirements[0] ?? ''),
);

test.each([
  [{}, { 'signing/header': 'pass', 'signing/enforced': 'fail', 'signing/verified': 'fail', 'signing/expired': 'fail' }],
  [
    { 'signature-verification': false },
    {
      'signing/header': 'pass',
      'signing/enforced': 'not-applicable',
      'signing/verified': 'not-applicable',
      'signing/expired': 'not-applicable',
    },
  ],
] as const)('a server that verifies no signatures, declared as %o', { timeout: 30_000 }, async (declared, expected) => {
  const behaviour = faultById('nothing-verified')?.apply(referenceBehaviour) ?? expect.fail('there is no such fault');
  const reference = await startReference({ behaviour });
  try {
    const { results } = await runInProcess(
      settingsForReference(reference, 'declared', { declared }),
      cases,
      revokeIngressOperation,
    );

    const verdicts = Object.fromEntries(results.map(({ requirements, verdict }) => [requirements[0], verdict]));
    expect(verdicts).toEqual(expected);
  } finally {
    await reference.close();
  }
});
