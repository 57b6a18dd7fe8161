/** Removes what a dry run created although it must not: where the model pairs its action with one that deletes. */
import { isModelObject, type ModelValue, type ServiceModel } from '../service-model/model.ts';
import { decodedOutput, type SweepSubject } from './sweep-subject.ts';

/** The request that deletes what another created. */
export interface Deletion {
  readonly action: string;
  /** Wire name of its only required member. */
  readonly parameter: string;
  /** Name of that member in the model, and of the member that holds the id where something is created or listed. */
  readonly member: string;
}

/** Verbs that undo each other. */
const opposites: readonly (readonly [RegExp, string])[] = [
  [/^(?:Create|Copy|Import)(?=[A-Z])/, 'Delete'],
  [/^Allocate(?=[A-Z])/, 'Release'],
  [/^Run(?=[A-Z])/, 'Terminate'],
  [/^Request(?=[A-Z])/, 'Cancel'],
];

/** How to delete what this action creates; undefined if the model has no such action with exactly one required id or name. */
export function deletionOf(model: ServiceModel, creating: string): Deletion | undefined {
  const actions = opposites
    .filter(([verb]) => verb.test(creating))
    .map(([verb, opposite]) => creating.replace(verb, opposite));
  // CreateVpcEndpoint, DeleteVpcEndpoints
  return actions.flatMap((action) => [action, `${action}s`]).flatMap((action) => deletionBy(model, action) ?? [])[0];
}

function deletionBy(model: ServiceModel, action: string): Deletion | undefined {
  const members = [...(model.actions.get(action)?.input.members.values() ?? [])];
  const ids = members.filter(({ name }) => /(?:Id|Ids|Name)$/.test(name));
  const required = members.filter(({ required: isRequired }) => isRequired);
  const [id] = required.length === 0 ? ids : required;
  if (id === undefined || required.length > 1 || !ids.includes(id) || !isOf(action, id.name)) return undefined;
  const isList = id.shape.type === 'list';
  return { action, parameter: isList ? `${id.queryName}.1` : id.queryName, member: id.name.replace(/Ids$/, 'Id') };
}

/** Whether the id is that of what the action deletes, and not of what holds it: DeleteRoute takes the id of a route table. */
function isOf(action: string, member: string): boolean {
  const noun = action.replace(/^[A-Z][a-z]+/, '');
  const named = member.replace(/(?:Ids?|Name)$/, '');
  // DeleteVpcEndpoints takes the ids of VPC endpoints, DeleteDhcpOptions the id of DHCP options.
  const nouns = [noun, noun.replace(/(?<!s)s$/, '')];
  return (
    nouns.some((one) => one.endsWith(named) || one.startsWith(named)) || (noun === 'Address' && named === 'Allocation')
  );
}

/** The ids of what a response says was created, for this deletion. */
export function createdIds(subject: SweepSubject, { member }: Deletion): readonly string[] {
  const output = decodedOutput(subject)?.output;
  return output === undefined ? [] : [...new Set(valuesNamed(output, member))];
}

function valuesNamed(value: ModelValue | undefined, name: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: ModelValue) => valuesNamed(item, name));
  if (!isModelObject(value)) return [];
  const own = value[name];
  if (typeof own === 'string') return own === '' ? [] : [own];
  return Object.values(value).flatMap((content) => valuesNamed(content, name));
}
