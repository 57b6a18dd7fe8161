/** The frame of every HTML page: one file that loads nothing and runs only the scripts that its policy names by their hashes. */
import { escapeHtml, styleHash } from './html-escape.ts';

/** What a page puts into the frame. */
export interface HtmlPage {
  /** As plain text. */
  readonly title: string;
  readonly style: string;
  /** HTML. */
  readonly body: string;
  readonly scripts?: readonly string[];
}

/** The whole page. */
export function htmlPage({ body, ...page }: HtmlPage): string {
  const [before, after] = htmlFrame(page);
  return `${before}${body}${after}`;
}

/** What comes before a page's body and what comes after it, for a body that is written in pieces. */
export function htmlFrame({ title, style, scripts = [] }: Omit<HtmlPage, 'body'>): readonly [string, string] {
  const hashes = (all: readonly string[]) => all.map((text) => `'${styleHash(text)}'`).join(' ');
  const policy = [
    "default-src 'none'",
    `style-src ${hashes([style])}`,
    ...(scripts.length === 0 ? [] : [`script-src ${hashes(scripts)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const before = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
`;
  return [before, `${scripts.map((script) => `\n<script>${script}</script>`).join('')}\n</body>\n</html>\n`];
}
