/** Clients in every operation of the suite: a right one conforms, a mutant fails its own requirement, one that lacks it is not judged. */
import { describe, expect, test } from 'vitest';
import { runClient } from '../harness/client/client-run.ts';
import { InProcessAdapter } from '../harness/client/driver/in-process-adapter.ts';
import { type ClientCase, isJsonList } from '../harness/client/fixture.ts';
import type { ReferenceClientBehaviour } from '../harness/client/reference-client/behaviour.ts';
import { correctBehaviour, InexpressibleInput, referenceClient } from '../harness/client/reference-client/client.ts';
import { modelBehaviour } from '../harness/client/reference-client/model-behaviour.ts';
import { clientFaults } from '../harness/mutants/client/client-catalogue.ts';
import { everyValue } from '../harness/mutants/client/client-decoding.ts';
import { eachPair } from '../harness/mutants/client/client-encoding.ts';
import type { ClientChange } from '../harness/mutants/client/client-fault.ts';
import { clientVariants } from '../harness/mutants/client/client-variants.ts';
import { loadServiceModel } from '../harness/service-model/load-model.ts';
import { assembleReport } from '../reports/assemble.ts';
import type { Report } from '../reports/report.ts';
import { areOpen } from './client/cases.ts';
import { clientStatements } from './client/client-statements.ts';
import { requestChecks } from './client/general-checks.ts';
import { operationClientSuite, operationProperties } from './client/operation-suite.ts';
import { operations } from './operations.ts';

const model = loadServiceModel();
const right = modelBehaviour(correctBehaviour, model);
const names = Object.keys(operations).filter((name) => name !== 'RevokeSecurityGroupIngress');
const suites = new Map(names.map((name) => [name, operationClientSuite(name)] as const));

/** What a client is asked. */
interface Asked {
  /** As for {@link operationProperties}. */
  readonly runs: number;
  /** The requirements whose cases are run; default: all. */
  readonly about?: ReadonlySet<string>;
  /** Which of the cases are run, by position; default: all. */
  readonly isAsked?: (position: number) => boolean;
  readonly lacks?: readonly string[];
  /** Part of why nothing could be judged. Default: there is no such reason. */
  readonly problem?: string;
}

async function reportOn(
  operation: string,
  behaviour: ReferenceClientBehaviour,
  { runs, about, isAsked = () => true, lacks = [], problem }: Asked,
): Promise<Report> {
  const { cases, requirements, firstInputs, owners } = suites.get(operation) ?? operationClientSuite(operation);
  const run = await runClient({
    ...{ operation, firstInputs, owners, invariants: requestChecks, isOpen: areOpen },
    adapter: new InProcessAdapter({ ...referenceClient(behaviour), lacks }),
    cases: (about === undefined ? cases : casesAbout(about, cases)).filter((_, position) => isAsked(position)),
    properties: operationProperties(operation, model, 7, runs),
    timeoutMs: 5000,
    concurrency: 4,
    reproduce: () => '',
  });
  if (problem === undefined) expect(run.problem?.message).toBeUndefined();
  else expect(run.problem?.message).toContain(problem);
  return assembleReport({
    register: requirements,
    results: run.results,
    invariantRequirements: requestChecks.map(({ requirement }) => requirement),
    suite: { name: 'ec2-conformance', version: '0', digest: '0' },
    ...{ mode: 'client', operation, isLimited: about !== undefined, target: { name: 'reference client' } },
    ...{ startedAt: new Date(0), durationMs: 0, seed: 7, callsByAction: {}, strict: true },
    events: { misconfigured: [], unreachable: [], leftBehind: [], cutShort: run.cutShort },
  });
}

/** The cases about a requirement; where there is none, since it is judged over every request, some of each kind. */
function casesAbout(about: ReadonlySet<string>, cases: readonly ClientCase[]): readonly ClientCase[] {
  const own = cases.filter(({ requirements }) => requirements.some((id) => about.has(id)));
  return own.length > 0 || about.size === 0
    ? own
    : cases.filter(({ id }, index) => id.startsWith('client-encoding/') || index % 8 === 0);
}

function red({ requirements }: Report): readonly string[] {
  return requirements.filter(({ level, verdict }) => level !== 'OBSERVE' && verdict === 'fail').map(({ id }) => id);
}

test.each(names)('the reference client conforms in %s, SHOULD included', async (operation) => {
  const { summary } = await reportOn(operation, right, { runs: 40 });

  expect(summary.reasons).toEqual([]);
  expect(summary.requirements.notApplicable + summary.requirements.untestable).toBe(0);
});

