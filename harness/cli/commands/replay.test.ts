import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from '../../../test-support/cli/run-here.ts';
import { revokeFaults } from '../../mutants/catalogue.ts';
import { packageRoot } from '../../package/package-root.ts';
import { type Reference, startReference } from '../../reference/reference.ts';
import { withFaults } from './serve.ts';

const directory = mkdtempSync(join(tmpdir(), 'replay-'));
const fixture = join(directory, 'found.json');

let faulty: Reference;
let right: Reference;
let caseFile: string;

function schema(name: string): object {
  return JSON.parse(readFileSync(join(packageRoot(), 'fixtures/schema', name), 'utf8')) as object;
}

function replayed(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return runHere(['replay', '--out', directory, ...args], environment);
}

beforeAll(async () => {
  faulty = await startReference({ behaviour: withFaults(['to-port-ignored'], revokeFaults) });
  right = await startReference();
  const out = join(directory, 'report');
  const asked = ['--only', 'exact-match/to-port', '--skip', '*/any-*', '--quiet', '--out', out];
  const { code, error } = await runHere(['run', '--endpoint', faulty.endpoint.href, ...asked]);
  expect({ code, error }).toMatchObject({ code: 1 });
  caseFile = join(out, 'cases', readdirSync(join(out, 'cases'))[0] ?? 'none');
});

afterAll(async () => {
  await faulty.close();
  await right.close();
  rmSync(directory, { recursive: true });
});

describe('a case file', () => {
  it('is what its schema describes', () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(schema('server-fixture.schema.json'), 'server-fixture.schema.json');
    const validate = ajv.compile(schema('case-file.schema.json'));

    validate(JSON.parse(readFileSync(caseFile, 'utf8')));

    expect(validate.errors).toBeNull();
  });

  it('is sent to no other machine unless an option names it', async () => {
    const keys = {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    };

    const { code, error } = await replayed([caseFile, '--endpoint', 'https://192.0.2.1'], keys);

    expect([code, error]).toStrictEqual([
      2,
      expect.stringMatching(/no terminal to ask whether to send exact-match\/\S+ to https:\/\/192\.0\.2\.1\//),
    ]);
  });

  it('still fails where it failed', async () => {
    const { code, out: output } = await replayed([caseFile]);

    expect(output).toMatch(/^STILL FAILS {2}exact-match\//);
    expect(code).toBe(1);
  });

  it('is fixed where the fault is not', async () => {
    const { code, out: output } = await replayed([caseFile, '--endpoint', right.endpoint.href]);

    expect(output).toMatch(/^FIXED {2}exact-match\//);
    expect(code).toBe(0);
  });

  it('becomes a case of a fixture, once', async () => {
    const promote = ['promote', caseFile, fixture, '--id', 'exact-match/found', '--title', 'keeps what was found'];

    const first = await runHere(promote);
    const second = await runHere(promote);

    expect([first.code, second.code]).toStrictEqual([0, 2]);
    expect(second.error).toContain('has a case exact-match/found already');
    const validate = new Ajv2020({ strict: false }).compile(schema('server-fixture.schema.json'));
    validate(JSON.parse(readFileSync(fixture, 'utf8')));
    expect(validate.errors).toBeNull();
  });
});

describe('what is no case file', () => {
  const wrong: readonly (readonly [string, string])[] = [
    ['{', 'cannot be read as JSON'],
    ['null', '"caseFile": 1 is missing'],
    ['{"caseFile": 1}', '"case" needs given, send and expect'],
    ['{"caseFile": 1, "case": {"given": {}, "send": {}, "expect": []}}', '"requirements" is missing'],
  ];
  for (const [text, message] of wrong) {
    it(`such as ${text} is refused with exit code 2`, async () => {
      const path = join(directory, 'wrong.json');
      writeFileSync(path, text);

      const { code, error } = await replayed([path]);

      expect(code).toBe(2);
      expect(error).toContain(message);
    });
  }
});
