/**
 * Whether a command prints what a page shows of it. Numbers, ids, dates and how many cases ran at a time differ from run to run
 * and are not compared.
 */

const changing: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID'],
  [/\b(sg|sgr|vpc|pl)-[0-9a-f]{17}\b/g, '$1-ID'],
  [/\b\d{8}T\d{6}Z\b/g, 'DATE'],
  [/\b\w{3}, \d{2} \w{3} \d{4} [\d:]{8} GMT/g, 'DATE'],
  // Of a run on a slow or busy machine alone.
  [/ \(\d+ cases at a time[^)]*\)/g, ''],
  [/\d+(?:[.,]\d+)*/g, 'N'],
];

/** The first line that is shown and not printed, at its place; undefined when there is none. */
export function missingLine(shown: string, printed: string): string | undefined {
  const lines = comparable(printed);
  let at = 0;
  let mayPass = false;
  for (const [index, line] of comparable(shown).entries()) {
    if (line === '…') {
      mayPass = true;
      continue;
    }
    const found = mayPass ? lines.findIndex((one, place) => place >= at && fits(line, one)) : at;
    if (found < 0 || !fits(line, lines[found] ?? '')) return shown.split('\n')[index];
    at = found + 1;
    mayPass = false;
  }
  return mayPass || at === lines.length ? undefined : `the end, but there is more: ${lines[at]}`;
}

/** A shown line that ends with `…` is the beginning of the printed one. */
function fits(shown: string, printed: string): boolean {
  return shown.endsWith('…') ? printed.startsWith(shown.slice(0, -1).trimEnd()) : shown === printed;
}

function comparable(text: string): readonly string[] {
  const changed = changing.reduce((line, [what, by]) => line.replace(what, by), text.trimEnd());
  return changed.split('\n').map((line) => line.trimEnd());
}
