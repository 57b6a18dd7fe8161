/** The source of a piece of evidence as Markdown, with a link to each document in it that is public. */
import { escaped, prose, trimmedUrl } from './markdown.ts';

interface Link {
  readonly label: string;
  readonly url: string;
  /** What the pattern matched after the reference itself. */
  readonly rest?: string;
}

interface Reference {
  readonly pattern: RegExp;
  readonly link: (groups: Readonly<Record<string, string | undefined>>, matched: string) => Link;
}

/** Kinds of references. Where two match at the same place, the first one applies. */
const references: readonly Reference[] = [
  {
    pattern: /(?:(?<title>[A-Z][^;()]*?): )?(?<address>https?:\/\/[^\s;,"]+)/,
    link: ({ title, address = '' }) => {
      const url = trimmedUrl(address);
      const issue = /^https:\/\/github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)$/.exec(url);
      const label = title ?? (issue === null ? '' : `${issue[1]}#${issue[2]}`);
      return { label, url, rest: address.slice(url.length) };
    },
  },
  {
    pattern:
      /(?<repository>[\w.-]+\/[\w.-]+)@(?<commit>[0-9a-f]{7,40})(?: (?<path>(?:\w[\w-]*\/)+(?:\w+\.)+\w+(?![\w./*]))(?:#(?<line>\d+))?)?/,
    link: ({ repository, commit, path, line }, matched) => {
      const place = path === undefined ? `tree/${commit}` : `blob/${commit}/${path}`;
      return {
        label: matched,
        url: `https://github.com/${repository}/${place}${line === undefined ? '' : `#L${line}`}`,
      };
    },
  },
  {
    pattern: /RFC (?<number>\d+)(?:,? section (?<section>\d[\d.]*\d|\d))?/,
    link: ({ number, section }, matched) => ({
      label: matched,
      url: `https://www.rfc-editor.org/rfc/rfc${number}${section === undefined ? '' : `#section-${section}`}`,
    }),
  },
  { pattern: /Namespaces in XML 1\.0/, link: (_, label) => ({ label, url: 'https://www.w3.org/TR/xml-names/' }) },
  { pattern: /XML 1\.0 \(Fifth Edition\)/, link: (_, label) => ({ label, url: 'https://www.w3.org/TR/xml/' }) },
  { pattern: /(?:WHATWG )?URL Standard/, link: (_, label) => ({ label, url: 'https://url.spec.whatwg.org/' }) },
];

/** The source as one line of Markdown. */
export function sourceLinks(source: string): string {
  const found = references
    .map(({ pattern, link }) => ({ match: pattern.exec(source), link }))
    .filter(({ match }) => match !== null)
    .reduce<{ match: RegExpExecArray; link: Reference['link'] } | undefined>(
      (first, { match, link }) =>
        match === null || (first !== undefined && first.match.index <= match.index) ? first : { match, link },
      undefined,
    );
  if (found === undefined) return prose(source);
  const { match, link } = found;
  const { label, url, rest = '' } = link(match.groups ?? {}, match[0]);
  const markdown = label === '' ? `<${url}>` : `[${escaped(label)}](${url})`;
  return `${prose(source.slice(0, match.index))}${markdown}${sourceLinks(rest + source.slice(match.index + match[0].length))}`;
}
