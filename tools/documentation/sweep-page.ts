/** docs/every-operation.md: what a sweep over every action of EC2 asks, what it judges, and what it leaves open. */
import { planSweep, sweepLimits } from '../../harness/model-sweep/plan-sweep.ts';
import { loadSweepList, mutatingWithoutDryRun, type SweepList } from '../../harness/model-sweep/sweep-actions.ts';
import type { SweepSuite } from '../../harness/model-sweep/sweep-subject.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import type { ServiceModel } from '../../harness/service-model/model.ts';
import { cell, codeSpan } from './markdown.ts';

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
    "`run --operation every-operation` tests the actions of EC2 by the service model alone. The service model is AWS's published",
    'description of the API, the `service-2.json` of botocore: for each action the members of its request and response, with their types',
    'and their names on the wire. It does not say what an action does, so that is not tested here. An action is what a request names in',
    '`Action`; other pages call it an operation. This page is generated from the suite, the reviewed list of actions and the model.',
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
    'A request with a defect is judged only if the same request without the defect succeeds. A failure counts only if it repeats. An',
    'action is *not offered* if the target refuses it with InvalidAction, NotImplemented, OptInRequired or 501, or in the way in which it',
    'refuses an action that EC2 does not have. The report counts these actions; they are no failures.',
    '',
    'A MUST rests on evidence that is documented, recorded from EC2 or in the service model. A SHOULD has evidence too, which does not',
    'require exactly this of every action. `open` means that no source says what is right: the report records the response. The last',
    'column counts the deliberate faults of the embedded target that show that the requirement can fail.',
    '',
    '| requirement | level | statement | evidence | known faults |',
    '| --- | --- | --- | --- | --: |',
    ...suite.requirements.map(
      ({ id, level, means, evidence }) =>
        `| ${codeSpan(id)} | ${level} | ${cell(means)} | ${[...new Set(evidence.map(({ grade }) => grade))].join(', ') || 'open'} | ${faults.filter(({ breaks }) => breaks === id).length} |`,
    ),
    '',
    '## What is not asked',
    '',
    ...notAsked(model, list),
    '',
  ].join('\n');
}

function sent(model: ServiceModel, list: SweepList): readonly string[] {
  const context = { apiVersion: model.apiVersion, fill: (text: string) => text, hasDeniedIdentity: true };
  const all = { context, withAccountSettings: false, isSelected: () => true, isNeeded: () => true };
  const calls = (['smoke', 'default', 'deep'] as const).map(
    (effort) =>
      `| ${codeSpan(effort)} | ${planSweep(model, list, { ...all, effort }).calls} | ${sweepLimits[effort]} |`,
  );
  const uses = planSweep(model, list, { ...all, effort: 'default' }).actions.map(({ use }) => use.kind);
  const count = (kind: string) => uses.filter((use) => use === kind).length;
  return [
    `The model of ${model.apiVersion} has ${model.actions.size} actions, of which a run asks ${count('read') + count('dry-run')}:`,
    '',
    '| actions | are sent |',
    '| --: | --- |',
    `| ${count('read')} | as they are, since they only read: a [reviewed list](../fixtures/every-operation/actions.json) |`,
    `| ${count('dry-run')} | with DryRun=true in every request: they change something, or their response holds secrets |`,
    `| ${list.accountSettings.length} | not, unless \`--account-settings\` adds their dry runs: they change the whole account or buy something |`,
    `| ${mutatingWithoutDryRun(model, list).length} | never: they change something and have no DryRun |`,
    '',
    'Just before a request is sent, its parameters are checked once more, also those of a request with a deliberate defect: it has to be',
    'one of the reviewed reads, a dry run, or a request for an action that EC2 does not have. Anything else is refused as a mistake of the suite.',
    '',
    'EC2 never responds to a dry run with a success: a permitted one gets the error DryRunOperation. A success means that the server',
    'ignored DryRun and carried the request out. Reads are sent first. The first success of a dry run ends the dry runs, also',
    'that of a read whose response would hold secrets (below): a server that ignores DryRun once may do so again. `--skip ACTION`',
    'leaves out the action that ended them. `--disposable` goes on; use it for a local server that you throw away. It is refused for a',
    'target on another machine.',
    '',
    'The run deletes what such a request created, if the model has an action that deletes it by a single id. Otherwise it lists what is',
    'left, and ends with exit code 5. If the target is on this machine, the run also compares the lists of resources before and after the',
    'dry runs, to find what they created without saying so.',
    '',
    'These are the calls if there is an identity without permissions; without one, fewer requests are sent as it:',
    '',
    '| effort | planned calls | maximum |',
    '| --- | --: | --: |',
    ...calls,
    '',
    '`deep` asks all questions about every action. `default` sends the valid request of every action, and a few of the other questions:',
    'different ones from action to action, so that each question is asked of many actions. `smoke` sends the valid requests, and each other',
    'question to a few actions. The calls between the plan and the maximum repeat failures and ask for next pages. `--shard`, `--only` and',
    '`--skip` divide the actions; `--resume` continues an interrupted run in the folder of `--out`.',
  ];
}

function notAsked(model: ServiceModel, list: SweepList): readonly string[] {
  return [
    'What an action does, which values it accepts beyond their type, the order of its checks, and permissions: only the suites of single',
    'operations test these. Actions that are left out, or sent as a dry run although they only read:',
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
    'not judged. Each report lists under `actions`, for every action, which requirements were not judged: `not-covered` was not asked in',
    'this run, for example because of its effort; for `no-control` the valid request did not succeed.',
  ];
}

function named(names: readonly string[]): string {
  return [...names].sort().map(codeSpan).join(', ');
}
