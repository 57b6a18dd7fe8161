/** The map of actions: a row for each action of EC2, a column for each implementation; searchable. */

import { escapeHtml } from '../../reports/html/html-escape.ts';
import { htmlPage } from '../../reports/html/html-page.ts';
import { htmlStyle } from '../../reports/html/html-style.ts';
import type { ActionReport } from '../../reports/report.ts';
import { dryRunWords } from '../../reports/text/action-words.ts';
import type { SiteReport } from './published-reports.ts';

/** The page, with the script of its filters. */
export function actionMap(swept: readonly SiteReport[]): string {
  const names = [...new Set(swept.flatMap(({ report }) => (report.actions ?? []).map(({ name }) => name)))].sort();
  const byReport = swept.map(({ report }) => new Map((report.actions ?? []).map((one) => [one.name, one])));
  const rows = names.map((name) => {
    const found = byReport.map((actions) => actions.get(name));
    const search = [name, ...found.flatMap(failuresOf)].join(' ').toLowerCase();
    const isOffered = found.some((one) => one?.isOffered === true);
    return `<tr data-search="${escapeHtml(search)}"${isOffered ? ' data-offered="yes"' : ''}><th scope="row">${escapeHtml(name)}</th>${found.map(cell).join('')}</tr>`;
  });
  const body = `<main>
<h1>The map of actions</h1>
<p><a href="index.html">All published results</a>. What the service model of EC2 alone can judge of ${names.length} actions, on ${swept.length} implementations.</p>
<div class="filters" hidden="hidden">
<label>Action or requirement <input id="text" type="search"/></label>
<label>Shown <select id="which"><option value="offered">offered by one of them</option><option value="">all</option></select></label>
<span id="shown" role="status"></span>
</div>
<div class="wide" role="region" tabindex="0" aria-label="The map of actions"><table>
<thead><tr><th scope="col">action</th>${swept.map(({ id, name }) => `<th scope="col"><a href="${escapeHtml(id)}.html#actions">${escapeHtml(name)}</a></th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
</main>`;
  const title = 'EC2 conformance: the map of actions';
  return htmlPage({ title, style: htmlStyle + mapStyle, body, scripts: [script] });
}

function failuresOf(one: ActionReport | undefined): readonly string[] {
  return Object.entries(one?.requirements ?? {})
    .filter(([, verdict]) => verdict === 'fail')
    .map(([id]) => id);
}

function cell(one: ActionReport | undefined): string {
  if (one === undefined || one.isOffered === undefined) return '<td class="faint">not sent</td>';
  if (!one.isOffered) return '<td class="faint">not offered</td>';
  const failed = failuresOf(one);
  const look = failed.length === 0 ? 'pass' : 'fail';
  const words = [
    `dry run: ${dryRunWords[one.dryRun]}`,
    ...(failed.length === 0 ? [] : [`fails ${failed.join(', ')}`]),
  ].join('; ');
  return `<td><span class="v-${look}">${failed.length === 0 ? '✓' : '✗'}</span> ${escapeHtml(words)}</td>`;
}

const script = `
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll('tbody tr')];
  function filter() {
    const text = byId('text').value.trim().toLowerCase();
    const isOffered = byId('which').value === 'offered';
    let shown = 0;
    for (const row of rows) {
      row.hidden = !row.dataset.search.includes(text) || (isOffered && row.dataset.offered !== 'yes');
      shown += row.hidden ? 0 : 1;
    }
    byId('shown').textContent = shown + ' of ' + rows.length + ' actions shown';
  }
  byId('text').addEventListener('input', filter);
  byId('which').addEventListener('input', filter);
  document.querySelector('.filters').hidden = false;
  filter();
})();
`;

const mapStyle = `
body { max-width: none; }
.filters { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; padding: .5rem 0; }
.wide { overflow: auto; max-height: 80vh; border: 1px solid var(--line); }
table { border-collapse: collapse; font-size: .85rem; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; font-weight: 400; }
thead th { position: sticky; top: 0; background: var(--raised); font-weight: 600; }
`;
