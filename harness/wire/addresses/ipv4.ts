/** IPv4 addresses as numbers, read strictly. */

const octet = '(?:0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])';
const dottedQuad = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/**
 * The 32 bits of a dotted quad as an unsigned number.
 *
 * Undefined for anything but four decimal numbers from 0 to 255 without leading zeros (which some readers take for octal).
 */
export function parseIpv4(text: string): number | undefined {
  if (!dottedQuad.test(text)) return undefined;
  return text.split('.').reduce((bits, part) => bits * 256 + Number(part), 0);
}

/** An unsigned 32-bit number as a dotted quad. */
export function formatIpv4(bits: number): string {
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join('.');
}
