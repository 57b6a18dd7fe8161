/**
 * report.html: one file, no network, no library.
 *
 * The verdict, the grid and the requirements are plain HTML; cases are data that a small script shows when they are opened.
 * A content security policy allows that script and that style sheet by their hashes and nothing else, so that even a
 * mistake in escaping could not make a target's text run.
 */

import { failureReason, isFailed, reasonText, uniqueId } from '../lookup.ts';
import { operationTable } from '../markdown/operations.ts';
import type { Report, RequirementReport, RequirementVerdict } from '../report.ts';
import { type Failure, failureCauses, failureReach } from '../text/failure-causes.ts';
import { mismatchText } from '../text/mismatch-text.ts';
import { verdictMeanings } from '../text/verdict-counts.ts';
import { figuresText, verdictWords } from '../text/verdict-line.ts';
import { warningGroups } from '../text/warnings.ts';
import { actionsScript, actionsSection, actionsStyle } from './html-actions.ts';
import { htmlData } from './html-data.ts';
import { escapeHtml } from './html-escape.ts';
import { htmlFrame } from './html-page.ts';
import { htmlScript } from './html-script.ts';
import { htmlStyle } from './html-style.ts';

/** A sign for each verdict, so that none is shown by colour alone. */
const signs: Readonly<Record<RequirementVerdict, string>> = {
  pass: '✓',
  fail: '✗',
  blocked: '⊘',
  untestable: '?',
  observed: '○',
  'not-applicable': '–',
  'not-asked': '·',
  'not-implemented': '∅',
  'known-fail': '≈',
  'unexpected-pass': '!',
};

/** The whole page. Well-formed as XML too, but for its first line and the script. */
export function renderHtml(report: Report): string {
  return [...htmlPieces(report)].join('');
}

/** The whole page, in pieces that can be written one after the other. */
export function* htmlPieces(report: Report): Iterable<string> {
  const title = `${report.suite.name}: ${verdictWords(report)}`;
  const hasActions = (report.actions ?? []).length > 0;
  const style = hasActions ? htmlStyle + actionsStyle : htmlStyle;
  const scripts = hasActions ? [htmlScript, actionsScript] : [htmlScript];
  const body = `<a class="skip" href="#requirements">Skip to the requirements</a>
<header>
<p class="subject">${escapeHtml(report.target.name ?? report.target.endpoint ?? report.mode)}</p>
<h1 class="verdict-${report.summary.verdict}">${escapeHtml(verdictWords(report))}</h1>
${heading(report)}
</header>
<main>
${[...failureList(report), ...warningList(report), ...coverageList(report)].join('\n')}
<h2>Topics and requirements</h2>
${legend(report)}
${grid(report)}
${capabilityList(report).join('\n')}
<h2 id="requirements" tabindex="-1">Requirements</h2>
${filters(report)}
<noscript><p>Without JavaScript this page shows the requirements and their verdicts; the cases are in report.json.</p></noscript>
${topicsOf(report)
  .map((topic) => topicSection(report, topic))
  .join('\n')}
${actionsSection(report)}</main>
<script type="application/json" id="data">`;
  const [before, after] = htmlFrame({ title, style, scripts });
  yield before + body;
  yield* htmlData(report);
  yield `</script>${after}`;
}

function heading(report: Report): string {
  const { mode, operations, target, suite, seed, effort, summary, startedAt } = report;
  const where = target.endpoint === undefined ? mode : `${mode} at ${target.endpoint}`;
  const facts = [
    operations.join(', '),
    where,
    ...(target.region === undefined ? [] : [target.region]),
    `${suite.name} ${suite.version}`,
    `${startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `seed ${seed}`,
    ...(effort === undefined ? [] : [`effort ${effort}`]),
    ...(summary.strict ? ['strict'] : []),
  ];
  return [
    `<p>${escapeHtml(figuresText(report))}.</p>`,
    `<p class="faint">${escapeHtml(facts.join(' · '))}</p>`,
    ...operationRows(report),
    ...reasonList(report),
    ...baselineList(report),
  ].join('\n');
}

/** The verdict of each of several operations, and its requirements by verdict. */
function operationRows(report: Report): readonly string[] {
  if (report.operations.length < 2) return [];
  const { names, rows } = operationTable(report);
  const cells = (row: readonly (string | number)[], name: 'td' | 'th') =>
    row.map((cell) => `<${name}>${escapeHtml(String(cell))}</${name}>`).join('');
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`);
  return [`<table><thead><tr>${cells(names, 'th')}</tr></thead><tbody>${body.join('')}</tbody></table>`];
}

/** Most reasons that are shown open above the grid; more are folded. */
const openReasons = 5;

