/** Files of JSON that a user names. Every mistake in one is a sentence and exit code 2. */
import { readFileSync } from 'node:fs';
import { shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** How messages call the file, and what they advise. */
export interface JsonFile {
  /** `target file` */
  readonly noun: string;
  /** What to do if it cannot be read. */
  readonly ifUnreadable: string;
  /** What to do if it is not JSON. */
  readonly ifNotJson: string;
}

/** The object in the file; throws UsageMistake if it cannot be read, is not JSON, or holds anything else. */
export function readJsonObject(path: string, { noun, ifUnreadable, ifNotJson }: JsonFile): JsonMembers {
  const name = `The ${noun} ${shown(path)}`;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new UsageMistake(`${name} cannot be read (${code}). ${ifUnreadable}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageMistake(`${name} is not JSON. ${ifNotJson}`);
  }
  return jsonObject(value, name);
}

/** Members of a JSON object, none of them checked. */
export type JsonMembers = Readonly<Record<string, unknown>>;

/** The value if it is an object; otherwise throws UsageMistake. `what` begins the sentence. */
export function jsonObject(value: unknown, what: string): JsonMembers {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageMistake(`${what} has to be a JSON object.`);
  }
  return value as JsonMembers;
}
