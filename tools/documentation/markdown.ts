/** Plain text as Markdown: nothing in it becomes markup but its addresses, which become links. */

const address = /https?:\/\/[^\s;,"]+/g;

/** One line of prose. Code spans that the text already has are left alone. */
export function prose(text: string): string {
  return text
    .replaceAll('\n', ' ')
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : linked(part)))
    .join('');
}

/** The same in a cell of a table. */
export function cell(text: string): string {
  return prose(text).replaceAll('|', '\\|');
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** A fenced block that nothing in the text can end. */
export function fenced(language: string, text: string): readonly string[] {
  const fence = text.includes('```') ? '````' : '```';
  return [`${fence}${language}`, text, fence];
}

/** A heading and its lines; nothing when there are no lines. */
export function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function linked(text: string): string {
  let from = 0;
  const parts: string[] = [];
  for (const { 0: found, index } of text.matchAll(address)) {
    const url = trimmed(found);
    parts.push(escaped(text.slice(from, index)), `<${url}>`);
    from = index + url.length;
  }
  return [...parts, escaped(text.slice(from))].join('');
}

/** Without what ends the sentence around it. A closing parenthesis belongs to the address that has opened it. */
function trimmed(url: string): string {
  const bare = url.replace(/[.:]+$/, '');
  return bare.endsWith(')') && !bare.includes('(') ? trimmed(bare.slice(0, -1)) : bare;
}

function escaped(text: string): string {
  return text.replace(/[\\<>*_[\]]/g, (character) => `\\${character}`);
}
