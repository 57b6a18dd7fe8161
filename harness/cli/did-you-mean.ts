/** The known name that a wrong one was probably meant to be. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * The closest name that takes at most a quarter of its letters, and three, to change, or begins like it. Upper and lower case
 * are one. An id may be given without its topic. Undefined for a glob, and where several names are meant alike.
 */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  if (given === '' || /[*?[\]{}]/.test(given)) return undefined;
  const slugs = given.includes('/') ? [] : known.filter((name) => name.includes('/'));
  return (
    nearestOf(given, known, (name) => name) ?? nearestOf(given, slugs, (name) => name.slice(name.indexOf('/') + 1))
  );
}

/** `part`: what of a name is compared. */
function nearestOf(given: string, known: readonly string[], part: (name: string) => string): string | undefined {
  const sought = given.toLowerCase();
  const names = known.map((name) => ({ name, part: part(name).toLowerCase() }));
  const beginning = names.filter((one) => sought.length >= 3 && one.part.startsWith(sought));
  if (beginning.length === 1) return beginning[0]?.name;
  const [best] = names
    .map((one) => ({ ...one, distance: editDistance(sought, one.part) }))
    .filter((one) => one.distance <= Math.min(3, Math.max(1, Math.floor(one.part.length / 4))))
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

/** ` Did you mean NAME?`, or nothing. */
export function didYouMean(given: string, known: readonly string[]): string {
  const name = nearestName(given, known);
  return name === undefined ? '' : ` Did you mean ${name}?`;
}

/** ` Did you mean A, B or C?`: the nearest names, three at most, that are about as near; or nothing where none is. */
export function didYouMeanOneOf(given: string, known: readonly string[]): string {
  const sought = given.toLowerCase();
  const near = known
    .map((name) => ({ name, distance: distanceTo(sought, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(Math.max(sought.length, name.length) / 4)))
    .sort((one, other) => one.distance - other.distance)
    .filter(({ distance }, _, [nearest]) => distance <= 1 || (nearest?.distance ?? 0) > 1)
    .slice(0, 3)
    .map(({ name }) => name);
  const last = near.at(-1);
  if (sought.length < 3 || last === undefined) return '';
  const others = near.slice(0, -1).join(', ');
  return ` Did you mean ${others === '' ? '' : `${others} or `}${last}?`;
}

/** Nothing is nearer than a name that begins or ends with what is sought. */
function distanceTo(sought: string, name: string): number {
  return name.startsWith(sought) || name.endsWith(sought) ? 1 : editDistance(sought, name);
}

/** {@link didYouMean} for a path that leads nowhere: what lies beside the first part of it that is missing. */
export function didYouMeanPath(path: string): string {
  const folder = dirname(path);
  if (!existsSync(folder)) return folder === path ? '' : didYouMeanPath(folder);
  return existsSync(path) ? '' : didYouMean(basename(path), readdirSync(folder));
}

/** Letters to insert, delete or replace, and neighbours to swap. Very long input is cut: what is 80 letters long is meant as no name of ours. */
function editDistance(from: string, to: string): number {
  const a = from.slice(0, 80);
  const b = to.slice(0, 80);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  let former: readonly number[] = [];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (former[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replace, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [former, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
