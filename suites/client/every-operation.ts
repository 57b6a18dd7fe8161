/** What is required of a client for any action of EC2, and the calls that test it: one generated call of each action. */
import { modelProperty } from '../../harness/client/model-property.ts';
import type { ClientProperty } from '../../harness/client/property.ts';
import { documented, type Requirement } from '../../harness/register/requirement.ts';
import { topic } from '../../harness/register/topic.ts';
import type { ServiceModel } from '../../harness/service-model/model.ts';
import { hyphenated } from '../../harness/service-model/plausible-value.ts';
import { register } from '../requirements/register.ts';
import { requestChecks } from './general-checks.ts';

const PROTOCOL = documented(
  'Smithy 2.0, AWS EC2 query protocol: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html',
  'Names of members on the wire, lists flattened and numbered from 1, text of each type',
);
const MODEL = { grade: 'model', source: 'AWS service model of EC2, 2016-11-15: every action' } as const;

/** What generated calls test. */
export const generatedCalls = topic('client-model', {
  input: {
    level: 'MUST',
    binds: ['client'],
    means: 'Any input of any action arrives under the names and in the types of the model',
    evidence: [MODEL, PROTOCOL],
  },
  output: {
    level: 'MUST',
    binds: ['client'],
    means: 'Any response of any action is read by the names and types of the model',
    evidence: [MODEL, PROTOCOL],
  },
});

const checked = new Set(requestChecks.map(({ requirement }) => requirement));

/** Those of every action, and those that hold for every request whatever its action. */
export const everyOperationRequirements: readonly Requirement[] = [
  ...generatedCalls,
  ...register.requirements.filter(({ id }) => checked.has(id)),
];

/**
 * Actions that SDKs are documented to treat in a way of their own: they presign a second request, encode a text as
 * base64 for the caller, or cut times to the seconds that these actions of EC2 take.
 */
const treatedBySdks: ReadonlySet<string> = new Set([
  ...['CopySnapshot', 'GetConsoleOutput', 'RunInstances'],
  ...['DescribeSpotFleetRequestHistory', 'RequestSpotFleet'],
]);

/** One call of each action but those that SDKs treat in their own way, by ids such as `client-model/describe-vpcs`. */
export function everyOperationProperties(model: ServiceModel, seed: number): readonly ClientProperty[] {
  return [...model.actions.values()]
    .filter(({ name }) => !treatedBySdks.has(name))
    .map((action) =>
      modelProperty({
        ...{ id: `client-model/${hyphenated(action.name)}`, model, action, seed },
        ...{ input: 'client-model/input', output: 'client-model/output' },
      }),
    );
}
