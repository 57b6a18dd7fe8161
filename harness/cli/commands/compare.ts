/** `compare`: what changed between two reports, or a matrix of more than two. */
import { compareReports } from '../../../reports/compare.ts';
import { comparisonPage, matrixPage } from '../../../reports/html/compare-page.ts';
import { pageHtml, pageMarkdown, pageText, type TablePage } from '../../../reports/html/table-page.ts';
import { loadReport } from '../../../reports/load.ts';
import { UnreadableReport } from '../../../reports/read.ts';
import { command } from '../command.ts';
import { choiceOption } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

const renderers = { text: pageText, markdown: pageMarkdown, html: pageHtml } as const satisfies Readonly<
  Record<string, (page: TablePage) => string>
>;

const options = { to: choiceOption(['text', 'markdown', 'html'], 'the format', 'text') } as const;

/** The command `compare`. */
export const compareCommand = command({
  name: 'compare',
  takes: ['DIR|report.json', 'DIR|report.json', '[…]'],
  about: 'compare two reports; more than two give a matrix',
  details: [
    'Two reports: what regressed, was fixed, added, removed or asked in one run only, or got another response. Exit code 1 on a regression, else 0.',
    'More than two: implementations by requirement, and their responses to open questions side by side. Exit code 0.',
  ],
  options,
  run: async ({ to }, paths, { stdout }) => {
    const reports = await Promise.all(paths.map(loadReport)).catch((error: unknown) => {
      throw error instanceof UnreadableReport ? new UsageMistake(error.message) : error;
    });
    const [before, after, third] = reports;
    // More than two: a matrix. Fewer than two are refused before, by `takes`.
    if (before === undefined || after === undefined || third !== undefined) {
      stdout.write(renderers[to](matrixPage(reports)));
      return 0;
    }
    const comparison = compareReports(before, after);
    stdout.write(renderers[to](comparisonPage(before, after, comparison)));
    return comparison.regressed.length > 0 ? 1 : 0;
  },
});
