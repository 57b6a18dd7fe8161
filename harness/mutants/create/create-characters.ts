/** Characters that names and descriptions may have or not, as servers may have got them wrong. */

/** Characters of the documented set, each of which some server may have forgotten. */
export const documentedCharacters: readonly (readonly [slug: string, character: string])[] = [
  ...([
    ['dollar', '$'],
    ['asterisk', '*'],
    ['brackets', '['],
    ['braces', '{'],
    ['semicolon', ';'],
  ] as const),
  ...([
    ['ampersand', '&'],
    ['exclamation-mark', '!'],
    ['hash', '#'],
    ['at', '@'],
    ['comma', ','],
  ] as const),
  ...([
    ['plus', '+'],
    ['equals', '='],
    ['parentheses', '('],
    ['slash', '/'],
    ['colon', ':'],
  ] as const),
];

/** Characters beyond it. */
export const others: readonly (readonly [slug: string, characters: RegExp])[] = [
  ['quotes', /['"]/],
  ['angles', /[<>]/],
  ['tilde', /~/],
  ['bar-and-caret', /[|^]/],
  ['question-mark', /\?/],
  ['percent', /%/],
  ['backslash', /\\/],
  ['backtick', /`/],
  ['white-space', /[\t\n]/],
];

/** Whether the text has accented Latin letters. */
export const isLatin = (one: string) => /[\u00c0-\u024f]/.test(one) && one.length <= 255;
/** Whether the text has Chinese characters. */
export const isIdeographic = (one: string) => /[\u4e00-\u9fff]/.test(one) && one.length <= 255;
/** Whether the text is printable ASCII. */
export const isAscii = (one: string) => !/[^\t\n -~]/.test(one);
/** Whether the text has only characters of the documented set. */
export const isPlain = (one: string) => /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/.test(one);
