/** The grid of every action of EC2: what its dry run came to, and each topic's worst verdict; searchable. */
import { topicOf } from '../../harness/cases/case-text.ts';
import type { CellVerdict } from '../../harness/model-sweep/action-result.ts';
import type { ActionReport, Report } from '../report.ts';
import { dryRunWords } from '../text/action-words.ts';
import { escapeHtml } from './html-escape.ts';

/** Worst first, with a sign for each, so that no verdict is shown by colour alone. */
const signs: readonly (readonly [CellVerdict, sign: string, look: string])[] = [
  ['fail', '✗', 'fail'],
  ['unconfirmed', '?', 'untestable'],
  ['flaky', '~', 'untestable'],
  ['pass', '✓', 'pass'],
  ['observed', '○', 'observed'],
  ['no-control', '⊘', 'blocked'],
  ['not-covered', '·', 'not-asked'],
];

const cellWords: Readonly<Record<CellVerdict, string>> = {
  fail: 'fails',
  unconfirmed: 'failed once; the call limit was reached before it could be confirmed',
  flaky: 'failed once, and not again',
  pass: 'passes',
  observed: 'observed',
  'no-control': 'the valid request did not succeed',
  'not-covered': 'not asked',
};

const useWords: Readonly<Record<ActionReport['use'], string>> = {
  read: 'read',
  'dry-run': 'dry run only',
  'no-dry-run': 'not sent: has no DryRun',
  'account-setting': 'not sent: changes the account',
  absent: 'no action of EC2',
};

/** What the list of states says, by the value that a row has. */
const states: readonly (readonly [value: string, words: string])[] = [
  ['', 'all'],
  ['fail', 'with a failure'],
  ['offered', 'offered'],
  ['not-offered', 'not offered'],
  ['proven', 'DryRun honoured'],
  ['refused-earlier', 'dry run refused before'],
  ['carried-out', 'DryRun ignored'],
  ['not-sent', 'not sent'],
];

/** Empty for a report without actions. */
export function actionsSection({ actions = [], requirements }: Report): string {
  if (actions.length === 0) return '';
  const topics = [
    ...new Set(requirements.filter(({ operation }) => operation === 'every-operation').map(({ topic }) => topic)),
  ];
  const occurring = new Set(actions.flatMap((one) => Object.values(one.requirements)));
  const shown = signs.filter(([verdict]) => occurring.has(verdict));
  const legend = shown.map(
    ([verdict, sign, look]) =>
      `<li><span class="cell v-${look}" aria-hidden="true">${sign}</span> ${cellWords[verdict]}</li>`,
  );
  return `<h2 id="actions">Actions of EC2</h2>
<p>${escapeHtml(figures(actions))}</p>
<ul class="legend">${legend.join('')}</ul>
<div class="action-filters" hidden="hidden">
<label>Action or requirement <input id="action-text" type="search"/></label>
<label>Shown <select id="action-state">${states.map(([value, words]) => `<option value="${value}">${words}</option>`).join('')}</select></label>
<span id="actions-shown" role="status"></span>
</div>
<div class="scrolling" tabindex="0" role="group" aria-label="Actions of EC2"><table class="actions">
<thead><tr><th scope="col">action</th><th scope="col">sent as</th><th scope="col">dry run</th><th scope="col">response</th>${topics.map((topic) => `<th scope="col">${escapeHtml(topic)}</th>`).join('')}</tr></thead>
<tbody>
${actions.map((one) => row(one, topics)).join('\n')}
</tbody>
</table></div>`;
}

/** `204 of 755 actions that were asked for are offered, 75 were not sent; dry runs: DryRun honoured by 85, …`. */
export function figures(actions: readonly ActionReport[]): string {
  const real = actions.filter(({ use }) => use !== 'absent');
  const asked = real.filter(({ isOffered }) => isOffered !== undefined);
  const offered = asked.filter(({ isOffered }) => isOffered === true).length;
  const count = (state: ActionReport['dryRun']) => real.filter(({ dryRun }) => dryRun === state).length;
  const notSent = real.filter((one) => !isSent(one)).length;
  return `${offered} of ${asked.length} actions that were asked for are offered, ${notSent} were not sent; dry runs: DryRun honoured by ${count('proven')}, ${count('refused-earlier')} refused before, DryRun ignored by ${count('carried-out')}, ${count('not-covered')} not asked.`;
}

function row(one: ActionReport, topics: readonly string[]): string {
  const { name, use, dryRun, response = '', requirements, trouble } = one;
  const search = [name, ...Object.keys(requirements).filter((id) => requirements[id] === 'fail')]
    .join(' ')
    .toLowerCase();
  const cells = topics.map((topic) => cell(topic, requirements));
  return `<tr data-search="${escapeHtml(search)}" data-states="${statesOf(one).join(' ')}"><th scope="row">${escapeHtml(name)}</th><td>${useWords[use]}</td><td>${dryRunWords[dryRun]}</td><td>${escapeHtml(trouble ?? response)}</td>${cells.join('')}</tr>`;
}

function cell(topic: string, requirements: ActionReport['requirements']): string {
  const own = Object.entries(requirements).filter(([id]) => topicOf(id) === topic);
  const worst = signs.find(([verdict]) => own.some(([, each]) => each === verdict));
  if (worst === undefined) return '<td></td>';
  const [verdict, sign, look] = worst;
  const concerned = own.filter(([, each]) => each === verdict).map(([id]) => id.slice(topic.length + 1));
  const title = escapeHtml(`${cellWords[verdict]}: ${concerned.join(', ')}`);
  return `<td><span class="cell v-${look}" title="${title}" aria-label="${title}" role="img">${sign}</span></td>`;
}

function isSent({ use }: ActionReport): boolean {
  return use === 'read' || use === 'dry-run' || use === 'absent';
}

function statesOf(one: ActionReport): readonly string[] {
  const { isOffered, dryRun, requirements } = one;
  return [
    ...(Object.values(requirements).includes('fail') ? ['fail'] : []),
    ...(isOffered === true ? ['offered'] : isOffered === false ? ['not-offered'] : []),
    ...(isSent(one) ? [] : ['not-sent']),
    dryRun,
  ];
}

/** Hidden until it runs, the filter serves the table. Nothing of a target's text becomes markup. */
export const actionsScript = `
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll('.actions tbody tr')];
  function filter() {
    const text = byId('action-text').value.trim().toLowerCase();
    const state = byId('action-state').value;
    let shown = 0;
    for (const row of rows) {
      const isThere = row.dataset.search.includes(text) && (!state || row.dataset.states.split(' ').includes(state));
      row.hidden = !isThere;
      shown += isThere ? 1 : 0;
    }
    byId('actions-shown').textContent = shown + ' of ' + rows.length + ' actions shown';
  }
  byId('action-text').addEventListener('input', filter);
  byId('action-state').addEventListener('input', filter);
  document.querySelector('.action-filters').hidden = false;
  filter();
})();
`;

/** Added to the page's own style sheet. */
export const actionsStyle = `
.action-filters { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; padding: .5rem 0; }
.scrolling { overflow: auto; max-height: 40rem; border: 1px solid var(--line); }
.actions { border-collapse: collapse; font-size: .85rem; width: 100%; }
.actions th, .actions td { text-align: left; padding: .2rem .5rem; border-bottom: 1px solid var(--line); white-space: nowrap; font-weight: 400; }
.actions thead th { position: sticky; top: 0; background: var(--raised); font-weight: 600; }
`;
