/**
 * The HTML report's script: filters, and a case's content once it is opened.
 *
 * Plain JavaScript for browsers. Texts reach the page through textContent alone, so none of them can become markup.
 */
export const htmlScript = String.raw`
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const cases = JSON.parse(byId('data').textContent).cases;
  const casesById = new Map(cases.map((one) => [one.key, one]));
  const rows = [...document.querySelectorAll('.requirement')];
  const form = byId('filters');
  const looks = { given: 'wire', sent: 'wire' };

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  async function copied(text, pre) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      getSelection().selectAllChildren(pre);
      return document.execCommand('copy');
    }
  }

  function copyable(label, text) {
    const box = element('div', undefined, 'copyable');
    const button = element('button', 'Copy');
    button.type = 'button';
    button.setAttribute('aria-label', 'Copy ' + label);
    const said = element('span', '', 'said');
    said.setAttribute('role', 'status');
    const pre = readable('pre', label, text);
    button.addEventListener('click', async () => {
      said.textContent = (await copied(text, pre)) ? 'Copied' : 'Selected: press Ctrl+C';
      setTimeout(() => { said.textContent = ''; }, 2000);
    });
    box.append(element('p', label, 'faint'), pre, button, said);
    return box;
  }

  // What scrolls can be reached by the keyboard, and says what it is.
  function readable(name, label, text) {
    const made = element(name, text);
    made.tabIndex = 0;
    made.setAttribute('role', 'group');
    made.setAttribute('aria-label', label);
    return made;
  }

  function marked(text) {
    const mark = element('mark', text);
    mark.title = 'mismatch here';
    return mark;
  }

  function bodyOf(label, message) {
    const pre = readable('pre', label);
    const lines = new Set(message.marked);
    message.body.split('\n').forEach((line, index) => {
      if (index) pre.append('\n');
      pre.append(lines.has(index) ? marked(line) : line);
    });
    return pre;
  }

  function fieldsOf(message) {
    const fold = element('details');
    const pre = element('pre');
    message.fields.forEach(([text, isMarked], index) => {
      if (index) pre.append('\n');
      pre.append(isMarked ? marked(text) : text);
    });
    const inside = element('div', undefined, 'inside');
    inside.append(pre);
    fold.append(element('summary', message.fields.length + ' header fields'), inside);
    fold.open = message.fields.some(([, isMarked]) => isMarked);
    return fold;
  }

  function messageOf(label, message) {
    const box = element('div');
    const start = element('p', label + ': ');
    start.append(message.startMarked ? marked(message.start) : message.start);
    box.append(start);
    if (message.fields.length) box.append(fieldsOf(message));
    if (message.body) box.append(bodyOf('Body of the ' + label.toLowerCase(), message));
    return box;
  }

  // A wrong row is marked by its class and by its last cell.
  function table(caption, head, lines) {
    const made = element('table');
    made.append(element('caption', caption));
    const top = element('tr');
    for (const name of head) {
      const cell = element('th', name);
      cell.scope = 'col';
      top.append(cell);
    }
    made.append(top);
    for (const { cells, isWrong } of lines) {
      const line = element('tr', undefined, isWrong ? 'wrong' : undefined);
      for (const text of cells) line.append(element('td', text));
      made.append(line);
    }
    return made;
  }

  function mismatchesOf(one) {
    const lines = one.mismatches.map((cells) => ({ cells, isWrong: true }));
    return table('Mismatches', ['where', 'expected', 'observed'], lines);
  }

  function stateOf(one) {
    const word = (is) => (is ? 'present' : 'absent');
    const lines = one.state.map(([rule, before, expected, observed]) => {
      const isWrong = expected !== observed;
      return { cells: [rule, word(before), word(expected), word(observed) + (isWrong ? ' ✗' : '')], isWrong };
    });
    return table('Rules', ['rule', 'before', 'expected afterwards', 'observed afterwards'], lines);
  }

  function contentOf(one) {
    const inside = element('div', undefined, 'inside');
    if (one.heading) inside.append(element('h4', one.heading));
    if (one.mismatches.length) inside.append(mismatchesOf(one));
    if (one.state.length) inside.append(stateOf(one));
    if (one.command) inside.append(copyable('command that runs this case again', one.command));
    const facts = element('dl', undefined, 'facts');
    for (const [name, text] of one.facts) {
      facts.append(element('dt', name), element('dd', text, looks[name]));
    }
    inside.append(facts);
    one.exchanges.forEach((exchange, index) => {
      inside.append(element('p', 'Exchange ' + (index + 1) + ', ' + exchange.ms + ' ms', 'faint'));
      inside.append(messageOf('Request', exchange.request), messageOf('Response', exchange.response));
    });
    if (one.replay) inside.append(copyable('case file, for the command replay', one.replay));
    if (one.curl) inside.append(copyable('curl: ' + one.curlNote, one.curl));
    return inside;
  }

  function rowOf(one) {
    const row = element('details');
    const summary = element('summary');
    summary.append(element('span', one.verdict, 'badge v-' + one.verdict), element('code', one.id), ' ' + one.title);
    row.append(summary);
    row.addEventListener('toggle', () => {
      if (row.open && row.childElementCount === 1) row.append(contentOf(one));
    });
    return row;
  }

  function fill(row) {
    const list = row.querySelector('.cases');
    if (list.childElementCount) return;
    for (const id of JSON.parse(row.dataset.cases)) {
      const one = casesById.get(id);
      if (one) list.append(rowOf(one));
    }
  }

  function haystackOf(row) {
    const own = JSON.parse(row.dataset.cases).map((id) => casesById.get(id)).filter(Boolean);
    const texts = own.flatMap((one) => [
      one.id, one.title, ...one.facts.map((fact) => fact[1]), ...one.mismatches.flat(),
    ]);
    return [row.textContent, ...texts].join('\n').toLowerCase();
  }

  const haystacks = new Map();
  function matches(row, level, verdict, text) {
    if (level && row.dataset.level !== level) return false;
    if (verdict && row.dataset.verdict !== verdict) return false;
    if (!text) return true;
    if (!haystacks.has(row)) haystacks.set(row, haystackOf(row));
    return haystacks.get(row).includes(text);
  }

  function filter() {
    const level = byId('level').value;
    const verdict = byId('verdict').value;
    const text = byId('text').value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !matches(row, level, verdict, text);
      shown += row.hidden ? 0 : 1;
    }
    for (const topic of document.querySelectorAll('.topic')) {
      topic.hidden = !topic.querySelector('.requirement:not([hidden])');
    }
    byId('shown').textContent = shown + ' of ' + rows.length + ' requirements shown';
  }

  function openLinked() {
    const row = byId(decodeURIComponent(location.hash.slice(1)));
    if (!row || !row.classList.contains('requirement')) return;
    if (row.hidden) { form.reset(); filter(); }
    row.open = true;
    row.scrollIntoView();
    row.querySelector('summary').focus();
  }

  function openFailure(row) {
    fill(row);
    if (row.dataset.verdict !== 'fail') return;
    const first = [...row.querySelectorAll('.cases > details')].find((one) => one.querySelector('.v-fail'));
    if (first) first.open = true;
  }

  for (const row of rows) {
    row.addEventListener('toggle', () => { if (row.open) openFailure(row); }, { once: true });
  }
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  addEventListener('hashchange', openLinked);
  addEventListener('beforeprint', () => {
    for (const row of rows) {
      if (row.dataset.verdict !== 'fail') continue;
      row.open = true;
      openFailure(row);
    }
  });
  form.hidden = false;
  filter();
  openLinked();
})();
`;
