/** The seed of generated requests: fixed unless the user asks for another, so that the same version gives the same verdict. */
import { createHash, randomInt } from 'node:crypto';
import type { CaseResult } from '../../checks/case-result.ts';
import { shellWord } from '../../transcript/shell.ts';
import { type Option, shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

const maxSeed = 2 ** 31 - 1;

/** What `--seed` says: a seed, or that one is to be drawn. */
export type SeedOption = number | 'random' | undefined;

/** `--seed N|random`. `of`: what the seed is for; `by`: what it is derived from where none is given. */
export function seedOption(of: string, by: string): Option<SeedOption> {
  return {
    takes: 'N|random',
    help: `seed of the generated ${of}; default: fixed by ${by}, so that runs repeat; random explores`,
    repeats: false,
    otherwise: undefined,
    read: ([given = ''], name) => {
      if (given === 'random') return given;
      const value = Number(given);
      if (!/^\d{1,10}$/.test(given) || value > maxSeed) {
        throw new UsageMistake(`${name} takes a whole number from 0 to ${maxSeed}, or random, not ${shown(given)}.`);
      }
      return value;
    },
  };
}

/** What a seed is derived from where none is given. */
export interface SeedSource {
  readonly version: string;
  readonly operation: string;
  /** The effort; `client` in client mode. */
  readonly effort: string;
}

/** The seed asked for; drawn for `random`; else derived from these facts, and the same in each run. */
export function chooseSeed(asked: SeedOption, { version, operation, effort }: SeedSource): number {
  if (asked === 'random') return randomInt(maxSeed);
  if (asked !== undefined) return asked;
  const digest = createHash('sha256').update(`${version} ${operation} ${effort}`).digest();
  return digest.readUInt32BE(0) % maxSeed;
}

/**
 * The result with further options in the command that repeats it: the given words, and for generated requests effort and
 * seed, without which the command would generate others.
 */
export function withRerunOptions(
  result: CaseResult,
  { seed, effort, words = [] }: { readonly seed: number; readonly effort: string; readonly words?: readonly string[] },
): CaseResult {
  const { curl, command } = result.reproduce;
  if (command === '') return result;
  const generated = result.kind === 'fixture' ? [] : ['--effort', effort, '--seed', String(seed)];
  return { ...result, reproduce: { curl, command: [command, ...[...words, ...generated].map(shellWord)].join(' ') } };
}
