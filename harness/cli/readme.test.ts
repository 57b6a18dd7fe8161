import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../suite/package-root.ts';
import { parseArguments } from './arguments.ts';
import { allCommands, catalogue } from './commands.ts';
import type { Context } from './context.ts';
import { programHelp } from './help.ts';
import { runProgram } from './program.ts';

const commands = await allCommands();

const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');

const documents = [readme, readFileSync(join(packageRoot(), 'docs/ci.md'), 'utf8')].join('\n');

/** Lines of the shell blocks that start the command, as the arguments a shell makes of them. */
const lines = [...documents.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.split('\n'))
  .map((line) => line.replace(/\s+#.*$/, '').replace(/^node dist\/harness\/cli\/main\.js/, 'ec2-conformance'))
  .filter((line) => line.startsWith('ec2-conformance '))
  .map((line) =>
    line
      .split(/\s+/)
      .slice(1)
      .map((word) => word.replace(/^'(.*)'$/, '$1')),
  );

async function outputOf(args: readonly string[]) {
  let out = '';
  let error = '';
  const context: Context = {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (error += text) },
    environment: {},
    catalogue,
    interrupted: async () => undefined,
  };
  const code = await runProgram(args, { commands, version: '0.0.0' }, context);
  return { code, error, hasOutput: out.length > 0 };
}

describe('the README', () => {
  it('names commands', () => {
    expect(lines.length).toBeGreaterThan(3);
  });

  for (const args of lines) {
    const [name = '', ...rest] = args;
    it(`is right that there is "${args.join(' ')}"`, async () => {
      const command = commands.find((one) => one.name === name);
      expect(command).toBeDefined();
      if (command === undefined) return;

      const { positionals } = parseArguments(rest, command.options, name);

      const isOpen = command.takes.at(-1)?.includes('…') === true;
      expect(positionals.length).toBeLessThanOrEqual(isOpen ? Number.POSITIVE_INFINITY : command.takes.length);
      if (name === 'list' || name === 'explain') {
        expect(await outputOf(args)).toStrictEqual({ code: 0, error: '', hasOutput: true });
      }
    });
  }

  it('lists the exit codes of the help', () => {
    const told = [...readme.matchAll(/^\| (\d) +\| /gm)].map(([, code]) => code);

    expect(told).toStrictEqual([...programHelp(commands).matchAll(/^ {2}(\d) {2}/gm)].map(([, code]) => code));
    expect(told).toHaveLength(6);
  });

  it('names every command but in passing', () => {
    for (const { name } of commands) expect(readme).toMatch(new RegExp(`(?:ec2-conformance|main\\.js) ${name}\\b`));
  });

  it('leads to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);

    expect(links.filter((path) => !existsSync(join(packageRoot(), path)))).toStrictEqual([]);
    expect(links.length).toBeGreaterThan(3);
  });
});
