/** Reads a describing operation to its last page. */
import type { CodeSend } from '../cases/case.ts';
import type { SuccessOutcome } from '../checks/outcome.ts';
import { textsAt } from '../checks/response-content.ts';
import type { Call } from '../endpoint/caller.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';

/** A target may give tokens for ever; no case has so many pages. */
const maxPages = 20;

/**
 * Asks for page after page until one gives no token. The call is the first one, with the items of all pages as one set; or
 * that of the first page that was no success. `ask`: for the page of a token.
 */
export async function allPages(first: Call, ask: (token: string) => Promise<Call>): Promise<Call> {
  let merged = first;
  let last = first;
  for (let pages = 1; pages < maxPages && last.outcome.kind === 'success'; pages += 1) {
    const token = textsAt(last.outcome, 'nextToken')[0]?.trim() ?? '';
    if (token === '') return merged;
    last = await ask(token);
    if (last.outcome.kind !== 'success' || merged.outcome.kind !== 'success') return last;
    merged = { ...first, outcome: joined(merged.outcome, last.outcome) };
  }
  return merged;
}

/** The same request for the page of a token. */
export function pageOf(send: CodeSend, token: string): CodeSend {
  return { ...send, params: { ...send.params, NextToken: token } };
}

/** The first response with the items of the second behind its own. */
function joined(one: SuccessOutcome, other: SuccessOutcome): SuccessOutcome {
  const items = (name: string): readonly XmlElement[] =>
    other.root.children.filter((element) => element.name === name).flatMap(({ children }) => children);
  const children = one.root.children.map((element) => ({
    ...element,
    children: [...element.children, ...items(element.name)],
  }));
  return { ...one, root: { ...one.root, children } };
}
