import { describe, expect, it } from 'vitest';
import { readXml } from './xml-read.ts';
import { readStrictly } from './xml-strict.ts';

/** The fault of a text; undefined when it has none. */
const judge = (text: string) => faultOf(Buffer.from(text), undefined);

function faultOf(bytes: Buffer, contentType: string | undefined) {
  const reading = readStrictly(bytes, contentType);
  return reading.kind === 'ill-formed' ? reading.fault : undefined;
}

const illFormed: readonly (readonly [what: string, text: string])[] = [
  ['nothing', ''],
  ['white space alone', ' \n'],
  ['text alone', 'hello'],
  ['a comment alone', '<!-- a -->'],
  ['a declaration alone', '<?xml version="1.0"?>'],
  ['text before the root', 'x<a/>'],
  ['text after the root', '<a/>x'],
  ['two roots', '<a/><b/>'],
  ['an unclosed element', '<a><b></b>'],
  ['an unclosed child', '<a><b></a>'],
  ['crossed elements', '<a><b></a></b>'],
  ['an end tag alone', '</a>'],
  ['one end tag too many', '<a></a></a>'],
  ['an end tag in other case', '<a></A>'],
  ['an end tag with an attribute', '<a></a x="1">'],
  ['an unfinished start tag', '<a'],
  ['an unfinished end tag', '<a></a'],
  ['a space before the name', '< a/>'],
  ['a name that starts with a digit', '<1a/>'],
  ['a name that starts with a hyphen', '<-a/>'],
  ['an attribute without a value', '<a b/>'],
  ['an attribute without quotes', '<a b=c/>'],
  ['an attribute with mixed quotes', '<a b="c\'/>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['attributes without space between', '<a b="1"c="2"/>'],
  ['a raw < in an attribute', '<a b="<"/>'],
  ['a raw & in text', '<a>x & y</a>'],
  ['a raw & in an attribute', '<a b="x&y"/>'],
  ['an entity without semicolon', '<a>&lt</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['an entity in wrong case', '<a>&LT;</a>'],
  ['an empty character reference', '<a>&#;</a>'],
  ['a character reference with bad digits', '<a>&#x;</a>'],
  ['a reference to a control character', '<a>&#1;</a>'],
  ['a reference to a surrogate', '<a>&#xD800;</a>'],
  ['a reference beyond Unicode', '<a>&#x110000;</a>'],
  ['a control character', '<a>\u0001</a>'],
  ['a null character', '<a>\0</a>'],
  ['the character U+FFFE', '<a>\ufffe</a>'],
  [']]> in text', '<a>]]></a>'],
  ['a comment with --', '<a><!-- x -- y --></a>'],
  ['a comment that ends with --->', '<a><!-- x ---></a>'],
  ['an unclosed comment', '<a><!-- x </a>'],
  ['an unclosed CDATA section', '<a><![CDATA[ x </a>'],
  ['CDATA outside the root', '<![CDATA[x]]><a/>'],
  ['CDATA in lower case', '<a><![cdata[x]]></a>'],
  ['an unclosed processing instruction', '<a><?x </a>'],
  ['a processing instruction named XML', '<a><?XML x?></a>'],
  ['a declaration that is not first', ' <?xml version="1.0"?><a/>'],
  ['a declaration twice', '<?xml version="1.0"?><?xml version="1.0"?><a/>'],
  ['a declaration without version', '<?xml encoding="UTF-8"?><a/>'],
  ['a declaration in wrong order', '<?xml encoding="UTF-8" version="1.0"?><a/>'],
  ['a declaration with a bad standalone', '<?xml version="1.0" standalone="maybe"?><a/>'],
  ['an unbound element prefix', '<p:a/>'],
  ['an unbound attribute prefix', '<a p:b="1"/>'],
  ['a prefix bound to nothing', '<p:a xmlns:p=""/>'],
  ['two colons in a name', '<p:a:b xmlns:p="u"/>'],
  ['an empty prefix', '<:a/>'],
  ['an empty local name', '<p: xmlns:p="u"/>'],
  ['one attribute under two prefixes', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
  ['the prefix xmlns declared', '<a xmlns:xmlns="u"/>'],
  ['the prefix xml bound elsewhere', '<a xmlns:xml="u"/>'],
  ['HTML with an open br', '<html><body>x<br></body></html>'],
  ['JSON', '{"a":1}'],
];

const wellFormed: readonly (readonly [what: string, text: string])[] = [
  ['an empty element', '<a/>'],
  ['an empty element with space', '<a />'],
  ['single quotes', "<a b='\"'/>"],
  ['spaces around the equals sign', '<a b = "1"\n c="2"\t/>'],
  ['a space in the end tag', '<a></a >'],
  ['a full declaration', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a/>'],
  ['a declaration in single quotes', "<?xml version='1.0' encoding='utf-8' ?><a/>"],
  ['comments everywhere', '<!-- a --><a><!----></a><!-- b -->\n'],
  ['CDATA with markup', '<a><![CDATA[<b>&]] >]]></a>'],
  ['every predefined entity', '<a>&lt;&gt;&amp;&quot;&apos;</a>'],
  ['a raw > in text and attribute', '<a b=">">></a>'],
  ['character references', '<a>&#9;&#x1F600;&#xfffd;</a>'],
  ['names beyond ASCII', '<ä.ö-1 _ü="1"/>'],
  ['characters beyond the BMP', '<a>😀</a>'],
  ['a processing instruction', '<?style x?><a><?y?></a>'],
  ['redeclared and undeclared default namespaces', '<a xmlns="u"><b xmlns=""><c xmlns="v"/></b></a>'],
  ['same local names in two namespaces', '<a xmlns:p="u" xmlns:q="v" p:b="1" q:b="2" b="3"/>'],
  ['the xml prefix undeclared', '<a xml:lang="en"/>'],
  ['carriage returns', '<?xml version="1.0"?>\r\n<a>\r</a>\r\n'],
  ['nesting of 100', '<b>'.repeat(100) + '</b>'.repeat(100)],
];

describe('readStrictly', () => {
  it.each(illFormed)('refuses %s', (_what, text) => {
    expect(judge(text)).toMatchObject({ kind: 'syntax' });
  });

  it.each(wellFormed)('accepts %s', (_what, text) => {
    expect(judge(text)).toBeUndefined();
  });

  it('says where the fault is', () => {
    const fault = judge('<a>\n  <b>x</c>\n</a>');

    expect(fault).toMatchObject({ kind: 'syntax', line: 2 });
    expect(fault?.explanation).not.toMatch(/^\d/);
  });

  it.each([
    [`<a>${'\n'.repeat(11)} &x;</a>`, { kind: 'syntax', explanation: 'undefined entity.', line: 12, column: 4 }],
    ['<a>\n <b></a>', { kind: 'syntax', explanation: 'unexpected close tag.', line: 2, column: 8 }],
    ['', { kind: 'syntax', explanation: 'document must contain a root element.', line: 1, column: 0 }],
    [
      '<!DOCTYPE a><a/>',
      { kind: 'doctype', explanation: 'the document has a document type declaration', line: 1, column: 12 },
    ],
    [
      `${'<b>'.repeat(101)}${'</b>'.repeat(101)}`,
      { kind: 'depth', explanation: 'elements are nested deeper than 100 levels', line: 1, column: 303 },
    ],
  ])('says what is wrong with %j, and where', (text, fault) => {
    expect(judge(text)).toEqual(fault);
  });

  it('reads an attribute of every kind', () => {
    const reading = readStrictly(Buffer.from('<a xmlns:p="urn:p" x="" p:y="&#65;"/>'), undefined);

    expect(reading).toMatchObject({
      root: {
        attributes: new Map([
          ['xmlns:p', 'urn:p'],
          ['x', ''],
          ['p:y', 'A'],
        ]),
      },
    });
  });

  it('takes what is left open for no fault of depth', () => {
    expect(judge(`<a>${'<b></b>'.repeat(200)}</a>`)).toBeUndefined();
  });

  it('reads names, attributes, order and text', () => {
    const text = '<e:a xmlns:e="urn:x" n="1 &lt; 2"> t <b>0&#49;</b><c/><b><![CDATA[<d>&amp;]]> u</b></e:a>\n';

    expect(readStrictly(Buffer.from(text), undefined)).toEqual({
      kind: 'well-formed',
      root: {
        name: 'e:a',
        localName: 'a',
        attributes: new Map([
          ['xmlns:e', 'urn:x'],
          ['n', '1 < 2'],
        ]),
        children: [
          { name: 'b', localName: 'b', attributes: new Map(), children: [], text: '01' },
          { name: 'c', localName: 'c', attributes: new Map(), children: [], text: '' },
          { name: 'b', localName: 'b', attributes: new Map(), children: [], text: '<d>&amp; u' },
        ],
        text: ' t ',
      },
    });
  });

  it.each(wellFormed)('reads %s as the lenient reader does', (_what, text) => {
    expect(readStrictly(Buffer.from(text), undefined)).toEqual({
      kind: 'well-formed',
      root: readXml(Buffer.from(text)),
    });
  });

  it('refuses a document type declaration', () => {
    expect(judge('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).toMatchObject({ kind: 'doctype' });
  });

  it('refuses nesting beyond 100, however deep', () => {
    expect(judge('<b>'.repeat(50_000) + '</b>'.repeat(50_000))).toMatchObject({ kind: 'depth' });
  });
});

describe('readStrictly of encodings', () => {
  const declared = (name: string) => `<?xml version="1.0" encoding="${name}"?><a>ü</a>`;
  const marked = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

  it.each([
    ['UTF-8 by default', Buffer.from('<a>ü</a>'), undefined],
    ['UTF-8 with a mark', Buffer.from('\ufeff<a>ü</a>'), undefined],
    ['declared UTF-8', Buffer.from(declared('utf-8')), undefined],
    ['declared ISO-8859-1', Buffer.from(declared('ISO-8859-1'), 'latin1'), undefined],
    ['declared US-ASCII', Buffer.from(declared('US-ASCII').replace('ü', 'u')), undefined],
    ['UTF-16 with a mark', marked(declared('UTF-16')), undefined],
    ['UTF-16, big-endian', marked('<a>ü</a>').swap16(), undefined],
    ['a charset that outranks the declaration', Buffer.from(declared('ISO-8859-1')), 'text/xml;charset=UTF-8'],
    ['a quoted charset', Buffer.from('<a>ü</a>', 'latin1'), 'text/xml; charset="iso-8859-1"'],
  ])('accepts %s', (_what, bytes, contentType) => {
    expect(faultOf(bytes, contentType)).toBeUndefined();
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from('<a>ü</a>', 'latin1'), undefined],
    ['overlong UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xc0, 0xaf, 0x3c, 0x2f, 0x61, 0x3e]), undefined],
    [
      'a surrogate in UTF-8',
      Buffer.concat([Buffer.from('<a>'), Buffer.from('eda080', 'hex'), Buffer.from('</a>')]),
      undefined,
    ],
    ['declared US-ASCII with other bytes', Buffer.from(declared('us-ascii')), undefined],
    ['declared UTF-16 without a mark', Buffer.from(declared('UTF-16')), undefined],
    ['a mark that the declaration contradicts', Buffer.from(`\ufeff${declared('UTF-16')}`), undefined],
    ['UTF-16 of half a character', marked('<a/>').subarray(0, -1), undefined],
    ['an unknown encoding', Buffer.from(declared('x-mine')), undefined],
    ['UTF-8 bytes under another charset', Buffer.from('<a>ü</a>'), 'text/xml; charset=us-ascii'],
  ])('refuses %s', (_what, bytes, contentType) => {
    expect(faultOf(bytes, contentType)).toMatchObject({ kind: 'encoding' });
  });
});