test.each(Object.entries(clientStatements))(
  'what is stated of %s is of cases and requirements that it has',
  (name, statement) => {
    const { cases, requirements } = suites.get(name) ?? operationClientSuite(name);

    expect(cases.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(statement.titles ?? {})));
    expect(requirements.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(statement.sentences ?? {})));
  },
);

test('no requirement of an operation that a client does not have is untestable', async () => {
  const without: ReferenceClientBehaviour = {
    ...right,
    pairs: (operation) => {
      throw new InexpressibleInput(`this client has no ${operation}`);
    },
  };
  const problem = 'this client has no ModifySecurityGroupRules';
  const { requirements } = await reportOn('ModifySecurityGroupRules', without, { runs: 20, problem });

  expect(requirements.length).toBeGreaterThan(50);
  expect(requirements.filter(({ verdict }) => verdict !== 'not-applicable').map(({ id }) => id)).toEqual([]);
});

/** Mutants that are wrong in a member, or in a document, that only a revoke has: by its name, or by what is beside it. */
const ofRevokes: ReadonlySet<string> = new Set([
  'absent-port-as-zero',
  'brackets-dropped',
  'date-rewritten',
  'empty-set-as-one-empty-item',
  'empty-set-has-an-item',
  'empty-unknown-set-as-one-empty-item',
  'fifty-items-only',
  'first-item-only',
  'flat-minus-one-dropped',
  'integers-as-floats',
  'integers-with-exponent',
  'ipv6-source-dropped',
  'is-egress-by-presence',
  'list-cut-at-fifty',
  'marks-composed',
  'minus-one-dropped',
  'needs-indentation',
  'nested-letters-lost',
  'nested-numbers-go-on',
  'nested-references-left',
  'nested-white-space-lost',
  'null-as-nothing',
  'one-item-lost',
  'port-zero-dropped',
  'referenced-group-nested',
  'revoked-beside-unknown-lost',
  'second-set-lost',
  'second-try-loses-a-parameter',
  'success-after-throttling-again',
  'tenth-rule-id-dropped',
  'true-as-boolean',
  'unknown-permissions-dropped',
  'zero-as-number',
]);

/** Mutants that are wrong in GroupName. */
const ofGroupNames: ReadonlySet<string> = new Set(['group-name-as-number', 'group-name-trimmed']);

/** Operations with enough of the cases. Those that make and delete groups have few. */
const rich = names.filter((name) => !/^(Create|Delete)/.test(name));

/** Each mutant in one operation: the next one, in turn, that has its requirement. */
const placed = clientFaults.flatMap((fault, index) => {
  const having = rich.filter((name) => suites.get(name)?.requirements.some(({ id }) => id === fault.breaks));
  const turn = ofGroupNames.has(fault.id) ? 'AuthorizeSecurityGroupIngress' : having[index % having.length];
  const operation = ofRevokes.has(fault.id) ? 'RevokeSecurityGroupEgress' : turn;
  return operation === undefined ? [] : [{ fault, operation }];
});

describe('each mutant turns its requirement red, in whichever operation', () => {
  test.each(placed.map((one) => [one.fault.id, one.operation, one] as const))(
    '%s in %s',
    async (_, operation, { fault }) => {
      const own = new Set([fault.breaks, ...(fault.alsoBreaks ?? [])]);
      const report = await reportOn(operation, fault.apply(right), { runs: 0, about: own });
      const known = new Set(report.requirements.map(({ id }) => id));

      expect([...red(report)].sort()).toEqual([...own].filter((id) => known.has(id)).sort());
    },
  );
});

test('every operation with enough cases is among those that a mutant is tried in, and few mutants have no place', () => {
  expect(new Set(placed.map(({ operation }) => operation))).toEqual(new Set(rich));
  expect(placed.length).toBeGreaterThan(clientFaults.length - 25);
});

/** Variants whose difference is in what they read of a revoke. */
const readingRevokes: ReadonlySet<string> = new Set(['request-id-of-header', 'success-alone']);

/** One in so many of the cases, others for each variant; `EVERY_CASE=1` runs all of them. */
const sample = process.env['EVERY_CASE'] === undefined ? 3 : 1;

/** Where a variant has to be tried: what the others have in common is wherever their turn falls. */
const chosenPlaces: Readonly<Record<string, string>> = {
  'failure-for-return-false': 'ModifySecurityGroupRules',
  'groups-by-name': 'AuthorizeSecurityGroupIngress',
};

