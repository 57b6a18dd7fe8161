/** Mutants that lose, change, take or refuse descriptions of new rules. */
import { changed } from '../../reference/behaviour.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { Source } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { authorizes, hasAnyPermission, storing } from './authorize-changes.ts';

/** Descriptions of set-up rules stay as they are. */
const setUp: ReadonlySet<string> = new Set(['described', 'two words', 'web']);

function described(change: (text: string, rule: StoredRule) => string | undefined): Apply {
  return storing((rule) => {
    const { description, ...bare } = rule;
    if (description === undefined || setUp.has(description)) return rule;
    const other = change(description, rule);
    return other === undefined ? bare : { ...bare, description: other };
  });
}

const losing = (slug: string, kind: Source['kind'], what: string): FaultRow => [
  slug,
  `authorize-description-lost-${kind}`,
  `loses the description of ${what}`,
  described((description, { source }) => (source.kind === kind ? undefined : description)),
];

/** Takes these characters beside those that a description may have. */
const taking = (id: string, what: string, character: string): FaultRow => [
  'forbidden-character',
  `authorize-description-takes-${id}`,
  `takes ${what} in a description`,
  (b) =>
    changed(b, {
      forms: {
        description: (description) =>
          b.forms.description(description.replaceAll(character, '')) === undefined ? undefined : description,
      },
    }),
];

/** Refuses a character that a description of a range may have. */
const refusingCharacter = (id: string, what: string, character: string): FaultRow => [
  'allowed-characters',
  `authorize-description-refuses-${id}`,
  `refuses ${what} in a description of a range`,
  authorizes.refusing(
    hasAnyPermission(({ IpRanges = [], Ipv6Ranges = [] }) =>
      [...IpRanges, ...Ipv6Ranges].some(({ Description }) => Description?.includes(character) === true),
    ),
  ),
];

const forbidden = [
  ['apostrophe', 'an apostrophe', "'"],
  ['greater-than', 'a greater-than sign', '>'],
  ['less-than', 'a less-than sign', '<'],
  ['quotation-mark', 'a quotation mark', '"'],
  ['question-mark', 'a question mark', '?'],
  ['percent-sign', 'a percent sign', '%'],
  ['caret', 'a caret', '^'],
  ['vertical-bar', 'a vertical bar', '|'],
  ['tilde', 'a tilde', '~'],
  ['backslash', 'a backslash', '\\'],
  ['backtick', 'a backtick', '`'],
  ['tab', 'a tab', '\t'],
  ['line-feed', 'a line feed', '\n'],
  ['accent', 'a letter with an accent', 'é'],
  ['emoji', 'a character beyond the basic plane', '😀'],
] as const;

const allowed = [
  ['full-stop', 'a full stop', '.'],
  ['underscore', 'an underscore', '_'],
  ['hyphen', 'a hyphen', '-'],
  ['colon', 'a colon', ':'],
  ['slash', 'a slash', '/'],
  ['parenthesis', 'a parenthesis', '('],
  ['number-sign', 'a number sign', '#'],
  ['comma', 'a comma', ','],
  ['at-sign', 'an at sign', '@'],
  ['bracket', 'a square bracket', '['],
  ['plus', 'a plus sign', '+'],
  ['equals', 'an equals sign', '='],
  ['ampersand', 'an ampersand', '&'],
  ['semicolon', 'a semicolon', ';'],
  ['brace', 'a brace', '}'],
  ['exclamation-mark', 'an exclamation mark', '!'],
  ['dollar', 'a dollar sign', '$'],
  ['asterisk', 'an asterisk', '*'],
] as const;

const firstText = ({ IpRanges = [] }: Permission) => IpRanges[0]?.Description;

