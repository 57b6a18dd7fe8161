/** A page of tables, in the three forms that comparisons are read in. */
import { visible, visibleLine } from '../../harness/transcript/visible-text.ts';
import { code } from '../markdown/markdown-text.ts';
import { escapeHtml } from './html-escape.ts';
import { htmlPage } from './html-page.ts';
import { htmlStyle, tableStyle } from './html-style.ts';

/** A page of tables, which is rendered as text, Markdown or HTML. */
export interface TablePage {
  readonly title: string;
  /** Sentences under the title. */
  readonly lead: readonly string[];
  readonly sections: readonly TableSection[];
}

/** A table with a title. */
export interface TableSection {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Lines for a terminal; a section without rows is left out in all forms. */
export function pageText({ title, lead, sections }: TablePage): string {
  const blocks = filled(sections).map(({ title: name, rows, head }) => {
    const widths = head.map((_, column) => Math.max(...rows.map((row) => visibleLine(row[column] ?? '').length)));
    const line = (row: readonly string[]): string =>
      row
        .map((cell, column) => visibleLine(cell).padEnd(Math.min(widths[column] ?? 0, widestColumn)))
        .join('  ')
        .trimEnd();
    return [name, ...rows.map((row) => `  ${line(row)}`)].join('\n');
  });
  return `${[[title, ...lead].map(visibleLine).join('\n'), ...blocks].join('\n\n')}\n`;
}

/** A column wider than this does not push the others aside. */
const widestColumn = 60;

/** Renders a page as Markdown. */
export function pageMarkdown({ title, lead, sections }: TablePage): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const blocks = filled(sections).flatMap(({ title: name, head, rows }) => [
    `## ${name}`,
    [line(head.map(code)), line(head.map(() => '---')), ...rows.map((row) => line(row.map(code)))].join('\n'),
  ]);
  return `${[`# ${title}`, ...lead.map(code), ...blocks].join('\n\n')}\n`;
}

/** One file without a script; nothing in it may load or run. */
export function pageHtml({ title, lead, sections }: TablePage): string {
  const body = `<main>
<h1>${escapeHtml(title)}</h1>
${lead.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('\n')}
${filled(sections).map(sectionHtml).join('\n')}
</main>`;
  return htmlPage({ title, style: htmlStyle + tableStyle, body });
}

function sectionHtml({ title, head, rows }: TableSection, index: number): string {
  const heads = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('');
  const body = rows.map((row) => {
    const [first = '', ...rest] = row;
    const cells = rest.map((cell) => `<td>${verdictCell(cell)}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`;
  });
  return `<h2 id="section-${index}">${escapeHtml(title)}</h2>
<div class="wide" role="region" aria-labelledby="section-${index}" tabindex="0">
<table>
<thead><tr>${heads}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`;
}

function verdictCell(cell: string): string {
  return /^[a-z-]{4,16}$/.test(cell) ? `<span class="v-${cell}">${cell}</span>` : escapeHtml(visible(cell));
}

function filled(sections: readonly TableSection[]): readonly TableSection[] {
  return sections.filter(({ rows }) => rows.length > 0);
}
