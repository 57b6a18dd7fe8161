/** Plain text as Markdown: special characters are escaped, and addresses become links. */

const address = /https?:\/\/[^\s;,"]+/g;

/** One line of prose. Code spans that the text already has are left alone. */
export function prose(text: string): string {
  return text
    .replaceAll('\n', ' ')
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : linked(part)))
    .join('');
}

/** Prose in a cell of a table. */
export function cell(text: string): string {
  return prose(text).replaceAll('|', '\\|');
}

/** A code span. */
export function codeSpan(text: string): string {
  return `\`${text}\``;
}

/** A link to a place in the repository. */
export function link(text: string, to: string): string {
  return `[${escaped(text)}](${to})`;
}

function linked(text: string): string {
  let from = 0;
  const parts: string[] = [];
  for (const { 0: found, index } of text.matchAll(address)) {
    const url = trimmedUrl(found);
    parts.push(escaped(text.slice(from, index)), `<${url}>`);
    from = index + url.length;
  }
  return [...parts, escaped(text.slice(from))].join('');
}

/** The address without the punctuation of the sentence around it. Keeps a closing parenthesis that the address opened. */
export function trimmedUrl(url: string): string {
  const bare = url.replace(/[.:]+$/, '');
  return bare.endsWith(')') && !bare.includes('(') ? trimmedUrl(bare.slice(0, -1)) : bare;
}

/** The text with Markdown's special characters escaped. */
export function escaped(text: string): string {
  return text.replace(/[\\<>*_[\]]/g, (character) => `\\${character}`);
}
