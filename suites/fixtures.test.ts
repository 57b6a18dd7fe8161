import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { lintCases } from '../harness/suite/fixture-lint.ts';
import { fixtureFiles, fixtureTopics, loadFixtures } from '../harness/suite/load-fixtures.ts';
import { packageRoot } from '../harness/suite/package-root.ts';
import { capabilities } from '../harness/target/capability.ts';
import { register } from './requirements/register.ts';
import { allCases } from './server/cases.ts';
import { everyAnswer } from './server/every-answer.ts';
import { properties } from './server/properties.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(packageRoot(), path), 'utf8'));
}

function schemaProblems(schema: string, data: unknown): readonly string[] {
  const validate =
    ajv.getSchema(schema) ?? ajv.addSchema(read(`fixtures/schema/${schema}`) as object, schema).getSchema(schema);
  if (validate === undefined) throw new Error(`${schema} does not compile`);
  return validate(data) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const known = {
  level: (id: string) => register.find(id)?.level,
  capabilities: Object.keys(capabilities),
};

describe.each(fixtureTopics())('fixtures of %s', (topic) => {
  const files = fixtureFiles(topic);

  test.each(files.map(({ path, file }) => [path, file] as const))('%s is of the form of its schema', (_path, file) => {
    expect(schemaProblems('server-fixture.schema.json', file)).toEqual([]);
  });

  test('name what exists, have a control for each refusal and need what they use', () => {
    expect(lintCases(topic, loadFixtures(topic), allCases(), known)).toEqual([]);
  });

  test('serve a topic that the register has', () => {
    expect(register.topics).toContain(topic);
  });
});

test('the specification as data is of the form of its schemas', () => {
  expect(schemaProblems('outline.schema.json', read('fixtures/spec/outline.json'))).toEqual([]);
  expect(schemaProblems('facts.schema.json', read('fixtures/spec/facts.json'))).toEqual([]);
});

test('every requirement that binds servers has a case or a property, or is judged by every answer', () => {
  const served = new Set([
    ...allCases().flatMap(({ requirements }) => requirements),
    ...everyAnswer.map(({ requirement }) => requirement),
    ...properties.map(({ requirement }) => requirement),
  ]);

  const untested = register.requirements.filter(({ id, binds }) => binds.includes('server') && !served.has(id));

  expect(untested.map(({ id }) => id)).toEqual([]);
});
