/** Reads the specification and its facts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package/package-root.ts';
import type { Fact, OutlineEntry, Specification } from './fact.ts';

/**
 * Reads fixtures/spec: the numbered specification, and the facts of facts.json and of every file facts-*.json, in the
 * order of their names. All are validated by the package's own tests.
 */
export function loadSpecification(): Specification {
  const { outline } = read<{ readonly outline: readonly OutlineEntry[] }>('outline.json');
  const facts = factFiles().flatMap((name) => read<{ readonly facts: readonly Fact[] }>(name).facts);
  return { outline, facts };
}

/** Names of the files of facts in fixtures/spec, facts.json first. */
export function factFiles(): readonly string[] {
  const further = readdirSync(folder()).filter((name) => /^facts-[a-z-]+\.json$/.test(name));
  return ['facts.json', ...further.sort()];
}

function folder(): string {
  return join(packageRoot(), 'fixtures', 'spec');
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder(), name), 'utf8')) as T;
}
