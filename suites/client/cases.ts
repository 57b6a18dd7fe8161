/** All cases and properties that a client is judged by. */
import type { ClientCase } from '../../harness/client/fixture.ts';
import { revokeInput } from '../../harness/client/inputs.ts';
import { loadClientCases } from '../../harness/client/load-client-fixtures.ts';
import { type ClientProperty, clientProperty } from '../../harness/client/property.ts';
import { register } from '../requirements/register.ts';

/** The packaged client cases. */
export function clientCases(): readonly ClientCase[] {
  return loadClientCases();
}

/** Whether all of these requirements are open questions. */
export function areOpen(requirements: readonly string[]): boolean {
  return requirements.every((id) => register.get(id).level === 'OBSERVE');
}

/** `runs`: inputs to try; each is one call. */
export function clientProperties(seed: number, runs: number): readonly ClientProperty[] {
  if (runs === 0) return [];
  return [
    clientProperty({
      id: 'client-encoding/generated-input',
      title: 'sends any input of the model whole, unchanged and rightly signed',
      requirements: ['client-encoding/generated-input'],
      operation: 'RevokeSecurityGroupIngress',
      inputs: revokeInput(),
      seed,
      runs,
    }),
  ];
}
