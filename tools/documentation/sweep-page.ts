/** docs/every-operation.md: what a sweep over every action of EC2 asks, what it judges, and what it leaves open. */
import { planSweep, sweepLimits } from '../../harness/model-sweep/plan-sweep.ts';
import { loadSweepList, mutatingWithoutDryRun, type SweepList } from '../../harness/model-sweep/sweep-actions.ts';
import type { SweepSuite } from '../../harness/model-sweep/sweep-subject.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import type { ServiceModel } from '../../harness/service-model/model.ts';
import { cell, code } from './markdown.ts';

/** What the page is made of. */
export interface SweepMaterial {
  readonly suite: SweepSuite;
  readonly model: ServiceModel;
  readonly faults: readonly Fault[];
}

/** Generated text: the same material gives the same page. */
export function sweepPage({ suite, model, faults }: SweepMaterial): string {
  const list = loadSweepList();
  return [
    '# Every operation',
    '',
    '`run --operation every-operation` asks about each action of EC2 what the service model alone can judge, without knowing what the',
    'action does. Generated from the suite, the reviewed list of actions and the model.',
    '',
    '```sh not run: servers of the reader’s',
    'npx ec2-conformance run --operation every-operation --endpoint http://127.0.0.1:4566',
    'npx ec2-conformance plan --operation every-operation --endpoint https://ec2.eu-west-1.amazonaws.com',
    "npx ec2-conformance run --operation every-operation --only 'Describe*' --only 'read/*' --endpoint http://127.0.0.1:4566",
    '```',
    '',
    '## What is sent',
    '',
    ...sent(model, list),
    '',
    '## What is judged',
    '',
    'A refusal counts only beside the same request without the defect, which has to succeed. A failure counts only if it repeats. An',
    'action that the target refuses with InvalidAction, NotImplemented, OptInRequired or 501, or as it refuses an action that EC2 does',
    'not have, is not offered: a figure, not a failure.',
    '',
    '| requirement | level | statement | evidence | known faults |',
    '| --- | --- | --- | --- | --: |',
    ...suite.requirements.map(
      ({ id, level, means, evidence }) =>
        `| ${code(id)} | ${level} | ${cell(means)} | ${[...new Set(evidence.map(({ grade }) => grade))].join(', ') || 'open'} | ${faults.filter(({ breaks }) => breaks === id).length} |`,
    ),
    '',
    '## What is not covered',
    '',
    ...notCovered(model, list),
    '',
  ].join('\n');
}

function sent(model: ServiceModel, list: SweepList): readonly string[] {
  const context = { apiVersion: model.apiVersion, fill: (text: string) => text, hasDeniedIdentity: true };
  const all = { context, withAccountSettings: false, isSelected: () => true, isNeeded: () => true };
  const calls = (['smoke', 'default', 'deep'] as const).map(
    (effort) => `| ${code(effort)} | ${planSweep(model, list, { ...all, effort }).calls} | ${sweepLimits[effort]} |`,
  );
  const uses = planSweep(model, list, { ...all, effort: 'default' }).actions.map(({ use }) => use.kind);
  const count = (kind: string) => uses.filter((use) => use === kind).length;
  return [
    `The model of ${model.apiVersion} has ${model.actions.size} actions. ${count('read')} of them only read, and are sent as they are: a`,
    `[reviewed list](../fixtures/every-operation/actions.json). ${count('dry-run')} are sent with DryRun=true alone, requests with a defect`,
    'included. One gate looks at the parameters of every request before it is sent, and refuses all others.',
    '',
    'Reads come first. The first dry run that succeeds on an action that changes something ends the run: nothing else',
    'is sent to such actions. `--disposable` goes on all the same; it is refused for a target on another machine. What was created is',
    'deleted where the model pairs the action with one that deletes by one id, and reported where not (exit code 5). On this machine,',
    'what dry runs could have created is listed before and after them.',
    '',
    '| effort | planned calls | maximum |',
    '| --- | --: | --: |',
    ...calls,
    '',
    'What is planned is a rotation: each action gets its valid request, and other questions than its neighbours. What the plan leaves of',
    'the maximum asks again what failed. `--shard`, `--only` and `--skip` divide the actions; `--resume` continues an interrupted run in',
    'the folder of `--out`. `--account-settings` adds the dry runs of the actions that are listed below as changing the account.',
  ];
}

function notCovered(model: ServiceModel, list: SweepList): readonly string[] {
  return [
    'What an action does, which values it accepts beyond their type, the order of its checks, and permissions: the suites of single',
    'operations judge that for a few. Beyond it:',
    '',
    '| left out | why | actions |',
    '| --- | --- | --- |',
    `| never sent | it changes something and has no DryRun | ${named(mutatingWithoutDryRun(model, list))} |`,
    `| sent with \`--account-settings\` only, as a dry run | it changes the whole account, or buys something | ${named(list.accountSettings)} |`,
    ...Object.entries(list.withheld).map(
      ([name, why]) => `| sent as a dry run only | ${cell(why)} | ${named([name])} |`,
    ),
    '',
    'Errors of actions that the target does not offer, the wording of messages, and members that the model does not know are shown and',
    'not judged. Each report says under `actions` what it did not reach, cell by cell: `not-covered` was left out by the effort,',
    '`no-control` had no valid request that succeeded.',
  ];
}

function named(names: readonly string[]): string {
  return [...names].sort().map(code).join(', ');
}
