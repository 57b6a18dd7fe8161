/** Rules by their names in a case: which of them a step is about, and what is said of one. */
import type { Case, CodeStep } from '../../cases/case.ts';
import type { FixtureRule } from '../../cases/given.ts';
import { textsIn } from '../../cases/placeholders.ts';
import { numbersText } from '../model/protocol.ts';

/** Steps are asked often, and never change. */
const namedRules = new WeakMap<CodeStep, ReadonlySet<string>>();

/** Names of the rules whose ids the step names, in its requests or in what is expected of the response. */
export function rulesNamedIn(step: CodeStep): ReadonlySet<string> {
  const known = namedRules.get(step) ?? ruleNames(step);
  namedRules.set(step, known);
  return known;
}

function ruleNames({ send, beside, expect }: CodeStep): ReadonlySet<string> {
  const names = (text: string) => Array.from(text.matchAll(/\{rule:([^}]+)\}/g), ([, name = '']) => name);
  return new Set([...textsIn([send, beside, expect])].flatMap(names));
}

/** Whether rules are to keep their ids over the step. */
export function judgesIds({ expect }: CodeStep): boolean {
  return expect.some(({ sameId }) => sameId !== undefined);
}

/** `"ssh" (tcp 22 192.0.2.0/24)`: a given rule with its values; its name alone where it is not given. */
export function describeGiven({ given }: Pick<Case, 'given'>, name: string): string {
  const groups = [given.main, given.peer].flatMap((group) => [group?.ingress, group?.egress]);
  const rule = groups.flatMap((rules) => rules?.[name] ?? [])[0];
  if (rule === undefined) return `"${name}"`;
  const { IpProtocol, CidrIp, CidrIpv6, GroupId, PrefixListId } = rule;
  return `"${name}" (${IpProtocol}${givenNumbers(rule)} ${CidrIp ?? CidrIpv6 ?? GroupId ?? PrefixListId ?? ''})`;
}

/** The numbers of a given rule, with a space before them: ` 22`, ` 22-25`, ` type 8`; empty where it has none. */
export function givenNumbers({ IpProtocol, FromPort, ToPort }: FixtureRule): string {
  const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return numbersText(IpProtocol, numberOf(FromPort), numberOf(ToPort));
}
