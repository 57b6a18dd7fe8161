import { describe, expect, it } from 'vitest';
import type { MismatchKind } from '../../harness/checks/finding.ts';
import { indentAndMark } from './indent-xml.ts';
import { marksOf } from './marks.ts';

function indented(xml: string): string {
  return indentAndMark(xml, []).text;
}

describe('indented XML', () => {
  it('has each element on its own line, and text with its element', () => {
    expect(indented('<?xml version="1.0"?><a x="1">\n<b>t &amp; u</b><c/><d></d></a>')).toBe(
      '<?xml version="1.0"?>\n<a x="1">\n  <b>t &amp; u</b>\n  <c/>\n  <d></d>\n</a>',
    );
  });

  it('leaves other text alone', () => {
    expect(indented('Action=A&B=<c>')).toBe('Action=A&B=<c>');
  });

  it('takes linear time over anything', () => {
    const places = ['a/a', 'Error/Code', '/'];

    expect(indentAndMark('<'.repeat(65_536), places).text.length).toBeGreaterThan(65_536);
    expect(indentAndMark('<a>'.repeat(20_000), places).text.length).toBeLessThan(2_000_000);
    expect(indentAndMark('</a>'.repeat(20_000), places).marked).toStrictEqual([]);
  });
});

const error =
  '<Response><Errors><Error><Code>A</Code><Message>Code</Message></Error></Errors><RequestID>r</RequestID></Response>';
const success =
  '<e:R xmlns:e="u"><requestId>r</requestId><return>true</return><set><item><code>1</code></item><item/></set></e:R>';
const unknown =
  '<RevokeResponse><unknownIpPermissionSet><item><toPort>22</toPort></item></unknownIpPermissionSet></RevokeResponse>';

function markedIn(xml: string, kind: MismatchKind, at: string): readonly string[] {
  const { text, marked } = indentAndMark(xml, marksOf([{ kind, at, expected: '', observed: '' }]).elements);
  const lines = text.split('\n');
  return marked.map((line) => (lines[line] ?? '').trim());
}

describe('the element with a mismatch', () => {
  const table: readonly (readonly [xml: string, kind: MismatchKind, at: string, marked: readonly string[]])[] = [
    [error, 'body', 'Response/Errors/Error/Code', ['<Code>A</Code>']],
    [error, 'code', 'code', ['<Code>A</Code>']],
    [error, 'code', 'answer', ['<Code>A</Code>']],
    [error, 'body', 'root of an error', ['<Response>']],
    [error, 'body', 'id of the request', ['<RequestID>r</RequestID>']],
    [error, 'header', 'Code', []],
    [success, 'body', 'return', ['<return>true</return>']],
    [success, 'body', 'namespace of the root', ['<e:R xmlns:e="u">']],
    [success, 'body', 'set/item', ['<item>', '<item/>']],
    [success, 'body', 'what the body is', []],
    [unknown, 'body', 'items of unknownIpPermissionSet', ['<unknownIpPermissionSet>']],
    [success, 'body', 'R/set', ['<set>']],
    [success, 'body', 'Errors/set', []],
    [success, 'state', 'rules afterwards', []],
    [success, 'state', 'return', []],
    [success, 'body', 'turn', []],
  ];
  for (const [xml, kind, at, marked] of table) {
    it(`at ${at} (${kind}) of ${xml.slice(0, 10)} is ${marked.join(' ') || 'none'}`, () => {
      expect(markedIn(xml, kind, at)).toStrictEqual(marked);
    });
  }

  it('may be a header field or the status', () => {
    const marks = marksOf([
      { kind: 'header', at: 'Content-Type', expected: '', observed: '' },
      { kind: 'status', at: 'status', expected: '', observed: '' },
    ]);

    expect(marks).toMatchObject({ status: true, fields: ['content-type'] });
  });
});