/** What decided the verdict or the exit code besides failures; an id at the beginning of a sentence is a link to its requirement. */
function reasonList(report: Report): readonly string[] {
  const { summary } = report;
  const known = new Map(report.requirements.map((one) => [uniqueId(one, report), one]));
  const listed = new Set(report.requirements.filter(isFailed).map((one) => failureReason(uniqueId(one, report))));
  const others = summary.reasons.filter((sentence) => !listed.has(sentence));
  const items = others.slice(0, 200).map((sentence) => {
    const [id = '', ...rest] = sentence.split(' ');
    const requirement = known.get(id);
    return requirement === undefined
      ? `<li>${escapeHtml(sentence)}</li>`
      : `<li><a href="#${escapeHtml(anchor(requirement, report))}">${escapeHtml(id)}</a> ${escapeHtml(rest.join(' '))}</li>`;
  });
  if (items.length === 0) return [];
  return [
    `<details${items.length <= openReasons ? ' open="open"' : ''}><summary>Other reasons for the verdict or the exit code: ${others.length}</summary>`,
    `<div class="inside"><ul>${items.join('')}</ul></div></details>`,
  ];
}

/** Requirements that the verdict says nothing about, by reason. */
function coverageList({ summary }: Report): readonly string[] {
  const items = summary.notCovered.map((sentence) => `<li>${escapeHtml(sentence)}</li>`);
  if (items.length === 0) return [];
  return [
    `<details open="open"><summary>Not judged</summary>`,
    `<div class="inside"><ul>${items.join('')}</ul></div></details>`,
  ];
}

/** The entries of the baseline; those that this run found stale, or could not check, come first. */
function baselineList({ baseline = [] }: Report): readonly string[] {
  if (baseline.length === 0) return [];
  const inUse = baseline.filter(({ state }) => state === 'in-use');
  const items = [...baseline.filter(({ state }) => state !== 'in-use'), ...inUse].map(
    ({ match, state, reason }) =>
      `<li><code>${escapeHtml(match)}</code> ${state.replace('-', ' ')}: ${escapeHtml(reason)}</li>`,
  );
  return [
    `<details><summary>Baseline: ${inUse.length} of ${baseline.length} entries in use</summary>`,
    `<div class="inside"><ul>${items.join('')}</ul></div></details>`,
  ];
}

/** What the target was found or declared to lack is open; a target that has everything needs no list. */
function capabilityList({ target }: Report): readonly string[] {
  const all = Object.entries(target.capabilities ?? {});
  if (all.length === 0) return [];
  const lacking = all.filter(([, { available }]) => !available);
  const items = [...lacking, ...all.filter(([, { available }]) => available)].map(
    ([name, { available, why, claimed }]) =>
      `<li><code>${escapeHtml(name)}</code> ${available ? 'supported' : claimed ? 'declared, but not supported' : 'not supported'}: ${escapeHtml(why)}</li>`,
  );
  return [
    `<details${lacking.length > 0 ? ' open="open"' : ''}><summary>Capabilities: ${all.length - lacking.length} of ${all.length} supported</summary>`,
    `<div class="inside"><ul>${items.join('')}</ul></div></details>`,
  ];
}

const levels = ['MUST', 'SHOULD', 'OBSERVE'] as const;
const shapes = { MUST: 'square', SHOULD: 'round', OBSERVE: 'dashed' } as const;

function levelItem(level: (typeof levels)[number]): string {
  return `<li><span class="cell l-${level}" aria-hidden="true"></span> ${shapes[level]}: ${level}</li>`;
}

/** Failed requirements that are listed above the grid. */
const listedFailures = 100;

/** What failed, by cause, each a link to its requirement; the cause that blocks most comes first. */
function failureList(report: Report): readonly string[] {
  const failed = report.requirements.filter(isFailed);
  if (failed.length === 0) return [];
  let left = listedFailures;
  const groups = failureCauses(failed, report).flatMap(({ title, failures }) => {
    const items = failures.slice(0, left).map((one) => failureItem(one, report));
    left -= items.length;
    return items.length === 0 ? [] : [`<h3>${escapeHtml(title)}</h3>`, `<ul>${items.join('')}</ul>`];
  });
  const more = failed.length - listedFailures;
  return ['<h2>Failures</h2>', ...groups, ...(more > 0 ? [`<p>and ${more} more, listed below</p>`] : [])];
}

function failureItem(failure: Failure, report: Report): string {
  const { requirement, alike, mismatch } = failure;
  const { id, level, statement } = requirement;
  const link = (one: RequirementReport, text: string) =>
    `<a href="#${escapeHtml(anchor(one, report))}">${escapeHtml(text)}</a>`;
  const [only] = alike.length === 1 ? alike : [];
  const name = only === undefined ? `<strong>${escapeHtml(id)}</strong>` : link(only, uniqueId(only, report));
  const text = mismatch === undefined ? statement : mismatchText(mismatch);
  const where = only === undefined ? `; in ${alike.map((one) => link(one, one.operation)).join(', ')}` : '';
  return `<li>${name} <span class="level">${level}</span>${failureReach(failure, report)}: ${escapeHtml(text)}${where}</li>`;
}

