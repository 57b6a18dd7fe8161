/** A misspelt name is answered with the nearest one, wherever a name can be given. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allCommands, catalogue } from './command-list.ts';
import { nearestName } from './did-you-mean.ts';
import { runProgram } from './program.ts';

const directory = mkdtempSync(join(tmpdir(), 'suggestion-'));
mkdirSync(join(directory, 'exact-match'));
const caseFile = join(directory, 'found.json');
writeFileSync(
  caseFile,
  JSON.stringify({ caseFile: 1, requirements: [], case: { id: 'a/b', send: {}, given: {}, expect: [] } }),
);
afterAll(() => rmSync(directory, { recursive: true }));

async function complaint(args: readonly string[]): Promise<string> {
  let error = '';
  const code = await runProgram(
    args,
    { commands: await allCommands(), version: '0' },
    {
      stdout: { write: () => undefined },
      stderr: { write: (text) => (error += text) },
      environment: {},
      catalogue,
      interrupted: () => new Promise(() => undefined),
    },
  );
  expect(code).toBe(2);
  return error;
}

const known = ['exact-match/to-port', 'exact-match/from-port', 'errors/group-absent', 'RevokeSecurityGroupIngress'];

describe('the nearest name', () => {
  it.each([
    ['exact-match/to-prot', 'exact-match/to-port'],
    ['Exact-Match/To-Port', 'exact-match/to-port'],
    ['revokesecuritygroupingress', 'RevokeSecurityGroupIngress'],
    ['to-port', 'exact-match/to-port'],
    ['group-absnt', 'errors/group-absent'],
    ['errors/gro', 'errors/group-absent'],
    ['exact-match', undefined],
    ['something-else', undefined],
    ['', undefined],
  ])('to %j is %j', (given, expected) => {
    expect(nearestName(given, known)).toBe(expected);
  });
});

describe('a misspelt', () => {
  const table: readonly (readonly [what: string, args: readonly string[], meant: string])[] = [
    ['requirement to explain', ['explain', 'exact-match/to-prot'], 'exact-match/to-port'],
    ['requirement to explain without its topic', ['explain', 'to-port'], 'exact-match/to-port'],
    ['case to explain', ['explain', 'Dry-Run/Permitted'], 'dry-run/permitted'],
    ['fault', ['serve', '--fault', 'to-port-ignord'], 'to-port-ignored'],
    ['fault among others', ['serve', '--fault', 'to-port-ignored,Return-Capitalized'], 'return-capitalised'],
    ['thing to list', ['list', 'fualts'], 'faults'],
    ['--only of run', ['run', '--only', 'errors/group-absnt'], 'errors/group-absent'],
    ['--skip of run', ['run', '--skip', 'dry-run/get,dryrun/get'], 'dry-run/get'],
    ['--only of plan', ['plan', '--endpoint', 'http://127.0.0.1:9', '--only', 'group-absent'], 'errors/group-absent'],
    [
      '--only of client',
      ['client', '--only', 'client-encoding/nothing-aded', '--', 'true'],
      'client-encoding/nothing-added',
    ],
    [
      '--skip of client',
      ['client', '--skip', 'client-encoding/nothing-aded', '--', 'true'],
      'client-encoding/nothing-added',
    ],
    ['operation', ['run', '--operation', 'revokesecuritygroupegress'], 'RevokeSecurityGroupEgress'],
    ['operation to send', ['send', '--operation', 'RevokeSecurityGroupEgres', 'A=B'], 'RevokeSecurityGroupEgress'],
    ['effort', ['run', '--effort', 'smoek'], 'smoke'],
    ['mode', ['run', '--mode', 'saef'], 'safe'],
    ['place of the signature', ['send', '--sign', 'quary', 'A=B'], 'query'],
    ['identity', ['send', '--as', 'sesion', 'A=B'], 'session'],
    ['format of report', ['report', directory, '--to', 'HTML'], 'html'],
    ['format of compare', ['compare', directory, directory, '--to', 'markdwon'], 'markdown'],
    ['folder of a fixture', ['promote', caseFile, join(directory, 'exact-macth', 'x.json')], 'exact-match'],
    ['case file to promote', ['promote', join(directory, 'fuond.json'), join(directory, 'x.json')], 'found.json'],
    ['case file to replay', ['replay', join(directory, 'found.jsn')], 'found.json'],
    ['command', ['srve'], 'serve'],
    ['option', ['run', '--stirct'], '--strict'],
  ];

  it.each(table)('%s is answered with the name that was meant', async (_, args, meant) => {
    expect(await complaint(args)).toContain(` Did you mean ${meant}?`);
  });

  it('glob is not taken for a name', async () => {
    expect(await complaint(['run', '--only', 'exact-macth/*'])).not.toContain('Did you mean');
  });
});

describe('a command that a message names', () => {
  it.each([
    [['srve']],
    [['run', '--stirct']],
    [['explain']],
    [['list', 'cases', 'more']],
    [['explain', 'no/such']],
    [['serve', '--fault', 'none']],
    [['run', '--only', 'no/such']],
    [['client', '--only', 'no/such', '--', 'true']],
    [['client']],
  ])('can be pasted: %j', async (args) => {
    const message = await complaint(args);

    expect(message).toMatch(/ See npx ec2-conformance [a-z-]+.*\.\n$/);
    expect(message.replaceAll(/npx ec2-conformance /g, '')).not.toMatch(/ec2-conformance [a-z]+ --help/);
  });
});
