/** Values that stand in for placeholders such as `{main}`, by the names in the braces. */
export type Placeholders = ReadonlyMap<string, string>;

/** Replaces every placeholder that is known; text in braces that is none stays. */
export function fill(text: string, placeholders: Placeholders): string {
  return text.replace(/\{([a-z][a-z0-9.:_-]*)\}/gi, (whole, name: string) => placeholders.get(name) ?? whole);
}

/** All texts of a value and of what it contains; names of members are none. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* textsIn(part);
}

/** The value with each of its texts changed; code in it stays as it is. */
export function withTexts<Value>(value: Value, change: (text: string) => string): Value {
  return changed(value, change) as Value;
}

function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => changed(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, changed(part, change)]));
}
