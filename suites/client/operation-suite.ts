/**
 * What a client is judged by in one operation: the cases of RevokeSecurityGroupIngress that its shapes allow, under the
 * same ids, and generated calls of it, of several kinds.
 */
import { type ClientCarrier, carryClientCase, plainInputsOf } from '../../harness/client/carry-client-case.ts';
import { usualInputs } from '../../harness/client/case-forms.ts';
import type { ClientEngine } from '../../harness/client/client-engine.ts';
import { type ClientCase, isJsonList, isJsonObject, type Json, type JsonObject } from '../../harness/client/fixture.ts';
import type { ReportPlace } from '../../harness/client/judge-report.ts';
import { type ModelCell, modelProperty } from '../../harness/client/model-property.ts';
import type { ClientProperty } from '../../harness/client/property.ts';
import { documented, type Evidence, type Requirement } from '../../harness/register/requirement.ts';
import { actionOf, loadServiceModel } from '../../harness/service-model/load-model.ts';
import type { ServiceModel } from '../../harness/service-model/model.ts';
import { pageOf } from '../requirements/documents.ts';
import { register } from '../requirements/register.ts';
import { clientCases } from './cases.ts';
import { clientStatements } from './client-statements.ts';
import { generatedCalls } from './every-operation.ts';
import { requestChecks } from './general-checks.ts';
import { isOfMember, owners } from './parameter-owners.ts';

/** The operation whose cases are written down. */
const source = 'RevokeSecurityGroupIngress';

/** What a client is judged by, and how. */
export interface OperationClientSuite {
  readonly requirements: readonly Requirement[];
  readonly cases: readonly ClientCase[];
  /** Inputs of the first call, in the order in which they are tried. */
  readonly firstInputs: readonly JsonObject[];
  readonly owners: Pick<ClientEngine, 'ownerOf' | 'ownerOfMember'>;
}

/** The suite of an operation that the model has. Of RevokeSecurityGroupIngress the requirements are in its own register. */
export function operationClientSuite(operation: string): OperationClientSuite {
  if (operation === source) return { requirements: [], cases: clientCases(), firstInputs: usualInputs, owners };
  const carrier = carrierTo(operation);
  const cases = clientCases().flatMap((one) => carryClientCase(one, carrier) ?? []);
  const requirements = requirementsOf(carrier, cases);
  const ids = new Set(requirements.map(({ id }) => id));
  const named = (id: string | undefined) => (id !== undefined && ids.has(id) ? id : undefined);
  return {
    requirements,
    cases,
    firstInputs: plainInputsOf(carrier),
    owners: {
      ownerOf: (parameter) => named(owners.ownerOf?.(parameter)),
      ownerOfMember: (place) => named(owners.ownerOfMember?.(placeInSource(place, carrier))),
    },
  };
}

function carrierTo(operation: string): ClientCarrier {
  const model = loadServiceModel();
  const statement = clientStatements[operation] ?? {};
  return { from: actionOf(model, source), to: actionOf(model, operation), statement, isOfMember };
}

/** Those of which there is a case, those of every request, and those of generated calls, which rest on all the others. */
function requirementsOf(carrier: ClientCarrier, cases: readonly ClientCase[]): readonly Requirement[] {
  const served = new Set([
    ...requestChecks.map(({ requirement }) => requirement),
    ...cases.flatMap((one) => one.requirements),
  ]);
  const own = register.requirements.filter(({ id, binds }) => binds.includes('client') && served.has(id));
  const listed = own.map((one) => requirementOf(one, carrier, served));
  const judged = listed.filter(({ level }) => level !== 'OBSERVE');
  const idsOf = (all: readonly Requirement[]) => all.map(({ id }) => id);
  const reading = idsOf(judged.filter(({ topic }) => topic === 'client-response'));
  const writing = idsOf(judged.filter(({ topic }) => topic !== 'client-response'));
  return [
    ...listed,
    ...generatedCalls.map((one) => ({ ...one, dependsOn: one.id === 'client-model/input' ? writing : reading })),
  ];
}

function requirementOf(one: Requirement, { to, statement }: ClientCarrier, served: ReadonlySet<string>): Requirement {
  const model: Evidence = { grade: 'model', source: `AWS service model of EC2, 2016-11-15: ${to.name}` };
  const isOfShapes = one.topic === 'encoding' || one.topic === 'client-encoding' || one.topic === 'client-response';
  const citesPage = ({ source: where }: Evidence) => where.includes(pageOf(source));
  return {
    ...one,
    binds: ['client'],
    means: statement.sentences?.[one.id] ?? one.means,
    evidence: [
      ...(isOfShapes ? [model] : []),
      ...(one.evidence.some(citesPage) ? [documented(pageOf(to.name))] : []),
      ...one.evidence.filter((each) => each.grade !== 'model' && !citesPage(each)),
    ],
    facts: [],
    outline: [],
    dependsOn: one.dependsOn.filter((id) => served.has(id)),
  };
}

/** The description of a rule in RevokedSecurityGroupRules for that of one in SecurityGroupRules. */
function placeInSource(place: ReportPlace, { statement }: ClientCarrier): ReportPlace {
  if (place.kind !== 'output') return place;
  for (const [member, pattern] of Object.entries(statement.output ?? {})) {
    const own = pathOfValue(pattern);
    if (own?.every((name, index) => name === place.path[index]) === true) {
      return { kind: 'output', path: [member, ...place.path.slice(own.length)] };
    }
  }
  return place;
}

/** Where `{value}` stands, without the numbers of items. */
function pathOfValue(pattern: Json): readonly string[] | undefined {
  if (pattern === '{value}') return [];
  if (isJsonList(pattern)) return pathOfValue(pattern[0] ?? null);
  if (!isJsonObject(pattern)) return undefined;
  for (const [name, below] of Object.entries(pattern)) {
    const path = pathOfValue(below);
    if (path !== undefined) return [name, ...path];
  }
  return undefined;
}

/** Kinds of generated calls: what meets within one is varied, and no more of it is needed than shows a fault. */
const cells: Readonly<Record<string, ModelCell>> = {
  small: { title: 'of a few members', size: { depth: 2, items: 2, density: 0.35 }, draws: 30 },
  'every-member': { title: 'with every member', size: { depth: 3, items: 1, density: 1 }, draws: 5 },
  'required-members': { title: 'with no member that may be absent', size: { leastItems: 1, density: 0 }, draws: 3 },
  'empty-lists': { title: 'with lists that are empty', size: { depth: 3, items: 0, density: 0.9 }, draws: 5 },
  'lists-past-nine': {
    title: 'with lists past nine',
    size: { depth: 2, items: 3, leastItems: 10, density: 0.6 },
    draws: 4,
  },
  texts: { title: 'with texts of any characters', size: { depth: 2, items: 2, density: 0.6, oddness: 1 }, draws: 30 },
};

/** Generated calls of an operation; `runs` as for {@link clientProperties}, of which these are about as many. */
export function operationProperties(
  operation: string,
  model: ServiceModel,
  seed: number,
  runs: number,
): readonly ClientProperty[] {
  if (runs === 0) return [];
  return Object.entries(cells).map(([name, { draws, ...cell }]) =>
    modelProperty({
      ...{ id: `client-model/${name}`, model, action: actionOf(model, operation), seed },
      ...{ input: 'client-model/input', output: 'client-model/output' },
      cell: { ...cell, draws: Math.max(1, Math.round((draws * runs) / 100)) },
    }),
  );
}
