/**
 * The commands of a page. Three kinds of fenced blocks matter, others are text:
 *
 * - `sh`: run unchanged, in one shell from the first block of a page to the last;
 * - `console`: each `$ ` line is run, and what follows it is what it prints, `…` for lines that are left out;
 * - `sh not run: REASON`: a form of a command that takes what no test has, such as an AWS account.
 *
 * A command that ends with another exit code than 0 says so: `# exit code 1`.
 */

/** A command of a page, with its expected output. */
export interface PageStep {
  /** Line of the page on which it begins. */
  readonly line: number;
  readonly command: string;
  /** What the page shows as its output; undefined where it shows none. */
  readonly shown?: string;
  /** Why no test runs it. */
  readonly notRun?: string;
}

const block = /^(`{3,})(\w+)(?: ([^\n]*))?\n([\s\S]*?)^\1$/gm;

/** The commands of a page, in order. */
export function stepsOfPage(page: string): readonly PageStep[] {
  return [...page.matchAll(block)].flatMap(({ index, 2: language, 3: note, 4: text = '' }): readonly PageStep[] => {
    const line = page.slice(0, index).split('\n').length + 1;
    if (language === 'console') return shownSteps(text, line);
    if (language !== 'sh') return [];
    const notRun = note?.replace(/^not run: /, '');
    return [{ line, command: text, ...(notRun === undefined ? {} : { notRun }) }];
  });
}

function shownSteps(text: string, first: number): readonly PageStep[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const starts = lines.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []));
  return starts.map((start, index) => ({
    line: first + start,
    command: `${(lines[start] ?? '').slice(2)}\n`,
    shown: lines.slice(start + 1, starts[index + 1] ?? lines.length).join('\n'),
  }));
}

/** The exit codes other than 0 that a block announces, in its order. */
export function announcedCodes(command: string): readonly number[] {
  return [...command.matchAll(/# exit code (\d+)$/gm)].map(([, code]) => Number(code));
}
