import { describe, expect, it } from 'vitest';
import { at, child, children, childText, readXml, XmlUnreadable } from './xml-read.ts';

const read = (text: string) => readXml(Buffer.from(text));

describe('readXml', () => {
  it('keeps names, attributes, order and text as they are written', () => {
    const root = read(
      '<?xml version="1.0" encoding="UTF-8"?>\n<!-- <!DOCTYPE x> -->\n<e:a xmlns:e="urn:x" n="1 &lt; 2&amp;lt;&nbsp;"><b>01</b><c/> t <b>true</b></e:a>\n',
    );

    expect(root).toEqual({
      name: 'e:a',
      localName: 'a',
      attributes: new Map([
        ['xmlns:e', 'urn:x'],
        ['n', '1 < 2&lt;&nbsp;'],
      ]),
      children: [
        { name: 'b', localName: 'b', attributes: new Map(), children: [], text: '01' },
        { name: 'c', localName: 'c', attributes: new Map(), children: [], text: '' },
        { name: 'b', localName: 'b', attributes: new Map(), children: [], text: 'true' },
      ],
      text: ' t ',
    });
  });

  it.each([
    ['<a>&amp;&lt;&gt;&quot;&apos;</a>', '&<>"\''],
    ['<a>&#65;&#x42;&#x1F600;</a>', 'AB😀'],
    ['<a>&amp;lt;</a>', '&lt;'],
    ['<a>&nbsp;&LT;&#x110000;&#xD800;&#;</a>', '&nbsp;&LT;&#x110000;&#xD800;&#;'],
    ['<a>&#55295;&#xE000;&#x10FFFF;&#1114111;</a>', '\ud7ff\ue000\u{10ffff}\u{10ffff}'],
    ['<a>&#55296;&#xDFFF;&#1114112;&#X41;&amp</a>', '&#55296;&#xDFFF;&#1114112;&#X41;&amp'],
    ['<a>&#12345678;&#x1234567;</a>', '&#12345678;&#x1234567;'],
    ['<a>x<![CDATA[ <b>&amp; ]]>y</a>', 'x <b>&amp; y'],
    ['<a>&lt;<![CDATA[&lt;]]>&amp;<![CDATA[]]><![CDATA[ ]]></a>', '<&lt;& '],
    ['<a><b>&lt;</b><![CDATA[&gt;]]></a>', '&gt;'],
    ['<a>x<![CDATA[<!DOCTYPE a>]]>y</a>', 'x<!DOCTYPE a>y'],
    ['<?x <!DOCTYPE a>?><a>xy</a>', 'xy'],
    ['<!-- <!DOCTYPE a> --><a>xy</a>', 'xy'],
    ['<a>x<!-- y -->z<b>w</b></a>', 'xz'],
    ['<a> \n </a>', ' \n '],
    ['<a>\r\n</a>', '\n'],
    ['<a>1e3</a>', '1e3'],
    ['<a>ü</a>', 'ü'],
  ])('reads the text of %j as %j', (text, expected) => {
    expect(read(text).text).toBe(expected);
  });

  it('reads a response with many escaped characters', () => {
    expect(read(`<a>${'&amp;'.repeat(200_000)}</a>`).text).toHaveLength(200_000);
  });

  it('reads other declared encodings', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>';

    expect(readXml(Buffer.from(text, 'latin1')).text).toBe('ü');
    expect(readXml(Buffer.from('\ufeff<a>ü</a>', 'utf16le')).text).toBe('ü');
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['JSON', '{"a":1}'],
    ['two roots', '<a/><b/>'],
    ['a document type declaration', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unfinished tag', '<a'],
    ['absurd depth', '<b>'.repeat(5000) + '</b>'.repeat(5000)],
    ['a name that would touch prototypes', '<__proto__>x</__proto__>'],
  ])('refuses %s', (_what, text) => {
    expect(() => read(text)).toThrow(XmlUnreadable);
  });
});

describe('what readXml throws', () => {
  it.each([
    ['', 'there is no XML element'],
    ['<?xml version="1.0"?>', 'there is no XML element'],
    ['<a/><b/><c/>', 'there are 3 root elements'],
    ['<!DOCTYPE a><a/>', 'the document has a document type declaration'],
    ['<!doctype a><a/>', 'the document has a document type declaration'],
    ['<!-- a --><!DOCTYPE a><!-- b --><a/>', 'the document has a document type declaration'],
    ['<![CDATA[ ]]><!DOCTYPE a><![CDATA[ ]]><a/>', 'the document has a document type declaration'],
    ['<?a ?><!DOCTYPE a><?b ?><a/>', 'the document has a document type declaration'],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ name: 'XmlUnreadable', message }));
  });

  it('says what the library says of what it cannot read', () => {
    expect(() => read('<a')).toThrow(expect.objectContaining({ message: expect.stringMatching(/.{10}/) }));
  });
});

describe('readXml of what it can make sense of', () => {
  it('reads bytes that are none of the encoding as the replacement character', () => {
    expect(readXml(Buffer.from('3c613eff3c2f613e', 'hex')).text).toBe('\ufffd');
  });

  it('reads 100 levels', () => {
    expect(read('<b>'.repeat(100) + '</b>'.repeat(100)).name).toBe('b');
  });

  it('keeps the spelling of values and the space in attributes', () => {
    expect(read('<a x=" 01 " y="true" z=""/>').attributes).toEqual(
      new Map([
        ['x', ' 01 '],
        ['y', 'true'],
        ['z', ''],
      ]),
    );
  });
});

describe('the finders', () => {
  const root = read('<R><E><Code>A</Code><Code>B</Code></E><Y/><E/></R>');

  it('find by local name, the first or all', () => {
    expect(child(root, 'E')?.children).toHaveLength(2);
    expect(children(root, 'E')).toHaveLength(2);
    expect(child(root, 'e')).toBeUndefined();
  });

  it('find along a path', () => {
    expect(at(root, 'E/Code')?.text).toBe('A');
    expect(at(root, 'E/Code/X')).toBeUndefined();
    expect(at(root, 'X/Code')).toBeUndefined();
  });

  it('read the text of a child', () => {
    expect(childText(root, 'E')).toBe('');
    expect(childText(root, 'X')).toBeUndefined();
  });
});
