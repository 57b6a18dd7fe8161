import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandLine } from './shell.ts';

/** The words that a POSIX shell parses from a line, printed by a function in place of npx. */
function wordsOf(line: string): readonly string[] {
  const script = `npx() { for word; do printf '%s\\0' "$word"; done; }\n${line}`;
  const env = { PATH: '/nonexistent', HOME: '/nowhere', x: 'expanded' };
  return execFileSync('/bin/sh', ['-c', script], { cwd: '/', env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('a command line', () => {
  it('is as one types it where nothing has to be quoted', () => {
    expect(commandLine(['run', '--endpoint', 'http://127.0.0.1:4566/', '--only', 'a/b@every-answer'])).toBe(
      'npx ec2-conformance run --endpoint http://127.0.0.1:4566/ --only a/b@every-answer',
    );
    expect(commandLine(['run', '--only', 'exact-match/*'])).toBe("npx ec2-conformance run --only 'exact-match/*'");
  });

  it.each([
    'a/*',
    'a/b c',
    "a/b'c",
    '"$x"',
    '$x',
    '`true`',
    '$(true)',
    '~',
    '~/x',
    '#x',
    'a;b',
    'a&b',
    'a|b',
    '<a>',
    '(a)',
    '{a,b}',
    '{json}',
    '[a-z]',
    '?',
    '!x',
    'a\\b',
    'a\nb',
    '',
    'x=y',
    'ä',
    "''",
  ])('gives the shell %j as one word as it is', (word) => {
    expect(wordsOf(commandLine(['run', '--only', word, 'end']))).toStrictEqual([
      'ec2-conformance',
      'run',
      '--only',
      word,
      'end',
    ]);
  });
});
