import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';

const root = packageRoot();

/** Folders in which every export has a docstring. */
const documented = ['harness', 'reports', 'suites', 'test-support', 'tools'];

const declaration = /^export (?:async |abstract )*(?:function|const|class|interface|type) (\w+)/;

test('every export has a docstring', () => {
  const gaps = files().flatMap((path) =>
    exportsWithoutDocstring(readFileSync(join(root, path), 'utf8')).map((name) => `${path}: ${name}`),
  );
  expect(gaps).toEqual([]);
});

test('an export without a docstring is found, an overload and a documented one are not', () => {
  const text =
    '/** A. */\nexport const a = 1;\nexport const b = 2;\n/** C. */\nexport function c(): 1;\nexport function c() {}';
  expect(exportsWithoutDocstring(text)).toEqual(['b']);
});

function exportsWithoutDocstring(text: string): readonly string[] {
  const lines = text.split('\n');
  const names = lines.map((line) => declaration.exec(line)?.[1]);
  return names.flatMap((name, index) => {
    const isOverload = name !== undefined && names.indexOf(name) < index;
    const isDocumented = lines[index - 1]?.trimEnd().endsWith('*/') === true;
    return name === undefined || isOverload || isDocumented ? [] : [name];
  });
}

/** Source files of the rooms, tests aside. */
function files(): readonly string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => documented.some((room) => path.startsWith(`${room}/`)) && !path.endsWith('.test.ts'))
    .filter((path) => existsSync(join(root, path)));
}
