/** Probes: the requests of a sweep, each one question about one action. */
import type { TargetIdentity } from '../endpoint/target-settings.ts';
import { encodeInput } from '../service-model/encode-input.ts';
import { minimalInput } from '../service-model/minimal-input.ts';
import { type Action, isModelObject, type Member, type ModelObject, type ModelValue } from '../service-model/model.ts';
import type { Pair } from '../wire/query.ts';
import type { ProbeKind } from './probe-kind.ts';
import { type ActionUse, hasDryRun } from './sweep-actions.ts';

/** One request of a sweep. */
export interface Probe {
  readonly action: string;
  readonly kind: ProbeKind;
  readonly method: 'POST' | 'GET';
  /** Action and Version among them, in the order of the wire. */
  readonly pairs: readonly Pair[];
  readonly as: TargetIdentity;
  readonly signature: 'valid' | 'none' | 'wrong' | 'expired';
  /** Whether the action only reads. */
  readonly isRead: boolean;
  /** Whether this probe is a dry run. */
  readonly isDryRun: boolean;
  /** What is wrong with it, in a few words: `MaxResults=twelve`. */
  readonly defect?: string;
}

/** What probes are made from, beside the action. */
export interface ProbeContext {
  readonly apiVersion: string;
  /** Puts values of this run in the place of plausible ones: ids of resources that the run made, names with the run's prefix. */
  readonly fill: (text: string) => string;
  readonly hasDeniedIdentity: boolean;
}

/** A parameter that no action has. */
const unknownName = 'EcTwoConformanceUnknown';

/** The probe of this kind; undefined if the action gives no occasion for it: it has no integer, no list, no DryRun. */
export function makeProbe(
  kind: ProbeKind,
  action: Action,
  use: Exclude<ActionUse, { readonly kind: 'not-sent' }>,
  context: ProbeContext,
): Probe | undefined {
  const input = validInput(action, use, context);
  const isDryRun = use.kind === 'dry-run';
  const base = (params: ModelObject, change: Partial<Probe> = {}): Probe => ({
    action: action.name,
    kind,
    method: 'POST',
    pairs: [
      ['Action', action.name],
      ['Version', context.apiVersion],
      ...encodeInput(action, isDryRun || change.isDryRun === true ? { DryRun: true, ...params } : params),
    ],
    as: 'main',
    signature: 'valid',
    isRead: use.kind === 'read',
    isDryRun,
    ...change,
  });
  const withPair = (probe: Probe, pair: Pair): Probe => ({
    ...probe,
    pairs: [...probe.pairs, pair],
    defect: `${pair[0]}=${pair[1]}`,
  });
  const onRead = (make: () => Probe | undefined): Probe | undefined => (use.kind === 'read' ? make() : undefined);
  switch (kind) {
    case 'read':
      return onRead(() => base(input));
    case 'dry-run':
      return hasDryRun(action) ? base(input, { isDryRun: true }) : undefined;
    case 'denied-dry-run':
      return hasDryRun(action) && context.hasDeniedIdentity ? base(input, { isDryRun: true, as: 'denied' }) : undefined;
    case 'unknown-parameter':
      return withPair(base(input), [unknownName, 'x']);
    case 'missing-member':
      return missingMember(action, input, base);
    case 'integer':
      return badScalar(action, input, base, ({ shape }) => /^(integer|long|float|double)$/.test(shape.type), 'twelve');
    case 'boolean':
      return badScalar(
        action,
        input,
        base,
        ({ name, shape }) => shape.type === 'boolean' && name !== 'DryRun',
        'maybe',
      );
    case 'timestamp':
      return badScalar(action, input, base, ({ shape }) => shape.type === 'timestamp', 'yesterday');
    case 'id':
      return onRead(() => badId(action, input, base));
    case 'get':
      return onRead(() => base(input, { method: 'GET' }));
    case 'parameter-case':
      return onRead(() => (hasDryRun(action) ? withPair(base(input), ['dryRun', 'false']) : undefined));
    case 'parameter-order':
      return onRead(() => reversed(base(input)));
    case 'list':
      return onRead(() => flatFilter(action, input, base));
    case 'unsigned':
      return onRead(() => base(input, { signature: 'none' }));
    case 'wrong-signature':
      return onRead(() => base(input, { signature: 'wrong' }));
    case 'expired':
      return onRead(() => base(input, { signature: 'expired' }));
    case 'next-page':
    case 'unknown-action':
      return undefined;
  }
}