describe('each harmless variant conforms, in whichever operation, SHOULD included', () => {
  const variants = clientVariants.filter(({ id }) => !readingRevokes.has(id));
  const placedVariants = variants.map((variant, index) => {
    const operation = chosenPlaces[variant.id] ?? names[index % names.length] ?? '';
    const isAsked = (position: number) => (position + index) % sample === 0;
    return [variant.id, operation, { ...variant, isAsked }] as const;
  });
  test.each(placedVariants)('%s in %s', async (_, operation, { apply, isAsked, lacks = [] }) => {
    const report = await reportOn(operation, apply(right), { runs: 20, isAsked, lacks });

    expect(red(report)).toEqual([]);
    expect(report.summary.requirements).toMatchObject({ blocked: 0 });
    expect(report.summary.requirements.pass).toBeGreaterThan(20);
  });
});

/** What a client does wrong in generated calls, the operation, the requirement, and the cell that shows it. */
const wrongInGenerated: readonly (readonly [string, string, string, string, ClientChange])[] = [
  [
    'drops the tenth item of a list in a list',
    'UpdateSecurityGroupRuleDescriptionsEgress',
    'input',
    'lists-past-nine',
    eachPair(([name, value]) => (/\.\d+\.\w+\.1\d\./.test(name) ? [] : [[name, value]])),
  ],
  [
    'sends tags under the name of the member',
    'CreateSecurityGroup',
    'input',
    'every-member',
    eachPair(([name, value]) => [[name.replace('.Tag.', '.Tags.'), value]]),
  ],
  [
    'sends rules to be modified under the name of the member',
    'ModifySecurityGroupRules',
    'input',
    'required-members',
    eachPair(([name, value]) => [[name.replace(/^SecurityGroupRule\./, 'SecurityGroupRules.'), value]]),
  ],
  [
    'adds a limit that was not given',
    'DescribeSecurityGroupRules',
    'input',
    'required-members',
    (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => [
        ...behaviour.pairs(operation, input),
        ...(input['MaxResults'] === undefined ? [['MaxResults', '1000'] as const] : []),
      ],
    }),
  ],
  [
    'cuts off white space in the values of filters',
    'DescribeSecurityGroups',
    'input',
    'texts',
    eachPair(([name, value]) => [[name, name.includes('.Value.') ? value.trim() : value]]),
  ],
  [
    'reads nine items of a list',
    'DescribeSecurityGroups',
    'output',
    'lists-past-nine',
    everyValue((value) => (isJsonList(value) ? value.slice(0, 9) : value)),
  ],
  [
    'reads an empty list as a list of one empty item',
    'AuthorizeSecurityGroupEgress',
    'output',
    'empty-lists',
    everyValue((value) => (isJsonList(value) && value.length === 0 ? [''] : value)),
  ],
  [
    'loses what is nested in an item',
    'DescribeSecurityGroupRules',
    'output',
    'every-member',
    everyValue((value) =>
      isJsonList(value) || typeof value !== 'object' || value === null
        ? value
        : Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'ReferencedGroupInfo')),
    ),
  ],
  [
    'loses texts that are not ASCII',
    'CreateSecurityGroup',
    'output',
    'texts',
    everyValue((value) => (typeof value === 'string' && /[^\x00-\x7f]/.test(value) ? '' : value)),
  ],
  [
    'says false where true is said',
    'DeleteSecurityGroup',
    'output',
    'every-member',
    everyValue((value) => (value === true ? false : value)),
  ],
];

describe('a client that is wrong in generated calls', () => {
  const known = wrongInGenerated.filter(([, operation]) => suites.has(operation));
  test.each(known)('%s in %s: fails by its %s', async (_, operation, side, cell, change) => {
    const report = await reportOn(operation, change(right), { runs: 100, about: new Set() });
    const failed = report.cases.filter(({ verdict }) => verdict === 'fail');

    expect(red(report)).toEqual([`client-model/${side}`]);
    expect(failed.map(({ id }) => id)).toContain(`client-model/${cell}`);
  });
});

test.each(names)('gives every MUST of %s evidence that carries it', (operation) => {
  const { requirements = [] } = suites.get(operation) ?? {};
  const carrying = ['documented', 'model', 'recorded'];

  expect(
    requirements
      .filter(({ level, evidence }) => level === 'MUST' && !evidence.some(({ grade }) => carrying.includes(grade)))
      .map(({ id }) => id),
  ).toEqual([]);
  expect(JSON.stringify(requirements)).not.toContain('RevokeSecurityGroupIngress');
});
