import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package/package-root.ts';
import type { Fact, OutlineEntry } from './fact.ts';
import type { Specification } from './register.ts';

/** Reads fixtures/spec: the numbered specification and the facts, both validated by the package's own tests. */
export function loadSpecification(): Specification {
  const { outline } = read<{ readonly outline: readonly OutlineEntry[] }>('outline.json');
  const { facts } = read<{ readonly facts: readonly Fact[] }>('facts.json');
  return { outline, facts };
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'spec', name), 'utf8')) as T;
}
