/** What a page leaves behind in the shell and the folder of its reader. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type PageStep, stepsOfPage } from './page-steps.ts';

/** Files by their path, with what distinguishes two contents. */
export type FolderState = ReadonlyMap<string, string>;

/** Not the reader's: made by installing and building. */
const ignored = new Set(['node_modules', 'dist']);

/** Every file of the folder; links are not followed. */
export function folderState(folder: string): FolderState {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !ignored.has(name));
  return new Map(
    entries.flatMap((entry): (readonly [string, string])[] => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        const inside = [...folderState(path)];
        return inside.map(([name, digest]) => [`${entry.name}/${name}`, digest] as const);
      }
      return entry.isFile() ? [[entry.name, createHash('sha256').update(readFileSync(path)).digest('hex')]] : [];
    }),
  );
}

/** Shell lines that write down, before and after the page, the working directory of the shell and what it would pass to a command. */
export function shellStateLines(file: string): string {
  return `{ pwd; echo "$-"; umask; } > ${file}.shell; env -0 > ${file}.env\n`;
}

/** Shell lines that give processes a moment to end after they were asked to, and write down those that do not. */
export function leftJobsLines(file: string): string {
  return `for look in $(seq 50); do [ -z "$(jobs -r)" ] && break; sleep 0.1; done; jobs -r > ${file}\n`;
}

/** What differs between the shell's states in two files that {@link shellStateLines} wrote, as sentences. */
export function shellProblems(before: string, after: string): readonly string[] {
  if (!existsSync(`${after}.env`)) return [];
  const [start = '', ...options] = readFileSync(`${before}.shell`, 'utf8').split('\n');
  const [end = '', ...optionsAfter] = readFileSync(`${after}.shell`, 'utf8').split('\n');
  const changed = options.join() === optionsAfter.join() ? [] : ['changes the options of the shell'];
  const moved = start === end ? [] : [`ends in another directory: ${end.replace(`${start}/`, '')}`];
  return [...moved, ...changed, ...variableProblems(variables(before), variables(after))];
}

/** The shell's own business. */
const ofShell = new Set(['_', 'PWD', 'OLDPWD', 'SHLVL']);

function variables(file: string): ReadonlyMap<string, string> {
  const entries = readFileSync(`${file}.env`, 'utf8').split('\0');
  return new Map(
    entries
      .filter((entry) => entry.includes('='))
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const)
      .filter(([name]) => !ofShell.has(name)),
  );
}

function variableProblems(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    if (!before.has(name)) return [`leaves the variable ${name}`];
    if (!after.has(name)) return [`takes away the variable ${name}`];
    return before.get(name) === after.get(name) ? [] : [`changes the variable ${name}`];
  });
}

/** Files that the page's commands left, changed or removed, and its text does not name, as sentences. */
export function fileProblems(page: string, before: FolderState, after: FolderState): readonly string[] {
  const prose = page.replace(/^(`{3,})[\s\S]*?^\1$/gm, '');
  const isNamed = (path: string) => prose.includes(path) || prose.includes(path.slice(path.lastIndexOf('/') + 1));
  const folders = new Set([...before.keys()].flatMap(foldersOf));
  // A folder that was not there before is named in the place of what is in it.
  const shortest = (path: string) => foldersOf(path).find((folder) => !folders.has(folder)) ?? path;
  const left = [...after.keys()].filter((path) => !before.has(path)).map(shortest);
  const changed = [...after].filter(([path, digest]) => before.has(path) && before.get(path) !== digest);
  const removed = [...before.keys()].filter((path) => !after.has(path));
  const sentences = (what: string, paths: readonly string[]) =>
    [...new Set(paths)].filter((path) => !isNamed(path)).map((path) => `${what} ${path} and does not say so`);
  return [
    ...sentences('leaves', left),
    ...sentences(
      'changes',
      changed.map(([path]) => path),
    ),
    ...sentences('removes', removed),
  ];
}

/** From the outermost one in. */
function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [...foldersOf(folder), folder];
}

/** What commands that no test runs would leave behind, seen from their text alone, as sentences. */
export function unrunProblems(page: string): readonly string[] {
  const steps = stepsOfPage(page);
  const whole = steps.map(({ command }) => command).join('\n');
  return steps.filter(({ notRun }) => notRun !== undefined).flatMap((step) => problemsOfUnrun(step, whole));
}

function problemsOfUnrun({ line, command }: PageStep, whole: string): readonly string[] {
  const exported = [...command.matchAll(/^export (\w+)/gm)].map(([, name = '']) => name);
  const kept = exported.filter((name) => !new RegExp(`^unset .*\\b${name}\\b`, 'm').test(whole));
  const runsOn = /[^&]&$/m.test(command) && !/^kill /m.test(whole);
  const moves = /^cd (?!-)/m.test(command) && !/^cd -/m.test(whole);
  return [
    ...kept.map((name) => `exports ${name} and does not unset it`),
    ...(runsOn ? ['starts a process in the background and does not end it'] : []),
    ...(moves ? ['changes the directory and does not come back'] : []),
  ].map((problem) => `line ${line}: ${problem}`);
}
