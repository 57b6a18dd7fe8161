/** Descriptions with what forms, markup and careless comparing stumble over, and others that are almost the same. */
import type { NextNumber } from './seeded-order.ts';

/** The longest description that EC2 takes. Source: API reference, IpRange. */
const longest = 255;

const words = ['office', 'Lab', 'vpn', 'build', 'Bastion', 'mirror'];

/** No two alike; each of EC2's signs is in one of them. */
export function edgeDescriptions(next: NextNumber): readonly string[] {
  const word = (): string => words[next(words.length)] ?? 'office';
  const long = (length: number): string => `${`${word()} `.repeat(longest).slice(0, length - 1)}x`;
  return [
    `${word()} ${word()} 1`,
    `${word()}+${word()}`,
    `${word()};${word()} a;b`,
    `${word()}&a=b#1`,
    `[${word()}] (2)`,
    `1+1=2, ${word()}`,
    `${word()}.${word()}@example:8/!$_-`,
    `${word()} {2}*`,
    long(33 + next(20)),
    long(101 + next(50)),
    long(longest),
  ];
}

/**
 * Texts that are not the description, and would be under one careless comparison each: without case, of the beginning,
 * of a pattern, after decoding once more. None differs by spaces around it: nothing says whether EC2 keeps those.
 */
export function nearDescriptions(text: string): readonly string[] {
  const near = carelessly.map((change) => change(text)).filter((each) => isNear(each, text));
  return [...new Set(near)];
}

/**
 * Pairs of a description and one that is almost it, so that each way of being careless is in two of them, as far as
 * there are texts in which it changes something.
 */
export function nearPairs(texts: readonly string[], next: NextNumber): readonly (readonly [string, string])[] {
  return carelessly.flatMap((change) => {
    const changed = texts.map((text) => [text, change(text)] as const).filter(([text, near]) => isNear(near, text));
    const start = next(changed.length);
    return [...changed.slice(start), ...changed.slice(0, start)].slice(0, 2);
  });
}

const carelessly: readonly ((text: string) => string)[] = [
  (text) => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase()),
  (text) => text.replaceAll(' ', '+'),
  (text) => text.replaceAll('+', ' '),
  (text) => `${firstHalf(text)}*`,
  firstHalf,
  (text) => `${text.slice(0, longest - 1)}.`,
  (text) => `${text.slice(0, -1)}${text.at(-1) === 'z' ? 'y' : 'z'}`,
  // Longer than any part that would be compared: the last character alone differs.
  (text) => (text.length > 32 ? `${text.slice(0, -1)}y` : text),
];

function firstHalf(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2)).trim();
}

function isNear(near: string, text: string): boolean {
  return near !== text && near === near.trim() && !/ {2}/.test(near);
}