/** What went that nobody asked to remove, and what was undone, whatever the verdict; each links to a requirement of its case. */
function warningList(report: Report): readonly string[] {
  return warningGroups(report).flatMap(({ title, warnings }) => {
    const items = warnings.map(({ id, title: asked, text, requirement }) => {
      const known = report.requirements.find((one) => uniqueId(one, report) === requirement);
      const link =
        known === undefined ? escapeHtml(id) : `<a href="#${escapeHtml(anchor(known, report))}">${escapeHtml(id)}</a>`;
      return `<li>${link}: ${escapeHtml(text)} <span class="faint">${escapeHtml(asked)}</span></li>`;
    });
    return [`<h2>${escapeHtml(title)}</h2>`, `<ul>${items.join('')}</ul>`];
  });
}

/** The signs that the grid has, and how many of each. */
function legend({ requirements }: Report): string {
  const items = Object.entries(signs).flatMap(([verdict, sign]) => {
    const count = requirements.filter((one) => one.verdict === verdict).length;
    if (count === 0) return [];
    const meaning = verdictMeanings[verdict as RequirementVerdict];
    const words = `${count} ${verdict.replaceAll('-', ' ')}${meaning === undefined ? '' : `: ${meaning}`}`;
    return [`<li><span class="cell v-${verdict}" aria-hidden="true">${sign}</span> ${escapeHtml(words)}</li>`];
  });
  return `<ul class="legend">${items.join('')}</ul>
<ul class="legend">${levels.map(levelItem).join('')}</ul>`;
}

function grid(report: Report): string {
  const rows = topicsOf(report).map(({ name, requirements }) => {
    const cells = requirements.map((one) => {
      const label = escapeHtml(`${uniqueId(one, report)}: ${one.level}, ${one.verdict}`);
      return `<a class="cell v-${one.verdict} l-${one.level}" href="#${escapeHtml(anchor(one, report))}" title="${label}" aria-label="${label}">${signs[one.verdict]}</a>`;
    });
    return `<dt>${escapeHtml(name)}</dt><dd>${cells.join('')}</dd>`;
  });
  return `<dl class="grid">${rows.join('\n')}</dl>`;
}

/** Hidden until the script that serves them runs. */
function filters(report: Report): string {
  const verdicts = [...new Set(report.requirements.map(({ verdict }) => verdict))].sort();
  const options = (values: readonly string[]): string =>
    ['<option value="">all</option>', ...values.map((one) => `<option value="${one}">${one}</option>`)].join('');
  return `<form id="filters" hidden="hidden">
<label>Level <select id="level">${options(['MUST', 'SHOULD', 'OBSERVE'])}</select></label>
<label>Verdict <select id="verdict">${options(verdicts)}</select></label>
<label>Text <input id="text" type="search"/></label>
<button type="reset">Show all</button>
<span id="shown" role="status"></span>
</form>`;
}

function topicSection(report: Report, { name, requirements }: Topic): string {
  return `<section class="topic"><h3>${escapeHtml(name)}</h3>
${[...requirements.filter(isFailed), ...requirements.filter((one) => !isFailed(one))]
  .map((one) => requirementRow(one, report))
  .join('\n')}
</section>`;
}

function requirementRow(requirement: RequirementReport, report: Report): string {
  const { operation, id, level, verdict, statement, evidence } = requirement;
  const reason = reasonText(requirement);
  const cases = requirement.cases.map((one) => uniqueId({ operation, id: one }, report));
  const sources = evidence.map(
    ({ grade, source, states }) =>
      `<li>${escapeHtml(grade)}: ${linked(source)}${states === undefined ? '' : ` — ${escapeHtml(states)}`}</li>`,
  );
  return `<details class="requirement" id="${escapeHtml(anchor(requirement, report))}" data-level="${level}" data-verdict="${verdict}" data-cases="${escapeHtml(JSON.stringify(cases))}">
<summary><span class="badge v-${verdict}">${signs[verdict]} ${verdict}</span><code>${escapeHtml(id)}</code> <span class="level">${level}</span> ${escapeHtml(statement)}</summary>
<div class="inside">
${reason === '' ? '' : `<p>${escapeHtml(reason)}</p>`}
${sources.length === 0 ? '' : `<ul>${sources.join('')}</ul>`}
<div class="cases"></div>
</div>
</details>`;
}

/** Sources are the register's own, yet only what is plainly an address becomes a link. */
function linked(source: string): string {
  return source
    .split(/(https:\/\/[^\s<>"'();,]+)/)
    .map((part, index) =>
      index % 2 === 0 ? escapeHtml(part) : `<a href="${escapeHtml(part)}" rel="noreferrer">${escapeHtml(part)}</a>`,
    )
    .join('');
}

interface Topic {
  /** With its operation where the report has several. */
  readonly name: string;
  readonly requirements: readonly RequirementReport[];
}

function topicsOf(report: Report): readonly Topic[] {
  const topics = new Map<string, RequirementReport[]>();
  for (const one of report.requirements) {
    const name = report.operations.length > 1 ? `${one.operation}: ${one.topic}` : one.topic;
    topics.set(name, [...(topics.get(name) ?? []), one]);
  }
  return [...topics].map(([name, requirements]) => ({ name, requirements }));
}

function anchor(requirement: RequirementReport, report: Report): string {
  return `requirement:${uniqueId(requirement, report)}`;
}