const descriptions: readonly FaultRow[] = [
  losing('ipv4', 'ipv4', 'an IPv4 range'),
  losing('ipv6', 'ipv6', 'an IPv6 range'),
  losing('prefix-list', 'prefix-list', 'a prefix list'),
  losing('group', 'group', 'a source group'),
  [
    'none',
    'authorize-description-made-up',
    'describes a rule of port 443 without a description',
    storing((rule) => (rule.fromPort === 443 && rule.source.kind === 'ipv4' ? { description: 'rule', ...rule } : rule)),
    // An item of the response says so too.
    { alsoBreaks: ['authorize-response/description-absent'] },
  ],
  [
    'each-its-own',
    'authorize-first-description-for-all',
    'gives every range of a permission the description of the first',
    authorizes.reread((permission) => {
      const Description = firstText(permission);
      const { IpRanges = [] } = permission;
      return Description === undefined
        ? permission
        : { ...permission, IpRanges: IpRanges.map((one) => ({ ...one, Description })) };
    }),
  ],
  [
    'each-its-own',
    'authorize-description-kept-for-next',
    'describes a range without description as the one before',
    authorizes.reread((permission) => {
      let last: string | undefined;
      const IpRanges = (permission.IpRanges ?? []).map((one) => {
        last = one.Description ?? last;
        return last === undefined ? one : { ...one, Description: last };
      });
      return { ...permission, IpRanges };
    }),
  ],
  [
    'each-its-own',
    'authorize-descriptions-exchanged',
    'gives two ranges of a permission the description of the other',
    authorizes.reread((permission) => {
      const { IpRanges = [] } = permission;
      const texts = IpRanges.map(({ Description }) => Description).reverse();
      if (IpRanges.length < 2 || texts.every((one) => one === undefined)) return permission;
      const exchanged = IpRanges.map(({ CidrIp }, index) => {
        const Description = texts[index];
        return { ...(CidrIp === undefined ? {} : { CidrIp }), ...(Description === undefined ? {} : { Description }) };
      });
      return { ...permission, IpRanges: exchanged };
    }),
  ],
  [
    'allowed-characters',
    'authorize-description-trimmed-inside',
    'makes one space of several in a description',
    described((description) => description.replace(/ +/g, ' ')),
  ],
  [
    'allowed-characters',
    'authorize-description-lower-case',
    'stores a long description in lower case',
    described((description) => (description.length > 30 ? description.toLowerCase() : description)),
  ],
  ...allowed.map(([id, what, character]) => refusingCharacter(id, what, character)),
  ...forbidden.map(([id, what, character]) => taking(id, what, character)),
  [
    'allowed-characters-of-groups',
    'authorize-description-of-group-letters-only',
    'refuses punctuation in the description of a group',
    authorizes.refusing(
      hasAnyPermission(({ Groups = [] }) => Groups.some(({ Description }) => Description?.includes(';') === true)),
    ),
  ],
  [
    'ampersand-of-groups',
    'authorize-description-of-group-without-ampersand',
    'refuses an ampersand in the description of a group',
    authorizes.refusing(
      hasAnyPermission(({ Groups = [] }) => Groups.some(({ Description }) => Description?.includes('&') === true)),
    ),
  ],
  [
    'longest',
    'authorize-description-shortened',
    'stores the first 254 characters of a description',
    described((description) => description.slice(0, 254)),
  ],
  [
    'longest',
    'authorize-description-of-255-refused',
    'refuses a description of 255 characters',
    authorizes.refusing(hasAnyPermission((permission) => firstText(permission)?.length === 255)),
  ],
  [
    'too-long',
    'authorize-description-unlimited',
    'takes a description of any length',
    (b) =>
      changed(b, {
        forms: {
          description: (description) =>
            b.forms.description(description.slice(0, 255)) === undefined ? undefined : description,
        },
      }),
  ],
  [
    'too-long',
    'authorize-description-cut',
    'cuts a description that is too long',
    authorizes.reread((permission) => ({
      ...permission,
      IpRanges: (permission.IpRanges ?? []).map((one) =>
        one.Description === undefined ? one : { ...one, Description: one.Description.slice(0, 255) },
      ),
    })),
  ],
  [
    'forbidden-character',
    'authorize-description-of-group-unchecked',
    'checks no description of a group',
    unchecked('group'),
  ],
  [
    'forbidden-character',
    'authorize-description-of-ipv6-unchecked',
    'checks no description of an IPv6 range',
    unchecked('ipv6'),
  ],
  [
    'forbidden-character',
    'authorize-description-end-unchecked',
    'checks the first hundred characters of a description',
    (b) =>
      changed(b, {
        forms: {
          description: (description) =>
            description.length > 255 || b.forms.description(description.slice(0, 100)) === undefined
              ? undefined
              : description,
        },
      }),
  ],
  [
    'forbidden-character',
    'authorize-first-description-checked',
    'checks the description of the first source alone',
    (b) =>
      changed(b, {
        authorizing: {
          checkRule: (rule, call) => {
            const { description, ...bare } = rule;
            b.authorizing.checkRule(rule.position > 1 && description !== undefined ? bare : rule, call);
          },
        },
      }),
  ],
  ...(['InvalidPermission.Malformed', 'MissingParameter', 'InvalidRequest'] as const).map(
    (code): FaultRow => [
      'forbidden-character',
      `authorize-description-refused-as-${code.toLowerCase().replace('.', '-')}`,
      `refuses a forbidden character with ${code}`,
      (b) => authorizes.refusedAs(code, ({ message }) => message === b.errors.descriptionInvalid().message)(b),
      // A description that is too long is refused so too.
      { alsoBreaks: ['authorize-descriptions/too-long'] },
    ],
  ),
];

function unchecked(kind: Source['kind']): Apply {
  return (b) =>
    changed(b, {
      authorizing: {
        checkRule: (rule, call) => {
          const { description, ...bare } = rule;
          b.authorizing.checkRule(rule.source.kind === kind && description !== undefined ? bare : rule, call);
        },
      },
    });
}

/** Servers that lose, change, take or refuse descriptions of new rules. */
export const authorizeDescriptionFaults: readonly Fault[] = faultsOf('authorize-descriptions', descriptions);
