/** What a response holds, before it is XML. */

/** A text, a list (of `item` elements), or elements by their names in order. An undefined element is left out. */
export type Content = string | readonly Content[] | Elements;

/** Elements by their names, in order. */
export interface Elements {
  readonly [element: string]: Content | undefined;
}

/** Whether the content is a list. */
export function isContentList(content: Content | undefined): content is readonly Content[] {
  return Array.isArray(content);
}

/** The items of a list; none of what is no list. */
export function contentItems(content: Content | undefined): readonly Content[] {
  return isContentList(content) ? content : [];
}

/**
 * The elements that describe a thing of one kind, each by a function of its own; their order is the order of the
 * answer. A function that returns undefined leaves its element out.
 */
export type Members<Thing, Context> = Readonly<Record<string, (thing: Thing, context: Context) => Content | undefined>>;

/** The elements of one thing. */
export function contentOf<Thing, Context>(members: Members<Thing, Context>, thing: Thing, context: Context): Elements {
  const elements: Record<string, Content | undefined> = {};
  for (const [name, member] of Object.entries(members)) elements[name] = member(thing, context);
  return elements;
}
