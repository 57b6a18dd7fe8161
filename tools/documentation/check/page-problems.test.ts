import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageProblems } from './page-problems.ts';
import { stepsOf } from './page-steps.ts';
import type { Workplace } from './run-page.ts';
import { missingLine } from './shown-output.ts';

let root: string;
let place: Workplace;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ec2-conformance-test-'));
  const folder = join(root, 'work');
  mkdirSync(folder);
  place = {
    folder,
    environment: { PATH: process.env['PATH'] },
    beside: (name) => {
      mkdirSync(join(root, name));
      return join(root, name);
    },
    tidy: () => undefined,
  };
});

afterEach(() => rmSync(root, { recursive: true }));

function page(...blocks: readonly string[]): string {
  return `# A page\n\n${blocks.map((block) => `\`\`\`${block}\n\`\`\`\n`).join('\ntext\n\n')}`;
}

async function problemsOf(...blocks: readonly string[]): Promise<readonly (string | undefined)[]> {
  return (await pageProblems(page(...blocks), place)).map((problem) => problem.split('\n')[0]);
}

describe('a page works', () => {
  it('when its commands end as it says and print what it shows, in one shell', async () => {
    const problems = await problemsOf(
      'sh\nname=world\ncat > file.txt <<END\nhello\nEND\nfalse # exit code 1',
      'console\n$ cat file.txt; echo "$name"\nhello\nworld\n$ (exit 3) # exit code 3',
    );

    expect(problems).toEqual([]);
  });

  it('when what it does not run would fail', async () => {
    expect(await problemsOf('sh not run: an AWS account\nfalse', 'json\n{', 'sh\ntrue')).toEqual([]);
  });
});

describe('a page does not work', () => {
  it('when a command fails, even if a later one does not', async () => {
    expect(await problemsOf('sh\nfalse\ntrue')).toEqual(['line 4: false']);
    expect(
      (await pageProblems(page('sh\nfalse\ntrue'), { ...place, beside: (name) => place.beside(`${name}2`) }))[0],
    ).toContain('ended with [1], the page says []');
  });

  it('when a command succeeds although the page says that it fails', async () => {
    expect(await problemsOf('sh\ntrue # exit code 1')).toEqual([
      'line 4: true # exit code 1 ended with [], the page says [1]',
    ]);
  });

  it('when something else is printed, before or after what is shown too', async () => {
    const problems = await problemsOf('console\n$ echo one\ntwo\n$ printf "one\\ntwo\\n"\none');

    expect(problems).toEqual([
      'line 4: echo one does not print two',
      expect.stringContaining('but there is more: two'),
    ]);
  });

  it('when the shell ends before the page does', async () => {
    expect(await problemsOf('sh\nexit 0', 'sh\ntrue')).toEqual([
      'line 4: exit 0 did not come to its end',
      'line 10: true did not come to its end',
    ]);
  });
});

it('servers that a page starts end with it', async () => {
  await pageProblems(page('sh\nsleep 300 &\necho $! > pid'), place);
  const pid = Number(readFileSync(join(place.folder, 'pid'), 'utf8'));

  expect(() => process.kill(pid, 0)).toThrow();
});

describe('shown output', () => {
  it.each([
    ['912 calls in 2.1 s', '7 calls in 13.4 s'],
    ['GroupId=sg-0123456789abcdef0', 'GroupId=sg-0fedcba9876543210'],
    ['one\n…\nfour', 'one\ntwo\nthree\nfour'],
    ['…\nfour', 'one\nfour'],
    ['one\n…', 'one\ntwo'],
    ['a long l…', 'a long line'],
    ['', '\n'],
  ])('%j is what %j prints', (shown, printed) => {
    expect(missingLine(shown, printed)).toBeUndefined();
  });

  it.each([
    ['one\n…\nfour', 'one\ntwo', 'four'],
    ['two\n…', 'one\ntwo', 'two'],
    ['…\ntwo\n…\none', 'one\ntwo', 'one'],
    ['a longer l…', 'a long line', 'a longer l…'],
  ])('%j is not what %j prints', (shown, printed, missing) => {
    expect(missingLine(shown, printed)).toBe(missing);
  });
});

it('steps know their line, and a console block has one for each command', () => {
  expect(stepsOf('text\n\n```console\n$ one\nsaid\n\n$ two\n```\n\n```sh not run: Python\nthree\n```\n')).toEqual([
    { line: 4, command: 'one\n', shown: 'said\n' },
    { line: 7, command: 'two\n', shown: '' },
    { line: 11, command: 'three\n', notRun: 'Python' },
  ]);
});
