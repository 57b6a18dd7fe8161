import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { clientFixtures } from '../harness/client/load-client-fixtures.ts';
import { packageRoot } from '../harness/package/package-root.ts';
import { clientCases, clientProperties } from './client/cases.ts';
import { requestChecks } from './client/general-checks.ts';
import { register } from './requirements/register.ts';

function schema(name: string): object {
  return JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'schema', name), 'utf8')) as object;
}

const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(
  schema('client-fixture.schema.json'),
);

test.each(clientFixtures().map(({ path, file }) => [path, file] as const))(
  '%s is of the form of its schema',
  (_, file) => {
    validate(file);

    expect(validate.errors ?? []).toEqual([]);
  },
);

test('every case has an id of its own and names requirements that bind clients', () => {
  const ids = [...clientCases(), ...clientProperties(1, 1)].map(({ id }) => id);
  const strange = clientCases().flatMap(({ requirements }) =>
    requirements.filter((id) => register.find(id)?.binds.includes('client') !== true),
  );

  expect(strange).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('open questions have no expectation, and all other cases have one', () => {
  const mixed = clientCases().filter(({ requirements, report }) => {
    const open = requirements.every((id) => register.get(id).level === 'OBSERVE');
    return open !== (report?.outcome === 'open');
  });

  expect(mixed.map(({ id }) => id)).toEqual([]);
});

test('every requirement that binds clients has a case, a property, or is judged over every request', () => {
  const served = new Set([
    ...clientCases().flatMap(({ requirements }) => requirements),
    ...clientProperties(1, 1).flatMap(({ requirements }) => requirements),
    ...requestChecks.map(({ requirement }) => requirement),
  ]);

  const untested = register.requirements.filter(({ id, binds }) => binds.includes('client') && !served.has(id));

  expect(untested.map(({ id }) => id)).toEqual([]);
});

test('no fixture writes the fields that the endpoint itself adds', () => {
  const doubled = clientCases().flatMap(({ answers: responses = [] }) =>
    responses.filter(({ headers = {} }) => Object.keys(headers).some((name) => /^(date|content-length)$/i.test(name))),
  );

  expect(doubled).toEqual([]);
});
