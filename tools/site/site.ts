/** The published results as a static site: implementations, a page for each, the map of actions, and history by version. */

import { matrixPage } from '../../reports/html/compare-page.ts';
import { renderHtml } from '../../reports/html/html.ts';
import { escapeHtml } from '../../reports/html/html-escape.ts';
import { htmlPage } from '../../reports/html/html-page.ts';
import { htmlStyle, tableStyle } from '../../reports/html/html-style.ts';
import { pageHtml, type TablePage } from '../../reports/html/table-page.ts';
import type { Report } from '../../reports/report.ts';
import { verdictWords } from '../../reports/text/verdict-line.ts';
import { actionMap } from './action-map.ts';
import type { SiteReport } from './published-reports.ts';

/** Pages by file name. Pure: the same reports give the same site. */
export function sitePages(all: readonly SiteReport[]): ReadonlyMap<string, string> {
  const operations = [...new Set(all.flatMap(operationsOf))];
  const swept = all.filter(({ report }) => report.actions !== undefined);
  return new Map([
    ['index.html', indexPage(all, operations)],
    ...all.flatMap((one): readonly [string, string][] => [
      [`${one.id}.html`, renderHtml(named(one))],
      [`found-${one.id}.html`, pageHtml(foundPage(one))],
    ]),
    ...operations.map((operation): [string, string] => [
      matrixFile(operation),
      pageHtml(matrixPage(all.filter((one) => operationsOf(one).includes(operation)).map(named))),
    ]),
    ...(swept.length === 0 ? [] : [['actions.html', actionMap(swept)] as [string, string]]),
  ]);
}

/** What a person found on reading each failure. */
function foundPage({ name, report, readings }: SiteReport): TablePage {
  const failed = report.requirements.filter(({ verdict }) => verdict === 'fail');
  return {
    title: `${name}: what was found`,
    lead: [`${report.operations.join(', ')}. One sentence for each failure, written after its exchange was read.`],
    sections: [
      {
        title: 'Failures',
        head: ['requirement', 'level', 'what the target does', 'what is required'],
        rows: failed.map(({ id, level, statement }) => [id, level, readings[id] ?? '', statement]),
      },
    ],
  };
}

function named({ report, name }: SiteReport): Report {
  return { ...report, target: { ...report.target, name } };
}

/** Clients are apart: what binds them is another matter. */
function operationsOf({ report }: SiteReport): readonly string[] {
  return report.operations.map((operation) => (report.mode === 'client' ? `${operation}, clients` : operation));
}

function matrixFile(operation: string): string {
  return `matrix-${operation.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.html`;
}

function indexPage(all: readonly SiteReport[], operations: readonly string[]): string {
  const title = 'EC2 conformance: published results';
  const body = `<main>
<h1>${title}</h1>
<p>What ec2-conformance found on implementations of the EC2 Query API. Each failure was read beside its evidence before it was published.</p>
${operations.map((operation) => operationSection(operation, all)).join('\n')}
${all.some(({ report }) => report.actions !== undefined) ? '<h2>Actions</h2>\n<p><a href="actions.html">The map of actions</a>: every action of EC2, what each implementation offers of it, and what is wrong.</p>' : ''}
<h2>History by version</h2>
${historyList(all)}
</main>`;
  return htmlPage({ title, style: htmlStyle + tableStyle, body });
}

function operationSection(operation: string, all: readonly SiteReport[]): string {
  const own = all.filter((one) => operationsOf(one).includes(operation));
  const rows = own.map((one) => {
    const { pass, fail, blocked, untestable } = one.report.summary.requirements;
    const musts = one.report.requirements.filter(({ level, verdict }) => level === 'MUST' && verdict === 'fail').length;
    return `<tr><th scope="row"><a href="${escapeHtml(one.id)}.html">${escapeHtml(one.name)}</a></th><td><a href="found-${escapeHtml(one.id)}.html">what was found</a></td><td class="verdict-${one.report.summary.verdict}">${escapeHtml(verdictWords(one.report))}</td><td>${pass}</td><td>${musts}</td><td>${fail - musts}</td><td>${blocked + untestable}</td><td>${one.report.startedAt.slice(0, 10)}</td></tr>`;
  });
  const matrix = own.length > 1 ? ` <a href="${matrixFile(operation)}">side by side</a>` : '';
  return `<h2>${escapeHtml(operation)}</h2>
<p>${own.length} implementations.${matrix}</p>
<div class="wide" role="region" tabindex="0" aria-label="${escapeHtml(operation)}"><table>
<thead><tr><th scope="col">implementation</th><th scope="col">failures</th><th scope="col">verdict</th><th scope="col">pass</th><th scope="col">MUST fail</th><th scope="col">SHOULD fail</th><th scope="col">blocked or untestable</th><th scope="col">tested</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

/** Implementations without their version, each with its versions, the newest last. */
function historyList(all: readonly SiteReport[]): string {
  const families = new Map<string, SiteReport[]>();
  for (const one of all) families.set(familyOf(one), [...(families.get(familyOf(one)) ?? []), one]);
  const items = [...families].map(([family, versions]) => {
    const sorted = versions.toSorted((one, other) => one.report.startedAt.localeCompare(other.report.startedAt));
    const links = sorted.map(
      ({ id, name, report }) =>
        `<a href="${escapeHtml(id)}.html">${escapeHtml(name)}</a>, ${report.summary.requirements.pass} pass, ${report.summary.requirements.fail} fail`,
    );
    return `<li>${escapeHtml(family)}: ${links.join('; ')}</li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}

function familyOf({ name, report }: SiteReport): string {
  return `${name.replace(/\s+\d+(?:\.\d+)*/, '')}, ${report.operations.join(', ')}`;
}
