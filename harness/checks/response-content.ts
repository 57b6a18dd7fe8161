/** Judges texts of a response by the path of their elements: which ids, names or values it lists, and how many. Pure. */
import type { ExpectedContent } from '../cases/fixture.ts';
import { isSameIpv6Range } from '../wire/addresses/cidr.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import type { Mismatch } from './finding.ts';
import type { Outcome } from './outcome.ts';
import { childrenNamed } from './response-tree.ts';

/** Texts quoted in one mismatch. */
const maxQuoted = 12;

/** Longest quoted text, in UTF-16 units. */
const maxTextLength = 80;

/** Texts of all elements at the path below the root, in document order, as written; none where nothing can be read. */
export function textsAt(outcome: Outcome, path: string): readonly string[] {
  let elements: readonly XmlElement[] = 'root' in outcome && outcome.root !== undefined ? [outcome.root] : [];
  for (const name of path.split('/')) elements = elements.flatMap((element) => childrenNamed(element, name));
  return elements.map(({ text }) => text);
}

/** One mismatch for each path whose texts are not the expected ones. */
export function judgeContent(
  expected: Readonly<Record<string, ExpectedContent>>,
  outcome: Outcome,
): readonly Mismatch[] {
  return Object.entries(expected).flatMap(([path, content]) => {
    const found = textsAt(outcome, path);
    return matches(content, found)
      ? []
      : [{ kind: 'body', at: path, expected: describeContent(content), observed: quoted(found) }];
  });
}

/** `exactly "a", "b"`, `at least one text`, `3 elements`. */
export function describeContent(expected: ExpectedContent): string {
  if (expected === null) return 'none, or empty';
  if (expected === '*') return 'at least one, none of them empty';
  if (typeof expected === 'string') return `one element: ${JSON.stringify(expected)}`;
  if (isTextList(expected)) return expected.length === 0 ? 'no elements' : `exactly ${quoted(expected)}`;
  const { includes, excludes, count, atMost } = expected;
  return [
    ...(includes === undefined || includes.length === 0 ? [] : [`among others ${quoted(includes)}`]),
    ...(excludes === undefined || excludes.length === 0
      ? []
      : [`${excludes.length === 1 ? 'not' : 'none of'} ${quoted(excludes)}`]),
    ...(count === undefined ? [] : [elements(count)]),
    ...(atMost === undefined ? [] : [`at most ${elements(atMost)}`]),
  ].join(', and ');
}

function elements(count: number): string {
  return count === 1 ? '1 element' : `${count} elements`;
}

function matches(expected: ExpectedContent, found: readonly string[]): boolean {
  if (expected === null) return found.every((text) => text.trim() === '');
  if (expected === '*') return found.length > 0 && found.every((text) => text.trim() !== '');
  if (typeof expected === 'string') return sameTexts([expected], found);
  if (isTextList(expected)) return sameTexts(expected, found);
  const { includes = [], excludes = [], count, atMost } = expected;
  return (
    lacking(includes, found).length === 0 &&
    lacking(excludes, found).length === excludes.length &&
    (count === undefined || found.length === count) &&
    (atMost === undefined || found.length <= atMost)
  );
}

/** Whether the expected texts are all that there are. */
export function isTextList(expected: ExpectedContent): expected is readonly string[] {
  return Array.isArray(expected);
}

function sameTexts(expected: readonly string[], found: readonly string[]): boolean {
  return expected.length === found.length && lacking(expected, found).length === 0;
}

/** Those of the wanted texts that were not found; each found one stands for one wanted one. */
function lacking(wanted: readonly string[], found: readonly string[]): readonly string[] {
  const left = [...found];
  return wanted.filter((text) => {
    const at = left.findIndex((other) => sameText(text, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/**
 * White space around a text counts only where the expected one has some; how booleans are spelt is judged elsewhere, and an
 * IPv6 address may be written in full or shortened (RFC 4291, 2.2), in lower case.
 */
function sameText(expected: string, found: string): boolean {
  const text = expected === expected.trim() ? found.trim() : found;
  return (
    text === expected ||
    (isBoolean(expected) && asBoolean(text) === expected) ||
    (ipv6Text.test(expected) && ipv6Text.test(text) && isSameIpv6Range(expected, text))
  );
}

/** In lower case; a word such as the value of a tag is none. */
const ipv6Text = /^(?=.*:.*:)[0-9a-f:.]+(?:\/\d+)?$/;

function isBoolean(text: string): boolean {
  return text === 'true' || text === 'false';
}

/** `true` or `false` for any spelling of it (`True`, `1`), other text in lower case; a general check judges the spelling itself. */
export function asBoolean(text: string): string {
  const lower = text.toLowerCase();
  return { '0': 'false', '1': 'true' }[lower] ?? lower;
}

/** Without texts that are long or many: a response is as long as its target likes. */
function quoted(texts: readonly string[]): string {
  if (texts.length === 0) return 'no such element';
  const shown = texts
    .slice(0, maxQuoted)
    .map((text) => JSON.stringify(text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text));
  return [...shown, ...(texts.length > maxQuoted ? [`and ${texts.length - maxQuoted} more`] : [])].join(', ');
}
