/** `explain ID`: all that is known of a requirement or a case. */
import { everyResponseId } from '../../../reports/baseline.ts';
import { indentAndMark } from '../../../reports/html/indent-xml.ts';
import { givenText } from '../../../reports/text/given-text.ts';
import type { Case, CodeStep } from '../../cases/case.ts';
import type { ExchangeRecord } from '../../checks/case-result.ts';
import { describeExpected } from '../../checks/judge-step.ts';
import type { Fault } from '../../mutants/fault.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import type { Requirement } from '../../register/requirement.ts';
import { firstVersion, isNewer } from '../../register/suite-version.ts';
import { noResources } from '../../scene/no-resources.ts';
import { explainClientCase } from '../client/explain-client-case.ts';
import { command } from '../command.ts';
import type { ClientCatalogue, SweepCatalogue } from '../context.ts';
import { didYouMean } from '../did-you-mean.ts';
import {
  everyOperation,
  operationOption,
  printedListCommand,
  refuseInSweep,
  selectedSuite,
  suiteVersionOption,
} from '../operation-option.ts';
import { shown } from '../option-table.ts';
import { matchesGlob } from '../run/selection.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { exampleExchange, exampleOfGeneralCheck } from './example-exchange.ts';

/** The command `explain`. */
export const explainCommand = command({
  name: 'explain',
  takes: ['ID|GLOB'],
  about: 'explain a requirement or a case: statement, evidence, accepted responses, an example, known faults',
  details: ['Of a GLOB, as --only takes it, everything that it matches is listed.'],
  options: { operation: operationOption, suiteVersion: suiteVersionOption },
  run: async (asked, [id = ''], context) => {
    const sweep = asked.operation === everyOperation ? await context.catalogue.sweep?.() : undefined;
    if (sweep !== undefined) {
      if (asked.suiteVersion !== undefined) refuseInSweep('--suite-version');
      const listed = listMatches(id, sweep.requirements, []);
      context.stdout.write(listed ?? `${explainSwept(id, sweep)}\n`);
      return 0;
    }
    const { suite } = await selectedSuite(asked, context);
    const { requirements, cases } = suite;
    const faults = await suite.faults();
    const example = cases.find((one) => one.id === id);
    const client = (await context.catalogue.client?.(suite.action)) ?? { requirements: [], cases: [], faults: [] };
    const listed = listMatches(id, [...requirements, ...client.requirements], [...cases, ...client.cases]);
    if (listed !== undefined) {
      context.stdout.write(listed);
      return 0;
    }
    const requirement = [...requirements, ...client.requirements].find(
      (one) => one.id === id || everyResponseId(one.id) === id,
    );
    const clientExample = client.cases.find((one) => one.id === id);
    if (requirement === undefined && example === undefined && clientExample === undefined) {
      const known = [...requirements, ...client.requirements, ...cases, ...client.cases].map((one) => one.id);
      throw new UsageMistake(
        `No requirement and no case is called ${shown(id)}.${didYouMean(id, known)} See ${printedListCommand(suite.action)}.`,
      );
    }
    const exchange = requirement === undefined ? undefined : await exchangeFor(requirement, suite);
    const parts = [
      ...(requirement === undefined ? [] : [explainRequirement(requirement, suite, faults, exchange, client)]),
      ...(example === undefined || isExample(example, requirement, cases) ? [] : [explainCase(example, suite)]),
      ...(requirement !== undefined || clientExample === undefined ? [] : [explainClientCase(clientExample)]),
    ];
    context.stdout.write(`${parts.join('\n\n')}\n`);
    return 0;
  },
});

/** What a glob matches, a line each; undefined for an id, and for a glob that matches nothing. */
function listMatches(
  glob: string,
  requirements: readonly Requirement[],
  cases: readonly { readonly id: string; readonly title: string }[],
): string | undefined {
  if ([...requirements, ...cases].some(({ id }) => id === glob)) return undefined;
  const matches = ({ id }: { readonly id: string }) => matchesGlob([glob], id);
  const ids = (lines: readonly (readonly [id: string, text: string])[]) =>
    [...new Map(lines)].map(([id, text]) => `${id}: ${text}`);
  const lines = [
    ...block(
      'Requirements',
      ids(requirements.filter(matches).map(({ id, level, means }) => [id, `${level}: ${means}`])),
    ),
    ...block('Cases', ids(cases.filter(matches).map(({ id, title }) => [id, title]))),
  ];
  return lines.length === 0 ? undefined : `${lines.slice(1).join('\n')}\n`;
}

/** A requirement of a sweep: it has no cases of its own. */
function explainSwept(id: string, { requirements, faults }: SweepCatalogue): string {
  const requirement = requirements.find((one) => one.id === id);
  if (requirement === undefined) {
    const known = requirements.map((one) => one.id);
    throw new UsageMistake(
      `No requirement is called ${shown(id)}.${didYouMean(id, known)} See npx ec2-conformance list --operation ${everyOperation}.`,
    );
  }
  return explainRequirement(
    requirement,
    { action: everyOperation, cases: [], properties: new Set(), domain: noResources },
    faults,
    undefined,
  );
}

/** A requirement's first case often bears its name; it is shown once. */
function isExample(one: Case, requirement: Requirement | undefined, cases: readonly Case[]): boolean {
  return requirement !== undefined && exampleOf(requirement, cases) === one;
}

