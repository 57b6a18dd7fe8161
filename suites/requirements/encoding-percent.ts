/** How characters of names and values are written down. */
import { documented, type RequirementEntry } from '../../harness/register/requirement.ts';

const FORM = 'WHATWG URL Standard, application/x-www-form-urlencoded parsing';
const URI = 'RFC 3986';

const percent = (means: string, source: string, binds: RequirementEntry['binds'] = ['server']): RequirementEntry => ({
  level: 'MUST',
  binds,
  means,
  evidence: [documented(source)],
  dependsOn: ['encoding/post-form'],
});

/** Percent-encoding of names and values, by slug of the topic `encoding`. */
export const percentEncoding: Readonly<Record<string, RequirementEntry>> = {
  'percent-encoded': percent('A percent-encoded character is the character', `${URI}, section 2.1`, [
    'server',
    'client',
  ]),
  'percent-hex-case': percent('Hexadecimal digits of percent-encoding may be of either case', `${URI}, section 2.1`),
  'percent-unreserved': percent('A character that needs no percent-encoding may have it', `${URI}, section 2.3`),
  'percent-in-names': percent('Names may be percent-encoded like values', FORM),
  'literal-reserved': {
    ...percent('Slashes and colons may be left unescaped in a form body', FORM),
    level: 'SHOULD',
  },
  'space-as-plus': {
    ...percent('A plus sign in a form body is a space', FORM),
    evidence: [
      documented(FORM),
      documented(
        'https://docs.python.org/3/library/urllib.parse.html#urllib.parse.urlencode',
        'writes spaces as plus signs; botocore, and so the AWS command line, makes its bodies with it',
      ),
    ],
  },
  'space-as-percent-20': {
    ...percent('%20 is a space', FORM, ['server', 'client']),
    dependsOn: ['encoding/post-form', 'exact-match/description-equal'],
  },
  'plus-encoded': percent('%2B is a plus sign, not a space', FORM, ['server', 'client']),
  'ampersand-encoded': percent('%26 is an ampersand within a value and separates nothing', FORM, ['server', 'client']),
  'equals-encoded': percent('%3D is an equals sign within a value', FORM, ['server', 'client']),
  'equals-literal': percent('Only the first equals sign of a pair ends the name', FORM),
  'decoded-once': percent('Percent-decoding happens once: %2541 is the text %41', FORM, ['server', 'client']),
  'non-ascii': {
    level: 'MUST',
    binds: ['server', 'client'],
    means: 'Non-ASCII text travels as the percent-encoded bytes of its UTF-8 form; a server reads it correctly',
    evidence: [documented(FORM)],
  },
};
