/** Generates the texts by which RFC 4291 can write one IPv6 range. */
import fc from 'fast-check';
import { formatIpv4 } from '../../wire/addresses/ipv4.ts';
import { parseIpv6 } from '../../wire/addresses/ipv6.ts';

/** Plain in every member: the text as it was given. */
interface Spelling {
  readonly letters: 'lower' | 'upper' | 'mixed';
  /** Which zeros become `::`: the longest run, none, or the last zero or run of zeros. */
  readonly shortened: 'longest' | 'none' | 'last';
  /** Whether each group has four digits. */
  readonly padded: boolean;
  /** Whether the last 32 bits are written as a dotted quad. */
  readonly quad: boolean;
}

/** Texts of one range, all equal to `cidr` (canonical), to which they shrink. */
export function ipv6Spelling(cidr: string): fc.Arbitrary<string> {
  const spelling: fc.Arbitrary<Spelling> = fc.record({
    letters: fc.constantFrom('lower', 'upper', 'mixed'),
    shortened: fc.constantFrom('longest', 'none', 'last'),
    padded: fc.boolean(),
    quad: fc.boolean(),
  });
  return spelling.map((each) => spellIpv6(cidr, each));
}

/** Throws RangeError when `cidr` is no IPv6 range. */
function spellIpv6(cidr: string, { letters, shortened, padded, quad }: Spelling): string {
  const [address = '', length = ''] = cidr.split('/');
  const groups = parseIpv6(address);
  if (groups === undefined) throw new RangeError(`'${cidr}' is no IPv6 range`);
  const texts = (quad ? groups.slice(0, 6) : groups).map((group) => group.toString(16).padStart(padded ? 4 : 1, '0'));
  if (quad) texts.push(formatIpv4((((groups[6] ?? 0) << 16) | (groups[7] ?? 0)) >>> 0));
  return `${inLetters(joined(texts, shortened), letters)}/${length}`;
}

function joined(texts: readonly string[], shortened: Spelling['shortened']): string {
  const runs = zeroRuns(texts);
  const longest = runs.filter((run) => run.length > 1).sort((one, other) => other.length - one.length);
  const run = shortened === 'none' ? undefined : shortened === 'last' ? runs.at(-1) : longest[0];
  if (run === undefined) return texts.join(':');
  return `${texts.slice(0, run.start).join(':')}::${texts.slice(run.start + run.length).join(':')}`;
}

function zeroRuns(texts: readonly string[]): readonly { readonly start: number; readonly length: number }[] {
  const runs: { start: number; length: number }[] = [];
  for (const [index, text] of texts.entries()) {
    if (!/^0+$/.test(text)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.start + last.length === index) last.length += 1;
    else runs.push({ start: index, length: 1 });
  }
  return runs;
}

function inLetters(text: string, letters: Spelling['letters']): string {
  if (letters === 'lower') return text;
  if (letters === 'upper') return text.toUpperCase();
  return [...text].map((character, index) => (index % 2 === 0 ? character : character.toUpperCase())).join('');
}
