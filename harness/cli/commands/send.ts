/** `send`: one signed request, the raw exchange, and what the suite says of the response. */

import type { ExitCode } from '../../../reports/report.ts';
import { mismatchText } from '../../../reports/text/mismatch-text.ts';
import type { Mismatch } from '../../checks/finding.ts';
import { describeOutcome } from '../../checks/judge-step.ts';
import type { ResponseSubject } from '../../checks/response-subject.ts';
import { type Call, Caller } from '../../endpoint/caller.ts';
import { TransportProblem } from '../../endpoint/problem.ts';
import { prepareSend } from '../../engine/build-request.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import type { Requirement } from '../../register/requirement.ts';
import { curlFor } from '../../transcript/curl.ts';
import { recordExchange } from '../../transcript/exchange-text.ts';
import { secretsOf } from '../../transcript/redact.ts';
import { command } from '../command.ts';
import { openReference } from '../connection/open-reference.ts';
import { serverSettings } from '../connection/open-target.ts';
import { endpointOf } from '../connection/target-settings.ts';
import type { CommandContext } from '../context.ts';
import { Interrupted, Interruption } from '../interruption.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { operationNamed, operationOption } from '../operation-option.ts';
import { choiceOption, flagOption, integerOption, textOption, type ValuesOf, waitOption } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

const options = {
  operation: operationOption,
  endpoint: textOption(
    'URL',
    'the server to send to; default: AWS_ENDPOINT_URL_EC2, AWS_ENDPOINT_URL, else the embedded target',
  ),
  region: textOption('NAME', 'region to sign for'),
  method: choiceOption(['POST', 'GET'], 'POST sends the parameters as a form, GET as a query', 'POST'),
  sign: choiceOption(['header', 'query', 'none'], 'where the signature goes', 'header'),
  as: choiceOption(['main', 'denied', 'session'], 'whose keys sign', 'main'),
  timeout: integerOption('MS', 'milliseconds to wait for a response', { least: 10, most: 600_000 }, 10_000),
  wait: waitOption,
  insecure: flagOption('accept any TLS certificate'),
  json: flagOption('print the exchange and the verdicts as JSON'),
} as const;

type SendOptions = ValuesOf<typeof options>;

/** The command `send`. */
export const sendCommand = command({
  name: 'send',
  takes: ['NAME=VALUE …'],
  about: 'send one signed test request; show the raw exchange and how it is judged',
  details: [
    'Action and Version default to --operation and 2016-11-15. Only the response is judged, since the rules of the target are not read.',
    'Example: npx ec2-conformance send --endpoint http://127.0.0.1:4566 GroupId=sg-0123456789abcdef0 DryRun=true',
  ],
  options,
  run: send,
});

async function send(values: SendOptions, positionals: readonly string[], context: CommandContext): Promise<ExitCode> {
  const pairs = positionals.map(pairOf);
  const suite = await operationNamed(values.operation, context);
  const { settings, close } = await open(values, context);
  if (settings.identities[values.as] === undefined) {
    throw new UsageMistake(
      `--as ${values.as} needs keys: set EC2_CONFORMANCE_${values.as.toUpperCase()}_ACCESS_KEY_ID and its companions.`,
    );
  }
  const caller = new Caller(settings);
  const interruption = new Interruption(context);
  try {
    const { params, draft, action } = prepared(pairs, values, suite.action);
    let call: Call | undefined;
    try {
      const sending = caller.send(draft, (made) => {
        call = made;
      });
      call = await interruption.unless(sending, unknownEffect);
    } catch (problem) {
      if (problem instanceof Interrupted) {
        context.stderr.write(`ec2-conformance send: ${problem.message}\n`);
        return 3;
      }
      if (!(problem instanceof TransportProblem)) {
        throw problem;
      }
      context.stderr.write(`ec2-conformance send: ${problem.message}\n`);
      return 4;
    }
    const { exchange, outcome } = call;
    const subject: ResponseSubject = { exchange, action, params, operation: suite, outcome };
    return show({ subject, caller }, values, suite, context);
  } finally {
    caller.close();
    await close();
  }
}

const unknownEffect = 'interrupted before the response arrived; whether the target did what was asked is not known.';

