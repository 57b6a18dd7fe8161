/** The steps of a case, and what their texts mention. */
import type { Case, CodeSend, CodeStep } from './case.ts';
import { textsIn } from './placeholders.ts';

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

/** Whether the case has a placeholder anywhere that begins like this: `kept:`, `owner}`, `new-name` for `{new-name}` and `{new-name:2}`. */
export function mentions(testCase: Case, start: string): boolean {
  const known = placeholdersOf.get(testCase) ?? startsOfPlaceholders(testCase);
  placeholdersOf.set(testCase, known);
  return known.some((placeholder) => placeholder.startsWith(start));
}

/** Each once, without its brace. */
function startsOfPlaceholders(testCase: Case): readonly string[] {
  const starts = (text: string) => Array.from(text.matchAll(/\{([a-z][a-z-]*[:}]?)/g), ([, start = '']) => start);
  return [...new Set([...textsIn(testCase)].flatMap(starts))];
}

/** Id of a case that generated requests, or earlier requests, made of another: `exact-match/any-rules@exact-match/port`. */
export function generatedId({ foundBy, requirement }: GeneratedId): string {
  return `${foundBy}@${requirement}`;
}

/** What such an id is made of: the property or the case that it was found by, and the requirement that it fails. */
interface GeneratedId {
  readonly foundBy: string;
  readonly requirement: string;
}

/** The parts of a {@link generatedId}; undefined for the id of a listed case, of a property or of a requirement. */
export function partsOfGeneratedId(id: string): GeneratedId | undefined {
  const [foundBy = '', requirement] = id.split('@');
  return requirement === undefined ? undefined : { foundBy, requirement };
}