function exampleOf({ id }: Requirement, cases: readonly Case[]): Case | undefined {
  return cases.find(({ requirements }) => requirements.includes(id));
}

/** None for a requirement on clients: the embedded target sends and receives nothing that shows it. */
async function exchangeFor(requirement: Requirement, suite: OperationSuite): Promise<ExchangeRecord | undefined> {
  const first = exampleOf(requirement, suite.cases);
  if (first !== undefined) return exampleExchange(first, suite);
  return requirement.binds.includes('server') ? exampleOfGeneralCheck(requirement.id, suite) : undefined;
}

const levels = {
  MUST: 'MUST: a target that does not meet it does not conform',
  SHOULD: 'SHOULD: a target that does not meet it fails the run only under --strict',
  OBSERVE: 'OBSERVE: an open question; the report says what the target does, and every response passes',
} as const;

/** What explaining needs to know of an operation. */
type ExplainedSuite = Pick<OperationSuite, 'action' | 'cases' | 'properties' | 'domain'>;

/** The requirement and its evidence, then how it is tested. `exchange`: the example with the response of the embedded target. */
function explainRequirement(
  requirement: Requirement,
  suite: ExplainedSuite,
  faults: readonly Fault[],
  exchange: ExchangeRecord | undefined,
  client: Pick<ClientCatalogue, 'cases' | 'faults'> = { cases: [], faults: [] },
): string {
  const own = suite.cases.filter(({ requirements }) => requirements.includes(requirement.id));
  const [example] = own;
  const ofClients = client.cases.filter(({ requirements }) => requirements.includes(requirement.id));
  const [clientExample] = ofClients;
  const broken = [...faults, ...client.faults].filter(({ breaks, alsoBreaks: also = [] }) =>
    [breaks, ...also].includes(requirement.id),
  );
  return [
    requirement.id,
    `  ${requirement.means}`,
    `  ${levels[requirement.level]}`,
    ...(isNewer(requirement.since, firstVersion) ? [`  new in ${requirement.since}`] : []),
    ...block(
      'Evidence',
      requirement.evidence.map(({ grade, source, states }) =>
        [`${grade}: ${source}`, ...(states === undefined ? [] : [`    ${states}`])].join('\n'),
      ),
    ),
    ...block('Responses that pass (sources disagree)', requirement.accepts),
    ...block('Depends on (judged only if these pass)', requirement.dependsOn),
    ...(own.length + ofClients.length === 0
      ? [
          '',
          `Cases: none of its own; it is judged over all ${requirement.binds.includes('server') ? 'responses' : 'requests'}`,
        ]
      : block(
          'Cases',
          [...own, ...ofClients].map(({ id, title }) => `${id}: ${title}`),
        )),
    ...(example === undefined ? [] : ['', 'Example', ...indented(explainCase(example, suite))]),
    ...(exchange === undefined ? [] : exchangeLines(exchange)),
    ...(clientExample === undefined ? [] : ['', 'Example for clients', ...indented(explainClientCase(clientExample))]),
    ...block(
      'Known faults',
      broken.map(({ id, means }) => `${id}: ${means}`),
    ),
  ].join('\n');
}

function exchangeLines({ request, response }: ExchangeRecord): readonly string[] {
  const [head, ...body] = response.split('\n\n');
  const answer = [head, indentAndMark(body.join('\n\n'), []).text].join('\n\n');
  return ['', 'Example, with the response of the embedded target', ...indented(request), '', ...indented(answer)];
}

/** Given rules, the request, and the responses that pass; a property has no request that is written down. */
function explainCase(one: Case, suite: ExplainedSuite): string {
  return [
    `${one.id}: ${one.title}`,
    `  covers      ${one.requirements.join(', ')}`,
    ...(one.needs === undefined || one.needs.length === 0 ? [] : [`  needs       ${one.needs.join(', ')}`]),
    ...(one.control === undefined
      ? []
      : [`  control     ${one.control}: the most similar request, which has to succeed`]),
    ...(one.note === undefined ? [] : [`  note        ${one.note}`]),
    ...row('given', givenText(one.given)),
    ...(suite.properties.has(one.id)
      ? row('sent', 'generated requests, drawn by --seed; each must do what the statement above says')
      : [one, ...(one.then ?? [])].flatMap((step) => explainStep(step, suite))),
  ].join('\n');
}

function explainStep({ send, expect }: CodeStep, { action, domain }: ExplainedSuite): readonly string[] {
  const parameters = { ...send.urlParams, ...send.params };
  const names = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const sent = [
    `${send.method ?? 'POST'} ${send.action ?? action}`,
    ...names,
    ...(send.raw === undefined ? [] : [send.raw]),
    ...(send.alter === undefined ? [] : ['(then changed as the title says)']),
  ];
  return [
    ...row('sent', sent.join('\n')),
    ...(expect.length === 0
      ? row('passes', 'any response: an open question, and the report records what the target does')
      : []),
    ...expect.flatMap((response) =>
      row('passes', `${response.answer}: ${describeExpected(response, domain.terms, domain.isStateless)}`),
    ),
  ];
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function row(label: string, text: string): readonly string[] {
  return text.split('\n').map((line, index) => `  ${(index === 0 ? label : '').padEnd(12)}${line}`);
}

function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
}
