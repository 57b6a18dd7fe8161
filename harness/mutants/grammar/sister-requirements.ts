/** Which requirements a mutant of the operations that add, change and describe rules has to fail, by rule. */
import type { Value } from './cells.ts';
import type { SisterAction } from './sister-cells.ts';
import type { SisterVerb } from './sister-ways.ts';

/** The topics of an operation, by what a request is for. */
interface Topics {
  /** What a combination of values breaks that neither value breaks by itself. */
  readonly combined: string;
  /** What a request that is carried out does. */
  readonly effect: readonly string[];
  readonly descriptions: readonly string[];
  /** The topic on how requests are written. */
  readonly request: string;
  /** What is to be refused, and was not. */
  readonly refusal: readonly string[];
}

const authorize: Topics = {
  combined: 'authorize-rules/any-way',
  effect: ['authorize-rules/*', 'authorize-response/rule-set', 'authorize-outbound/*'],
  descriptions: ['authorize-descriptions/*', 'authorize-response/description'],
  request: 'authorize-request',
  refusal: ['authorize-duplicates/*', 'authorize-outbound/default-rule'],
};

const modify: Topics = {
  combined: 'modify-rules/any-way',
  effect: ['modify-rules/*', 'rule-history/*'],
  descriptions: ['modify-rules/description*'],
  request: 'modify-request',
  refusal: [],
};

const update: Topics = {
  combined: 'description-update/any-way',
  effect: ['description-update/*', 'description-outbound/*'],
  descriptions: ['description-update/*'],
  request: 'description-request',
  refusal: ['description-errors/mismatch', 'description-errors/any-way-refused'],
};

/** Slugs of the topic on requests that are about one value; a pattern has an asterisk. */
const aboutRequest: Readonly<Record<Value, readonly string[]>> = {
  'form=flat': ['flat*'],
  'kind=group': ['flat-source-group'],
  'carriage=get': ['get'],
  'carriage=post': ['group-id', 'parameter-order', 'percent-encoded'],
  'naming=name': ['group-name', 'flat'],
  'naming=id': ['group-id'],
  'position=first': ['list*', 'nested-lists', 'long-lists', 'parameter-order'],
  'position=last': ['list*', 'nested-lists', 'long-lists', 'parameter-order'],
  'position=beside': ['list*', 'nested-lists'],
};

/** Requirements of the operation of which one has to fail: of what its verb is about, and of each value. */
export function sisterRequirements(action: SisterAction, verb: SisterVerb, cell: readonly Value[]): readonly string[] {
  if (verb === 'ignores-dry-run') return ['dry-run/*'];
  const topics = action.startsWith('Authorize') ? authorize : action.startsWith('Update') ? update : modify;
  const about = cell.flatMap((value) => (aboutRequest[value] ?? []).map((slug) => `${topics.request}/${slug}`));
  const session = cell.includes('identity=session') ? ['signing/session'] : [];
  if (verb.startsWith('accepts')) return [...topics.refusal, ...about, ...session];
  const described = verb === 'loses-description' || cell.includes('described=given') ? topics.descriptions : [];
  return [topics.combined, ...(verb === 'loses-description' ? [] : topics.effect), ...described, ...about, ...session];
}
