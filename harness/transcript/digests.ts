/** SHA-256 digests in hex, which every signature is: a target may echo one that it was sent long ago. */

/** With what is next to it, such as the `0A` of a line feed in a URL. */
const inHex = /[0-9a-f]{64,}/gi;

/** As long as the base64 of such a digest is at least. */
const inBase64 = /[A-Za-z0-9+/_-]{86,}={0,2}/g;

/** The text with each digest replaced, in hex or within base64. */
export function replaceDigests(text: string, instead: (found: string) => string): string {
  return text.replace(inHex, instead).replace(inBase64, (found) => (holdsDigest(found) ? instead(found) : found));
}

/** Base64 may begin anywhere in a run of its letters. */
function holdsDigest(letters: string): boolean {
  return [0, 1, 2, 3].some((from) =>
    /[0-9a-f]{60}/i.test(Buffer.from(letters.slice(from), 'base64').toString('latin1')),
  );
}

/** The text without signatures, of whatever request. For what a target says, where a digest means nothing else. */
export function withoutDigests(text: string): string {
  return replaceDigests(text, () => '<redacted>');
}
