import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageProblems } from './page-problems.ts';
import { stepsOfPage } from './page-steps.ts';
import type { Workplace } from './run-page.ts';
import { missingLine } from './shown-output.ts';

let root: string;
let place: Workplace;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ec2-conformance-test-'));
  const folder = join(root, 'work');
  mkdirSync(join(folder, 'there'), { recursive: true });
  writeFileSync(join(folder, 'there', 'file.txt'), 'text\n');
  place = {
    folder,
    environment: { PATH: process.env['PATH'], GIVEN: '1' },
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
      'console\n$ cat file.txt; echo "$name"\nhello\nworld\n$ (exit 3) # exit code 3\n$ rm file.txt',
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

describe('a page leaves the shell as it found it', () => {
  it.each([
    ['a process', 'sh\nsleep 300 &', 'leaves a process running: sleep 300'],
    ['a process that the shell forgot', 'sh\nsleep 300 &\ndisown', 'leaves a process running'],
    ['another directory', 'sh\nmkdir -p x && cd x', 'ends in another directory: x'],
    ['a variable', 'sh\nexport LEFT=1', 'leaves the variable LEFT'],
    ['a variable that was another', 'sh\nexport GIVEN=2', 'changes the variable GIVEN'],
    ['no variable that was there', 'sh\nunset GIVEN', 'takes away the variable GIVEN'],
    ['an option of the shell', 'sh\nset -f', 'changes the options of the shell'],
    ['a file', 'sh\ntouch made.txt', 'leaves made.txt and does not say so'],
    ['a file in a folder', 'sh\nmkdir made && touch made/a made/b', 'leaves made and does not say so'],
    ['a file with other contents', 'sh\necho more >> there/file.txt', 'changes there/file.txt and does not say so'],
    ['no file that was there', 'sh\nrm there/file.txt', 'removes there/file.txt and does not say so'],
  ])('or is wrong: %s', async (_, block, problem) => {
    expect(await problemsOf(block)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    ['ends its processes', 'sh\nsleep 300 &\nserver=$!\nkill "$server"'],
    ['comes back', 'sh\nmkdir x\n(cd x)\ncd x && cd ..\nrmdir x'],
    ['takes its variables away', 'sh\nexport LEFT=1\nunset LEFT'],
    ['sets variables for one command', 'sh\nLEFT=1 true'],
    ['removes its files', 'sh\ntouch made.txt\nrm made.txt'],
  ])('when it %s', async (_, block) => {
    expect(await problemsOf(block)).toEqual([]);
  });

  it('when it names the files that it leaves, outside of its commands', async () => {
    const text = `${page('sh\nmkdir made && touch made/a there/new.txt\necho x >> there/file.txt')}\nLeaves \`made\`, \`new.txt\` and there/file.txt.\n`;

    expect(await pageProblems(text, place)).toEqual([]);
  });

  it.each([
    ['sh not run: a server of the reader’s\nexport AWS_REGION=x', 'exports AWS_REGION and does not unset it'],
    ['sh not run: a server of the reader’s\n./my-server &', 'starts a process in the background and does not end it'],
    ['sh not run: a server of the reader’s\ncd elsewhere', 'changes the directory'],
  ])('also where it is not run: %j', async (block, problem) => {
    expect(await problemsOf(block)).toEqual([expect.stringContaining(problem)]);
    const undone = `${block}\nunset AWS_REGION\nkill %1\ncd -`;
    expect(await pageProblems(page(undone), { ...place, beside: (name) => place.beside(`${name}2`) })).toEqual([]);
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
    ['9 calls in 2.1 s: conforms', '9 calls in 8.7 s (6 cases at a time): conforms'],
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
    ['9 calls: conforms', '9 calls (6 cases at a time): does not conform', '9 calls: conforms'],
    ['two\n…', 'one\ntwo', 'two'],
    ['…\ntwo\n…\none', 'one\ntwo', 'one'],
    ['a longer l…', 'a long line', 'a longer l…'],
  ])('%j is not what %j prints', (shown, printed, missing) => {
    expect(missingLine(shown, printed)).toBe(missing);
  });
});

it('steps know their line, and a console block has one for each command', () => {
  expect(stepsOfPage('text\n\n```console\n$ one\nsaid\n\n$ two\n```\n\n```sh not run: Python\nthree\n```\n')).toEqual([
    { line: 4, command: 'one\n', shown: 'said\n' },
    { line: 7, command: 'two\n', shown: '' },
    { line: 11, command: 'three\n', notRun: 'Python' },
  ]);
});
