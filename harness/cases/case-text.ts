/** The steps of a case, and what their texts mention. */
import { numbersText } from '../security-groups/model/protocol.ts';
import type { Case, CodeSend, CodeStep } from './case.ts';
import type { FixtureRule } from './fixture.ts';

/** The requests of a case with what is expected of each, in order. */
export function stepsOf(testCase: Case): readonly CodeStep[] {
  return [testCase, ...(testCase.then ?? [])];
}

/** The topic of a case or a property, by its id: `encoding` of `encoding/lower-case-hex`. */
export function topicOf(id: string): string {
  return id.split('/', 1)[0] ?? id;
}

/** The request of a step, and the one that goes out at the same time. */
export function sendsOf({ send, beside }: Pick<CodeStep, 'send' | 'beside'>): readonly CodeSend[] {
  return beside === undefined ? [send] : [send, beside];
}

/** Cases are asked often, and never change. What is known of them is short: their texts would take megabytes. */
const placeholdersOf = new WeakMap<Case, readonly string[]>();
const namedRules = new WeakMap<CodeStep, ReadonlySet<string>>();

/** Whether the case has a placeholder anywhere that begins like this: `rule:`, `owner}`, `main` for `{main}` and `{main-name}`. */
export function mentions(testCase: Case, start: string): boolean {
  const known = placeholdersOf.get(testCase) ?? startsOfPlaceholders(JSON.stringify(testCase));
  placeholdersOf.set(testCase, known);
  return known.some((placeholder) => placeholder.startsWith(start));
}

/** Each once, without its brace. */
function startsOfPlaceholders(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(/\{([a-z][a-z-]*[:}]?)/g), ([, start = '']) => start))];
}

/** Names of the rules whose ids the step names, in its requests or in what is expected of the response. */
export function rulesNamedIn(step: CodeStep): ReadonlySet<string> {
  const known = namedRules.get(step) ?? ruleNames(JSON.stringify([step.send, step.beside, step.expect]));
  namedRules.set(step, known);
  return known;
}

function ruleNames(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/\{rule:([^}]+)\}/g), ([, name = '']) => name));
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
