/** Values that stand in for placeholders such as `{main}`, by the names in the braces. */
export type Placeholders = ReadonlyMap<string, string>;

/** Replaces every placeholder that is known; text in braces that is none stays. */
export function fill(text: string, placeholders: Placeholders): string {
  return text.replace(/\{([a-z][a-z0-9.:_-]*)\}/gi, (whole, name: string) => placeholders.get(name) ?? whole);
}
