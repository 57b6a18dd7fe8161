/** Pieces of Markdown. Everything a target said is in code, where neither markup nor mentions nor HTML mean anything. */
import { visible, visibleLine } from '../../harness/transcript/visible-text.ts';

/** Characters of a cell. */
const longestCell = 200;

/** The text in a code span that nothing in it can end; one line, at most 200 characters. */
export function code(text: string): string {
  const line = visibleLine(text);
  const short = line.length > longestCell ? `${line.slice(0, longestCell - 3)}...` : line;
  const fence = '`'.repeat(longestBacktickRun(short) + 1);
  return short === '' ? '' : `${fence} ${withoutBars(short)} ${fence}`;
}

/** The text in a fenced block that nothing in it can end. */
export function codeBlock(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestBacktickRun(text) + 1));
  return `${fence}text\n${visible(text)}\n${fence}`;
}

/** A heading and what is under it; nothing where there is nothing. */
export function section(title: string, parts: readonly string[]): readonly string[] {
  return parts.length === 0 ? [] : [`## ${title}`, ...parts];
}

/** A table; cells are taken as they are. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar ends a table's cell unless a backslash escapes it, and another backslash before that one would undo it. */
function withoutBars(text: string): string {
  return text.replace(/\\+\|/g, (run) => `${run.slice(0, -1)}\\x7c`).replace(/(?<!\\)\|/g, '\\|');
}

function longestBacktickRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
