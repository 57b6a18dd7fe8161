import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { hostileReport } from '../test-support/reports/hostile-report.ts';
import { renderConsole } from './formats/console.ts';
import { renderGithub } from './formats/github.ts';
import { renderJunit } from './formats/junit.ts';
import { renderNdjson } from './formats/ndjson.ts';
import { renderHtml } from './html/html.ts';
import { code, codeBlock } from './markdown/markdown-text.ts';
import { renderMarkdown } from './markdown/summary.ts';
import { renderJson } from './write.ts';

const report = hostileReport();

/** Elements with their attributes, and the text between; throws when the document is not well-formed. */
function parseXml(xml: string): { readonly elements: readonly string[]; readonly attributes: readonly string[] } {
  const elements: string[] = [];
  const attributes: string[] = [];
  const parser = new SaxesParser({});
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    elements.push(tag.name);
    attributes.push(...Object.keys(tag.attributes));
  });
  parser.write(xml).close();
  return { elements, attributes };
}

describe('a report on a hostile target as HTML', () => {
  const page = renderHtml(report);
  const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)];

  it('has two scripts, its data and its own, and nothing of the target in the second', () => {
    expect(scripts).toHaveLength(2);
    expect(scripts[1]?.[1]).not.toContain('alert');
    expect(JSON.parse(scripts[0]?.[1] ?? '').cases).toHaveLength(3);
    expect(scripts[0]?.[1]).not.toMatch(/[<>\u2028\u2029]/);
  });

  it('is well-formed and has only the elements and attributes of the page itself', () => {
    const { elements, attributes } = parseXml(
      page.replace('<!doctype html>', '').replace(/<script>[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, ''),
    );

    expect(new Set(elements)).not.toContain('img');
    expect(elements.filter((name) => name === 'script')).toHaveLength(1);
    expect(attributes.filter((name) => /^on|^style$|^src$/i.test(name))).toStrictEqual([]);
  });

  it('forbids every source but its own script and style sheet', () => {
    expect(page).toMatch(
      /content="default-src 'none'; style-src 'sha256-[\w+/]+='; script-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'"/,
    );
  });

  it('stays small however much the target sends', () => {
    expect(page.length).toBeLessThan(1_000_000);
  });
});

describe('a report on a hostile target as JUnit', () => {
  it('is well-formed XML with the elements of JUnit alone', () => {
    const { elements } = parseXml(renderJunit(report));

    expect(new Set(elements)).toStrictEqual(new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'error']));
  });
});

describe('a report on a hostile target as Markdown', () => {
  const markdown = renderMarkdown(report);

  it('keeps what the target said inside code', () => {
    const outside = markdown
      .replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '')
      .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');

    expect(markdown).toContain('alert(1)');
    expect(outside).not.toMatch(/alert|everyone|heading|192\.0\.2\.1/);
  });

  it('keeps the number of columns of its tables', () => {
    const bars = (line: string): number => line.replace(/\\[^\w\s]/g, '').split('|').length;
    const lines = markdown.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '').split('\n');
    const pairs = lines.flatMap((line, index) => {
      const above = lines[index - 1] ?? '';
      return line.startsWith('|') && above.startsWith('|') ? [[bars(above), bars(line)]] : [];
    });

    expect(pairs.length).toBeGreaterThan(5);
    expect(pairs.filter(([above, line]) => above !== line)).toStrictEqual([]);
  });

  it('ends no code early', () => {
    expect(code('a ``` b ` c')).toBe('```` a ``` b ` c ````');
    expect(code('a | b \\| c')).toBe('` a \\| b \\\\x7c c `');
    expect(code('line\nbreak')).toBe('` line\\nbreak `');
    expect(codeBlock('````\n')).toBe('`````text\n````\n\n`````');
  });
});

describe('a report on a hostile target as annotations', () => {
  const lines = renderGithub(report).trimEnd().split('\n');

  it('is one command for each requirement that failed, and one for the verdict', () => {
    expect(lines.map((line) => /^::(\w+) title=([^:,]+)::/.exec(line)?.slice(1))).toStrictEqual([
      ['error', 'fail%3A a/one (MUST)'],
      ['error', 'untestable%3A a/two (MUST)'],
      ['error', 'ec2-conformance'],
    ]);
    expect(lines[0]).toContain('alert(1)');
  });
});

describe('a report on a hostile target as lines of JSON', () => {
  it('is one object a line, for whatever ends a line', () => {
    const lines = renderNdjson(report)
      .trimEnd()
      .split(/[\n\r\u2028\u2029\u0085]/);

    expect(lines.map((line) => JSON.parse(line).event)).toStrictEqual([
      'report',
      ...['requirement', 'requirement', 'requirement', 'case', 'case', 'case'],
      ...['observation', 'end'],
    ]);
  });
});

describe('a report on a hostile target on the console', () => {
  const text = renderConsole(report, { colour: false, detail: 'verbose' });

  it('sends no control character to the terminal', () => {
    expect(text).not.toMatch(/[^\n\t\u0020-\u007e\u00a0-\uffff]/);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it('forges no line of ours', () => {
    expect(text.split('\n').filter((line) => line.startsWith('FAIL'))).toStrictEqual(['FAIL a/one']);
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/: does not conform$/);
  });
});

describe('a report on a hostile target as JSON', () => {
  it('is valid by its schema', () => {
    const schema = JSON.parse(readFileSync(new URL('../fixtures/schema/report.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);

    validate(JSON.parse(renderJson(report)));

    expect(validate.errors).toBeNull();
    expect(validate({ ...report, calls: { total: 1 } })).toBe(false);
    expect(validate({ ...report, extra: 1 })).toBe(false);
  });
});