/** The same read with the token of its first page. */
export function nextPage(first: Probe, tokenParameter: string, token: string): Probe {
  return { ...first, kind: 'next-page', pairs: [...first.pairs, [tokenParameter, token]] };
}

/** A request for an action that no EC2 has. */
export function unknownAction({ apiVersion }: ProbeContext): Probe {
  const action = `${absentPrefix}Nothing`;
  const pairs: readonly Pair[] = [
    ['Action', action],
    ['Version', apiVersion],
  ];
  const defect = `Action=${action}`;
  return {
    action,
    kind: 'unknown-action',
    method: 'POST',
    pairs,
    as: 'main',
    signature: 'valid',
    isRead: true,
    isDryRun: false,
    defect,
  };
}

/** Begins the names of actions that no EC2 has. */
export const absentPrefix = 'DescribeConformance';

type Base = (params: ModelObject, change?: Partial<Probe>) => Probe;

/** What the model and the reviewed list call valid, as few items as a page may have. */
function validInput(action: Action, { input, kind }: Exclude<ActionUse, { kind: 'not-sent' }>, context: ProbeContext) {
  const minimal = filled({ ...minimalInput(action), ...input }, context.fill) as ModelObject;
  const page = action.input.members.get('MaxResults')?.shape;
  const isPaged = kind === 'read' && page?.type === 'integer' && minimal['MaxResults'] === undefined;
  return isPaged ? { ...minimal, MaxResults: smallestPage(page) } : minimal;
}

/** Five, where the model says nothing: the smallest page of most actions. */
function smallestPage({ min = 5, max = 5 }: { readonly min?: number; readonly max?: number }): number {
  return Math.min(Math.max(min, Math.min(5, max)), max);
}

function filled(value: ModelValue, fill: ProbeContext['fill']): ModelValue {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((item: ModelValue) => filled(item, fill));
  if (!isModelObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, content]) => (content === undefined ? [] : [[name, filled(content, fill)]])),
  );
}

/** The first required member at the top is left out. */
function missingMember(action: Action, input: ModelObject, base: Base): Probe | undefined {
  const missing = [...action.input.members.values()].find(({ required }) => required);
  if (missing === undefined) return undefined;
  const { [missing.name]: _, ...rest } = input;
  return { ...base(rest), defect: `no ${missing.queryName}` };
}

/** The first scalar member of this kind at the top has text that is no value of its type. */
function badScalar(
  action: Action,
  input: ModelObject,
  base: Base,
  isWanted: (member: Member) => boolean,
  text: string,
): Probe | undefined {
  const member = [...action.input.members.values()].find((one) => isWanted(one) && !one.deprecated);
  if (member === undefined) return undefined;
  const { [member.name]: _, ...rest } = input;
  const probe = base(rest);
  return { ...probe, pairs: [...probe.pairs, [member.queryName, text]], defect: `${member.queryName}=${text}` };
}

/** The first list of ids at the top has an item that is no id. A page and ids exclude each other in EC2. */
function badId(action: Action, input: ModelObject, base: Base): Probe | undefined {
  const ids = [...action.input.members.values()].find(
    ({ name, shape }) =>
      isResourceIds(name) && shape.type === 'list' && shape.item.type === 'string' && !shape.item.enum,
  );
  if (ids === undefined || ids.required) return undefined;
  const { MaxResults: _, ...rest } = input;
  const probe = base(rest);
  const name = `${ids.queryName}.1`;
  return { ...probe, pairs: [...probe.pairs, [name, 'nonsense']], defect: `${name}=nonsense` };
}

/** Ids of accounts, zones and the like have other forms. */
function isResourceIds(name: string): boolean {
  return /Ids$/.test(name) && !/(?:Owner|User|Account|Zone|Principal)Ids$/.test(name);
}

function reversed(probe: Probe): Probe {
  return { ...probe, pairs: [...probe.pairs].reverse() };
}

/** A filter in the flat form that EC2 documents: `Filter.1.Name`, `Filter.1.Value.1`. */
function flatFilter(action: Action, input: ModelObject, base: Base): Probe | undefined {
  const filters = action.input.members.get('Filters');
  if (filters?.shape.type !== 'list' || filters.shape.item.type !== 'structure') return undefined;
  const { members } = filters.shape.item;
  if (!members.has('Name') || members.get('Values')?.shape.type !== 'list' || input['Filters'] !== undefined) {
    return undefined;
  }
  return base({ ...input, Filters: [{ Name: 'tag:ec2-conformance', Values: ['none'] }] });
}
