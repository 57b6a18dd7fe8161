/** Dead links of a Markdown page: links to a file that does not exist, or to a heading that the file does not have. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const fencedBlock = /^(`{3,})[\s\S]*?^\1$/gm;

/** Relative links of the page that lead nowhere, in the order of the page. `path` is relative to `root`. */
export function deadLinks(path: string, root: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8')
    .replace(fencedBlock, '')
    .replace(/`[^`\n]*`/g, '``');
  const anchorsByFile = new Map<string, ReadonlySet<string>>();
  const anchorsIn = (file: string): ReadonlySet<string> => {
    const anchors = anchorsByFile.get(file) ?? anchorsOf(readFileSync(file, 'utf8'));
    anchorsByFile.set(file, anchors);
    return anchors;
  };
  const isAlive = (link: string): boolean => {
    const [name = '', anchor] = link.split('#');
    const file = name === '' ? join(root, path) : join(root, dirname(path), decodeURIComponent(name));
    if (!existsSync(file)) return false;
    return anchor === undefined || (statSync(file).isFile() && anchorsIn(file).has(anchor));
  };
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link) && !isAlive(link));
}

/**
 * The anchors of a page's headings, as GitHub makes them: `[^\p{Word}\- ]` is removed, a space becomes a hyphen, and a
 * heading whose anchor is taken gets a number. Source: `TableOfContentsFilter` of the gem html-pipeline.
 */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const timesTaken = new Map<string, number>();
  const headings = [...markdown.replace(fencedBlock, '').matchAll(/^#{1,6} (.+)$/gm)].map(
    ([, heading = '']) => heading,
  );
  return new Set(
    headings.map((heading) => {
      const anchor = anchorOf(heading);
      const taken = timesTaken.get(anchor) ?? 0;
      timesTaken.set(anchor, taken + 1);
      return taken === 0 ? anchor : `${anchor}-${taken}`;
    }),
  );
}

function anchorOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
