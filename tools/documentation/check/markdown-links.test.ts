import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anchorsOf, deadLinks } from './markdown-links.ts';

describe('the anchor of a heading', () => {
  it('is its text in lower case, without punctuation and with hyphens for spaces', () => {
    expect([...anchorsOf('# A `b_1` c/d\n\n## You *run* it, in [CI](ci.md)\n\n### port-edges\n')]).toEqual([
      'a-b_1-cd',
      'you-run-it-in-ci',
      'port-edges',
    ]);
  });

  it('is numbered from the second heading with the same text', () => {
    expect([...anchorsOf('# Cases\n\n## Cases\n\n## Cases\n')]).toEqual(['cases', 'cases-1', 'cases-2']);
  });

  it('does not exist for a line in a fenced block', () => {
    expect([...anchorsOf('```\n# no heading\n```\n\n# Heading\n')]).toEqual(['heading']);
  });
});

describe('the links of a page', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'links-'));
    writeFileSync(join(root, 'topic.md'), '# Topic\n\n## port-edges\n\n## port-edges\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function deadLinksOf(markdown: string): readonly string[] {
    writeFileSync(join(root, 'page.md'), markdown);
    return deadLinks('page.md', root);
  }

  it('are alive when the file and the heading exist', () => {
    expect(
      deadLinksOf('# Here\n[a](topic.md) [b](topic.md#port-edges) [c](topic.md#port-edges-1) [d](#here) [e](.)'),
    ).toEqual([]);
  });

  it('are dead when there is no such file', () => {
    expect(deadLinksOf('[a](gone.md) [b](gone.md#port-edges)')).toEqual(['gone.md', 'gone.md#port-edges']);
  });

  it('are dead when the file has no such heading', () => {
    expect(deadLinksOf('# Here\n[a](topic.md#port-edge) [b](topic.md#port-edges-2) [c](#there)')).toEqual([
      'topic.md#port-edge',
      'topic.md#port-edges-2',
      '#there',
    ]);
  });

  it('are not looked for in code or at other hosts', () => {
    expect(deadLinksOf('`[a](gone.md)`\n```\n[b](gone.md)\n```\n[c](https://a.example/gone.md#there)')).toEqual([]);
  });
});
