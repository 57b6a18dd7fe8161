/** Commands of ours as lines that a person pastes into a POSIX shell. */
import { quoted } from './curl.ts';

/** What every shell takes without quotes. */
const plain = /^[A-Za-z0-9_@%+:,./=-]+$/;

/** `npx ec2-conformance` with these words, each quoted where a shell would take it for more than it is. */
export function commandLine(words: readonly string[]): string {
  return ['npx', 'ec2-conformance', ...words.map(shellWord)].join(' ');
}

/** One word; bare where that is the same. */
export function shellWord(word: string): string {
  return plain.test(word) ? word : quoted(word);
}
