/** Ways to express a case, for clients whose interface has not every member of the input. */
import { type CaseForm, type ClientCase, isJsonList, isJsonObject, type Json, type JsonObject } from './fixture.ts';

const group = { GroupId: 'sg-0123456789abcdef0' };
const flatRule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '192.0.2.0/24' };
const permission = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '192.0.2.0/24' }] };

/**
 * Inputs of a call whose input does not matter, those first that most clients know: permissions are as old as the API of
 * 2011, ids of rules are of 2021. The first that a client sends is used for every case that is about the response.
 */
export const usualInputs: readonly JsonObject[] = [
  { ...group, IpPermissions: [permission] },
  { ...group, ...flatRule },
  { GroupName: 'web', IpPermissions: [permission] },
  { GroupName: 'web', ...flatRule },
  { ...group, SecurityGroupRuleIds: ['sgr-0123456789abcdef0'] },
  group,
];

/** The forms of a case in the order in which they are tried. `usual`: the input for cases that leave it open. */
export function formsOf(
  { input, wire, adds, alternatives = [] }: ClientCase,
  usual: JsonObject = usualInputs[0] ?? {},
): readonly CaseForm[] {
  if (input === undefined) return [{ input: { ...usual, ...adds } }];
  return [{ input, ...(wire === undefined ? {} : { wire }) }, ...alternatives];
}

/** The form of a case that stands for it where none has been tried. */
export function firstForm(testCase: ClientCase): CaseForm {
  const [form = { input: {} }] = formsOf(testCase);
  return form;
}

/** Which of these members an input has; nested ones are named `IpPermissions.Ipv6Ranges`, without numbers. */
export function membersAmong(names: readonly string[], input: JsonObject): readonly string[] {
  const used = new Set(memberPaths(input, ''));
  return names.filter((name) => used.has(name));
}

function memberPaths(value: Json, path: string): readonly string[] {
  if (isJsonList(value)) return value.flatMap((item) => memberPaths(item, path));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [here, ...memberPaths(member, here)];
  });
}
