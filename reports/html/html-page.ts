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
export function htmlPage({ title, style, body, scripts = [] }: HtmlPage): string {
  const hashes = (all: readonly string[]) => all.map((text) => `'${styleHash(text)}'`).join(' ');
  const policy = [
    "default-src 'none'",
    `style-src ${hashes([style])}`,
    ...(scripts.length === 0 ? [] : [`script-src ${hashes(scripts)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
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
${[body, ...scripts.map((script) => `<script>${script}</script>`)].join('\n')}
</body>
</html>
`;
}
