/** The known name that a wrong one was probably meant to be. */

/** The closest name that takes at most a quarter of its letters, and three, to change, or begins like it. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  const beginning = known.filter((name) => given.length >= 3 && name.startsWith(given));
  if (beginning.length === 1) return beginning[0];
  const [best] = known
    .map((name) => ({ name, distance: editDistance(given, name) }))
    .filter(({ name, distance }) => distance <= Math.min(3, Math.max(1, Math.floor(name.length / 4))))
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

/** ` Did you mean NAME?`, or nothing. */
export function didYouMean(given: string, known: readonly string[]): string {
  const name = nearestName(given, known);
  return name === undefined ? '' : ` Did you mean ${name}?`;
}

/** Letters to insert, delete or replace. Very long input is cut: what is 80 letters long is meant as no name of ours. */
function editDistance(from: string, to: string): number {
  const a = from.slice(0, 80);
  const b = to.slice(0, 80);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
