/** What the kill matrices share: options of the command line, and a file with what is known, by which a run goes on where one was ended. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** The value of `--name=value`; undefined where it was not given. */
export function optionNamed(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/** The lines of the file that `--resume` names, JSON each; none without the option or without the file. */
export function resumedLines<Line>(): readonly Line[] {
  const path = optionNamed('resume');
  const text = path !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** Adds a line to the file that `--resume` names; nothing without the option. */
export function keepLine(line: unknown): void {
  const path = optionNamed('resume');
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(line)}\n`);
}