function pairOf(argument: string): readonly [string, string] {
  const at = argument.indexOf('=');
  if (at < 1) {
    throw new UsageMistake(`${JSON.stringify(argument)} is not NAME=VALUE. Write GroupId=sg-0123456789abcdef0.`);
  }
  return [argument.slice(0, at), argument.slice(at + 1)];
}

function prepared(pairs: readonly (readonly [string, string])[], { method, sign, as }: SendOptions, operation: string) {
  const given = new Map(pairs);
  const action = given.get('Action') ?? operation;
  const head = [
    ['Action', action],
    ['Version', given.get('Version') ?? '2016-11-15'],
  ] as const;
  const rest = pairs.filter(([name]) => name !== 'Action' && name !== 'Version');
  const params = Object.fromEntries([...head, ...rest]);
  return { ...prepareSend({ bare: true, params, method, sign, as }, new Map(), operation), action, params: rest };
}

async function open(values: SendOptions, context: CommandContext) {
  const asked = {
    timeoutMs: values.timeout,
    concurrency: 1,
    ...(values.insecure ? { insecure: true } : {}),
    ...(values.region === undefined ? {} : { region: values.region }),
  };
  const endpoint = endpointOf(values.endpoint === undefined ? {} : { endpoint: values.endpoint }, context.environment);
  if (endpoint !== undefined) {
    const awaited = { ...asked, ...omitUndefined({ wait: values.wait }) };
    return { settings: await serverSettings(endpoint, awaited, context), close: async () => undefined };
  }
  return openReference(asked, context.secrets);
}

function show(
  { subject, caller }: { readonly subject: ResponseSubject; readonly caller: Caller },
  { as, json }: SendOptions,
  { requirements, generalChecks: invariants }: OperationSuite,
  { stdout }: CommandContext,
): ExitCode {
  const { settings } = caller;
  const secrets = secretsOf(Object.values(settings.identities).filter((identity) => identity !== undefined));
  const answer = caller.display(describeOutcome(subject.outcome));
  const { request, response } = recordExchange(subject.exchange, secrets);
  const judged = invariants
    .filter((invariant) => invariant.applies(subject))
    .map((invariant) => ({
      requirement: invariant.requirement,
      mismatches: invariant.judge(subject).map((one) => displayed(one, caller)),
    }));
  const levelOf = (id: string) => requirements.find((one) => one.id === id)?.level;
  const failed = judged.filter(({ mismatches }) => mismatches.length > 0);
  const mustFail = failed.some(({ requirement }) => levelOf(requirement) === 'MUST');
  // An open question is no mismatch, whatever the response.
  const deciding = judged.filter(({ requirement }) => levelOf(requirement) !== 'OBSERVE');
  const passed = deciding.filter(({ mismatches }) => mismatches.length === 0);
  if (json === true) {
    stdout.write(`${JSON.stringify({ request, response, answer, judged }, undefined, 2)}\n`);
    return mustFail ? 1 : 0;
  }
  const curl = curlFor(subject.exchange.request, {
    endpoint: settings.endpoint,
    region: settings.region,
    as,
    insecure: settings.insecure === true,
  });
  stdout.write(
    [
      request,
      '',
      withoutWorkflowCommands(response),
      '',
      `response  ${answer}`,
      ...failed.flatMap(({ requirement, mismatches }) => mismatchLines(requirement, mismatches, requirements)),
      `judged    ${passed.length} of ${deciding.length} requirements on the response pass`,
      ...(curl === '' ? [] : [`curl      ${curl}`]),
      '',
    ].join('\n'),
  );
  return mustFail ? 1 : 0;
}

/** A line that begins so in the log of a CI job would be a command to it. */
function withoutWorkflowCommands(response: string): string {
  return response.replace(/^(?=::|##\[)/gm, ' ');
}

/** Expectations quote what was sent, observations what the target said. */
function displayed({ kind, at, expected, observed }: Mismatch, caller: Caller): Mismatch {
  return { kind, at: caller.display(at), expected: caller.display(expected), observed: caller.display(observed) };
}

function mismatchLines(
  id: string,
  mismatches: readonly Mismatch[],
  register: readonly Requirement[],
): readonly string[] {
  const requirement = register.find((one) => one.id === id);
  return [
    `${requirement?.level === 'OBSERVE' ? 'observed ' : 'mismatch '} ${id} (${requirement?.level ?? 'unknown'}): ${requirement?.means ?? ''}`,
    ...mismatches.map((one) => `          ${mismatchText(one)}`),
  ];
}
