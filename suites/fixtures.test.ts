import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { fixtureFiles, fixtureTopics, loadFixtures } from '../harness/cases/load-fixtures.ts';
import { packageRoot } from '../harness/package/package-root.ts';
import { factFiles } from '../harness/register/load-specification.ts';
import { lintCases } from '../harness/security-groups/fixture-lint.ts';
import { testedDirection } from '../harness/security-groups/groups.ts';
import { capabilities } from '../harness/security-groups/probe/capability.ts';
import { operations } from './operations.ts';

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

const suites = await Promise.all(Object.values(operations).map((load) => load()));

describe.each(suites.map((suite) => [suite.action, suite] as const))('fixtures of %s', (_action, suite) => {
  const { fixtures, requirements, cases } = suite;
  const known = {
    level: (id: string) => requirements.find((one) => one.id === id)?.level,
    capabilities: Object.keys(capabilities),
    direction: testedDirection(suite),
    action: suite.action,
  };

  describe.each(fixtureTopics(fixtures))('%s', (topic) => {
    const files = fixtureFiles(topic, fixtures);

    test.each(files.map(({ path, file }) => [path, file] as const))('%s is of the form of its schema', (_, file) => {
      expect(schemaProblems('server-fixture.schema.json', file)).toEqual([]);
    });

    test('name what exists, have a control for each refusal and need what they use', () => {
      expect(lintCases(topic, loadFixtures(topic, fixtures), cases, known)).toEqual([]);
    });

    test('serve a topic that the register has, and run', () => {
      const run = new Set(cases.map(({ id }) => id));

      expect(requirements.map((one) => one.topic)).toContain(topic);
      expect(loadFixtures(topic, fixtures).filter(({ id }) => !run.has(id))).toEqual([]);
    });
  });

  test('have a case or a property for every requirement on servers that is not judged on each response', () => {
    const served = new Set([
      ...cases.flatMap((one) => one.requirements),
      ...suite.generalChecks.map(({ requirement }) => requirement),
    ]);

    const untested = requirements.filter(({ id, binds }) => binds.includes('server') && !served.has(id));

    expect(untested.map(({ id }) => id)).toEqual([]);
  });
});

test('the specification as data is of the form of its schemas', () => {
  expect(schemaProblems('outline.schema.json', read('fixtures/spec/outline.json'))).toEqual([]);
  expect(factFiles().flatMap((name) => schemaProblems('facts.schema.json', read(`fixtures/spec/${name}`)))).toEqual([]);
});
