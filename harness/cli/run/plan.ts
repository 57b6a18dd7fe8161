/** `plan`: what a run would do, without doing any of it. */
import { command } from '../command.ts';
import { endpointOf, targetSettings } from '../connection/target-settings.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { everyOperation, selectedSuites } from '../operation-option.ts';
import { flagOption, textOption } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { buildPlan } from './build-plan.ts';
import { describePlan, planJson } from './plan-text.ts';
import { refuseIdleOptions, runOptions } from './run-options.ts';

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
    endpoint: textOption('URL', 'the server to plan for; default: AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL'),
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
    const isSweep = values.operation === everyOperation;
    refuseIdleOptions(values, isSweep);
    const sweeping = isSweep ? await import('../every-operation/run-every-operation.ts') : undefined;
    sweeping?.refuseIdleNames(values);
    const plan = isSweep ? undefined : buildPlan(values, await selectedSuites(values, context));
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
    const isJson = values.json === true;
    if (sweeping !== undefined) stdout.write(sweeping.planEveryOperation(values, settings, isJson));
    if (plan !== undefined) stdout.write(isJson ? planJson(plan, settings) : describePlan(plan, settings));
    return 0;
  },
});
