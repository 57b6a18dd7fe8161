import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../harness/package/package-root.ts';
import { type TypeSchema, typeOfSchema } from '../test-support/reports/schema-type.ts';

const root = packageRoot();
const schema = JSON.parse(readFileSync(join(root, 'fixtures/schema/report.schema.json'), 'utf8')) as TypeSchema;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ec2-conformance-types-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What the compiler has against the two being the same type; readonly and optional members count, intersections do not. */
function differences(described: string): string {
  const program = `import type { Report } from ${JSON.stringify(join(root, 'reports/report.ts'))};
type Described = ${described};
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
export const toSchema = (report: Report): Described => report;
export const fromSchema = (report: Described): Report => report;
type Flat<T> = T extends object ? { [Member in keyof T]: Flat<T[Member]> } : T;
export const same: Same<Flat<Report>, Flat<Described>> = true;
`;
  writeFileSync(join(folder, 'check.ts'), program);
  const options = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, types: [], skipLibCheck: true };
  const compilerOptions = { ...options, allowImportingTsExtensions: true, module: 'nodenext', target: 'es2023' };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['check.ts'] }));
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
  return status === 0 ? '' : String(stdout);
}

describe('the type Report', () => {
  test('says what the schema of report.json says', () => {
    expect(differences(typeOfSchema(schema))).toBe('');
  });

  test('would not say the same of a schema with a member more, a member less, or one that may be absent', () => {
    const { properties = {}, required = [] } = schema;
    const { seed, ...less } = properties;
    const changed: readonly TypeSchema[] = [
      { ...schema, properties: { ...properties, extra: { type: 'string' } }, required: [...required, 'extra'] },
      { ...schema, properties: less },
      { ...schema, required: required.filter((name) => name !== 'seed') },
      { ...schema, properties: { ...properties, seed: { type: 'string' } } },
    ];

    for (const one of changed) expect(differences(typeOfSchema(one))).toContain('check.ts');
  });
});

describe('a schema as a type', () => {
  test('refuses what it does not know rather than passing it over', () => {
    expect(() => typeOfSchema({ type: 'null' })).toThrow('the type null');
    expect(() => typeOfSchema({ type: 'object', properties: {} })).toThrow('and no others');
    expect(() => typeOfSchema({ $ref: '#/$defs/none' })).toThrow('leads nowhere');
  });
});
