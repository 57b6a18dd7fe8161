/** `plan`: what a run would do, without doing any of it. */
import { command } from '../command.ts';
import { endpointOf, targetSettings } from '../connection/target-settings.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { everyOperation, selectedSuites } from '../operation-option.ts';
import { flagOption } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { buildPlan } from './build-plan.ts';
import { describePlan, planJson } from './plan-text.ts';
import { runOptions } from './run-options.ts';

/** Of no account: a plan is made without asking anybody. */
const noKeys = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };

/** The command `plan`. */
export const planCommand = command({
  name: 'plan',
  takes: [],
  about: 'show what a run would create and call, how long it takes and which permissions it needs; sends nothing',
  details: ['--json prints JSON with the smallest sufficient IAM policy.'],
  options: {
    operation: runOptions.operation,
    suiteVersion: runOptions.suiteVersion,
    endpoint: runOptions.endpoint,
    region: runOptions.region,
    only: runOptions.only,
    skip: runOptions.skip,
    effort: runOptions.effort,
    maxCalls: runOptions.maxCalls,
    rate: runOptions.rate,
    mode: runOptions.mode,
    useVpc: runOptions.useVpc,
    useGroup: runOptions.useGroup,
    accountSettings: runOptions.accountSettings,
    json: flagOption('print JSON'),
  },
  run: async (values, _, context) => {
    const { environment, stdout } = context;
    const named = endpointOf(omitUndefined({ endpoint: values.endpoint }), environment);
    if (named === undefined) {
      throw new UsageMistake('There is no endpoint to plan for. Give --endpoint URL, or set AWS_ENDPOINT_URL_EC2.');
    }
    const asked = omitUndefined({
      timeoutMs: 1000,
      concurrency: 1,
      region: values.region,
      rate: values.rate,
      useVpc: values.useVpc,
      useGroups: values.useGroup.length > 0 ? values.useGroup : undefined,
      safe: values.mode === 'safe' ? (true as const) : undefined,
    });
    const settings = { ...targetSettings(named, asked, { ...environment, ...noKeys }), runId: 'ID' };
    if (values.operation === everyOperation) {
      const { planEveryOperation } = await import('../every-operation/run-every-operation.ts');
      stdout.write(planEveryOperation(values, settings, values.json === true));
      return 0;
    }
    const plan = buildPlan(values, await selectedSuites(values, context));
    stdout.write(values.json === true ? planJson(plan, settings) : describePlan(plan, settings));
    return 0;
  },
});
