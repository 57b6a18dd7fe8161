import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { verdictWords } from '../../reports/text/verdict-line.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { packageRoot } from '../package/package-root.ts';
import { allCommands } from './command-list.ts';
import { programHelp } from './help.ts';

const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
const commands = await allCommands();

/** What the README's lists of commands say of the register: nothing else of them can be run without a target. */
const questions = [...readme.matchAll(/^npx ec2-conformance ((?:list|explain) \S+)/gm)].map(([, words = '']) => words);

describe('the README', () => {
  it('is short', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(140);
  });

  it.each(questions)('is right that there is "%s"', async (words) => {
    const { code, out, error } = await runHere(words.split(' '));

    expect({ code, error }).toStrictEqual({ code: 0, error: '' });
    expect(out).not.toBe('');
  });

  it('lists the exit codes of the help', () => {
    const codes = [...readme.matchAll(/^\| (\d) +\| /gm)].map(([, code]) => code);

    expect(codes).toStrictEqual([...programHelp(commands).matchAll(/^ {2}(\d) {2}/gm)].map(([, code]) => code));
    expect(codes).toHaveLength(6);
  });

  it('names every command', () => {
    for (const { name } of commands) expect(readme).toMatch(new RegExp(`ec2-conformance ${name}\\b`));
  });

  it('lists every published result with its verdict', () => {
    const folder = join(packageRoot(), 'reports', 'published');
    const reports = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('report.json'),
    );

    expect(reports.length).toBeGreaterThan(5);
    for (const path of reports) {
      const report = JSON.parse(readFileSync(join(folder, path), 'utf8')) as Report;
      const place = dirname(path).replaceAll('\\', '/');
      expect(readme).toContain(`(reports/published/${place}/summary.md) | ${verdictWords(report)} |`);
    }
  });
});
