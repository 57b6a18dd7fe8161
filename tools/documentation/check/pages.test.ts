/** Every page works when it is followed literally, and leads to what is there. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseArguments } from '../../../harness/cli/arguments.ts';
import { allCommands } from '../../../harness/cli/command-list.ts';
import { packageVersion } from '../../../harness/package/package-facts.ts';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { generatedPages } from '../generated-pages.ts';
import { loadMaterial } from '../material.ts';
import { CheckoutCopy } from './checkout-copy.ts';
import { deadLinks } from './markdown-links.ts';
import { pageProblems } from './page-problems.ts';
import { stepsOfPage } from './page-steps.ts';

const root = packageRoot();
const generated = generatedPages(await loadMaterial());
const commands = await allCommands();

/** Every Markdown file that people write and read. */
const markdown = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md') && !/(^|[/\\])(node_modules|\.|dist|ec2-conformance-report)/.test(path))
  .map((path) => path.replaceAll('\\', '/'));
const pages = [
  'README.md',
  'docs/requirements/README.md',
  ...markdown.filter((path) => /^docs\/[^/]+\.md$/.test(path) && !generated.has(path)),
];

function stepsIn(path: string) {
  return stepsOfPage(readFileSync(join(root, path), 'utf8'));
}

/** Words of the lines that start the command, as a shell makes them of simple words and those in quotes. */
function commandLines(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line.startsWith('npx ec2-conformance '))
    .map((line) => line.split(/\s+/).slice(2));
}

describe('followed to the letter', () => {
  const followed = pages.filter((path) => stepsIn(path).some(({ notRun }) => notRun === undefined));
  let copy: CheckoutCopy;
  beforeAll(() => {
    copy = new CheckoutCopy();
  }, 120_000);
  afterAll(() => copy.remove(), 120_000);

  it.each(followed)('%s works', { timeout: 300_000 }, async (path) => {
    expect(await pageProblems(readFileSync(join(root, path), 'utf8'), copy)).toEqual([]);
  });

  it('npx finds the command in a checkout', { timeout: 120_000 }, async () => {
    const { stdout } = await promisify(execFile)('npx', ['--no-install', 'ec2-conformance', '--version'], {
      cwd: root,
    });

    expect(stdout.trim()).toBe(packageVersion());
  });
});

describe('a command that no test runs', () => {
  const left = pages.flatMap((path) => stepsIn(path).filter(({ notRun }) => notRun !== undefined));

  it('is there, with a reason', () => {
    const reasons = new Set(left.map(({ notRun }) => notRun));

    expect([...reasons].sort()).toEqual([
      '.ci/run',
      'Python',
      'a server of the reader’s',
      'an AWS account',
      'it would undo the work of this page',
      'needs Docker',
      'reports of the reader’s',
      'servers, clients and files of the reader’s',
      'the AWS CLI',
    ]);
  });

  it.each(left.flatMap(({ command }) => commandLines(command)).map((words) => [words.join(' '), words] as const))(
    'has a form that the command takes: %s',
    (_, [name = '', ...words]) => {
      const command = commands.find((one) => one.name === name);
      const takes = command?.takes ?? [];

      const { positionals } = parseArguments(words, command?.options ?? {}, name);

      expect(command).toBeDefined();
      expect(positionals.length).toBeLessThanOrEqual(
        takes.at(-1)?.includes('…') ? Number.POSITIVE_INFINITY : takes.length,
      );
    },
  );

  it('is what .ci/run does, if it installs or tests everything', () => {
    const script = readFileSync(join(root, '.ci/run'), 'utf8').split('\n');
    const installing = left.filter(({ notRun }) => notRun === '.ci/run').flatMap(({ command }) => command.split('\n'));
    const parts = installing.flatMap((line) => line.replace(/\s+#.*$/, '').split(' && ')).filter((part) => part !== '');

    expect(parts.length).toBeGreaterThan(3);
    expect(parts.filter((part) => !script.includes(part))).toEqual([]);
  });
});

it('every page leads to files and headings that are there', () => {
  const dead = markdown.flatMap((path) => deadLinks(path, root).map((link) => `${path}: ${link}`));

  expect(markdown.length).toBeGreaterThan(generated.size);
  expect(dead).toEqual([]);
});
