/** JSON of an object with long lists, in pieces: the whole text of a large report is never in memory. */

const step = '  ';

/** The text that `JSON.stringify(object, undefined, 2)` gives, and a line end; each member of a list is a piece. */
export function* jsonPieces(object: object): Iterable<string> {
  let before = '{\n';
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${before}${step}${JSON.stringify(name)}: `;
    yield* Array.isArray(value) && value.length > 0 ? listPieces(value) : [indented(value, step)];
    before = ',\n';
  }
  yield before === ',\n' ? '\n}\n' : '{}\n';
}

function* listPieces(list: readonly unknown[]): Iterable<string> {
  const inner = step + step;
  let before = '[\n';
  for (const item of list) {
    yield `${before}${inner}${indented(item ?? null, inner)}`;
    before = ',\n';
  }
  yield `\n${step}]`;
}

/** Line ends in JSON are those of its layout alone: within a text they are escaped. */
function indented(value: unknown, by: string): string {
  return JSON.stringify(value, undefined, step).replaceAll('\n', `\n${by}`);
}
