/** Generates the texts by which a form or a query can write one list of parameters. */
import fc from 'fast-check';
import type { Pair } from '../../wire/query.ts';
import { reordered, seed, seededNumbers } from './seeded-order.ts';

/** One way of writing, as data. */
export interface FormVariant {
  /** Order of the parameters, a seed of seeded-order.ts. */
  readonly order: number;
  readonly hex: 'upper' | 'lower' | 'mixed';
  readonly space: '%20' | '+';
  /** How many of the characters that need no escape are escaped: none (0), all (1), or some (a seed). */
  readonly escaped: number;
  /** Whether `! ' ( ) * , / : @ $` are left unescaped, which RFC 3986 allows in a query and forms read as themselves. */
  readonly bareSigns: boolean;
}

/** What this project's own encoder writes: the shrink target. */
export const plainVariant: FormVariant = { order: 0, hex: 'upper', space: '%20', escaped: 0, bareSigns: false };

/** Generates encodings of one form: order, escapes, case of hex digits. */
export function formVariant(): fc.Arbitrary<FormVariant> {
  return fc.record({
    order: seed(),
    hex: fc.constantFrom('upper', 'lower', 'mixed'),
    space: fc.constantFrom('%20', '+'),
    escaped: seed(),
    bareSigns: fc.boolean(),
  });
}

/** The pairs as a body or query, in any order and any legal percent-encoding; shrinks to {@link plainVariant}. */
export function spelled(pairs: readonly Pair[]): fc.Arbitrary<string> {
  return formVariant().map((how) => encodeVariant(pairs, how));
}

/** The pairs written in one way. Sources: RFC 3986 section 2; URL Standard, application/x-www-form-urlencoded. */
export function encodeVariant(pairs: readonly Pair[], how: FormVariant): string {
  const next = seededNumbers(how.escaped);
  const isEscaped = (): boolean => (how.escaped < 2 ? how.escaped === 1 : next(2) === 1);
  const written = (text: string): string =>
    [...text].map((character) => spellCharacter(character, how, isEscaped)).join('');
  return reordered(pairs, how.order)
    .map(([name, value]) => `${written(name)}=${written(value)}`)
    .join('&');
}

const unreserved = /^[A-Za-z0-9\-._~]$/;
const signs = /^[!'()*,/:@$]$/;

function spellCharacter(character: string, { hex, space, bareSigns }: FormVariant, isEscaped: () => boolean): string {
  if (character === ' ') return space;
  if (unreserved.test(character) && !isEscaped()) return character;
  if (bareSigns && signs.test(character)) return character;
  return [...Buffer.from(character, 'utf8')].map((byte, index) => escapedByte(byte, hex, index)).join('');
}

function escapedByte(byte: number, hex: FormVariant['hex'], index: number): string {
  const lower = byte.toString(16).padStart(2, '0');
  const upper = lower.toUpperCase();
  if (hex !== 'mixed') return `%${hex === 'upper' ? upper : lower}`;
  return `%${index % 2 === 0 ? `${lower[0]}${upper[1]}` : `${upper[0]}${lower[1]}`}`;
}
