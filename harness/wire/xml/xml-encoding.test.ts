import { describe, expect, it } from 'vitest';
import { decodeXml } from './xml-encoding.ts';

const declared = (name: string, text = 'ü') => `<?xml version="1.0" encoding="${name}"?><a>${text}</a>`;
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('decodeXml', () => {
  it.each<readonly [string, Buffer, string | undefined, string]>([
    ['UTF-8 where nothing is said', Buffer.from('<a>ü</a>'), undefined, '<a>ü</a>'],
    ['UTF-8 with its mark', Buffer.from('\ufeff<a>ü</a>'), undefined, '<a>ü</a>'],
    ['a Content-Type without a charset', Buffer.from('<a>ü</a>'), 'text/xml', '<a>ü</a>'],
    ['a quoted charset', Buffer.from('<a>ü</a>', 'latin1'), 'text/xml ; Charset = "ISO-8859-1"', '<a>ü</a>'],
    ['a charset before another parameter', Buffer.from('ü', 'latin1'), 'text/xml;charset=latin1;x=y', 'ü'],
    ['a charset over a declaration', Buffer.from(declared('iso-8859-1')), 'a/b;charset=utf8', declared('iso-8859-1')],
    ['a declaration', Buffer.from(declared('Latin1'), 'latin1'), undefined, declared('Latin1')],
    [
      'a declaration in single quotes, spaced freely',
      Buffer.from("<?xml  version='1.0'\n encoding = 'iso-8859-1' ?>ü", 'latin1'),
      undefined,
      "<?xml  version='1.0'\n encoding = 'iso-8859-1' ?>ü",
    ],
    ['US-ASCII', Buffer.from(declared('us-ascii', 'u')), undefined, declared('us-ascii', 'u')],
    ['ASCII by its short name', Buffer.from(declared('ASCII', 'u')), undefined, declared('ASCII', 'u')],
    ['UTF-16 by its mark', utf16('<a>ü</a>'), undefined, '<a>ü</a>'],
    ['big-endian UTF-16 by its mark', utf16('<a>ü</a>').swap16(), undefined, '<a>ü</a>'],
    ['UTF-16 by mark and declaration', utf16(declared('utf-16')), undefined, declared('utf-16')],
    ['UTF-16 by mark and charset', utf16('<a/>'), 'text/xml; charset=UTF-16LE', '<a/>'],
    ['big-endian UTF-16 by mark and charset', utf16('<a/>').swap16(), 'text/xml; charset=utf-16be', '<a/>'],
    ['UTF-8 by mark and declaration', Buffer.from(`\ufeff${declared('UTF8')}`), undefined, declared('UTF8')],
    [
      'what looks like a declaration and is none',
      Buffer.from(' ü encoding="latin1"'),
      undefined,
      ' ü encoding="latin1"',
    ],
    ['a declaration that is not first', Buffer.from(` ${declared('latin1')}`), undefined, ` ${declared('latin1')}`],
    ['nothing', Buffer.alloc(0), undefined, ''],
  ])('reads %s', (_, bytes, contentType, text) => {
    expect(decodeXml(bytes, contentType)).toEqual({ text });
  });

  it.each<readonly [string, Buffer, string | undefined, string]>([
    ['bytes that are not UTF-8', Buffer.from('ü', 'latin1'), undefined, 'the bytes are not UTF-8'],
    ['bytes behind a mark that are not UTF-8', Buffer.from('efbbbffc', 'hex'), undefined, 'the bytes are not UTF-8'],
    ['a byte beyond US-ASCII', Buffer.from(declared('us-ascii')), undefined, 'a byte is outside US-ASCII'],
    ['half a character of UTF-16', utf16('<a/>').subarray(0, -1), undefined, 'the bytes are not UTF-16'],
    ['half a pair of UTF-16', Buffer.from('feffd800', 'hex'), undefined, 'the bytes are not UTF-16'],
    [
      'an encoding that few know',
      Buffer.from(declared('x-Mine')),
      undefined,
      'the encoding "x-Mine" is not one that every XML reader knows',
    ],
    [
      'a charset that few know',
      Buffer.from('<a/>'),
      'text/xml; charset=windows-1252',
      'the encoding "windows-1252" is not one that every XML reader knows',
    ],
    [
      'UTF-16 without its mark',
      Buffer.from(declared('UTF-16')),
      undefined,
      'the encoding is said to be UTF-16, but no byte order mark is there',
    ],
    [
      'a mark that the declaration contradicts',
      Buffer.from(`\ufeff${declared('UTF-16')}`),
      undefined,
      'the byte order mark is that of utf-8, but the encoding is said to be UTF-16',
    ],
    [
      'a mark that the charset contradicts',
      utf16('<a/>'),
      'text/xml; charset=utf-8',
      'the byte order mark is that of utf-16le, but the encoding is said to be utf-8',
    ],
    [
      'a mark beside a charset that few know',
      utf16('<a/>').swap16(),
      'text/xml; charset=x-mine',
      'the byte order mark is that of utf-16be, but the encoding is said to be x-mine',
    ],
  ])('refuses %s', (_, bytes, contentType, fault) => {
    expect(decodeXml(bytes, contentType)).toEqual({ fault });
  });

  it.each(['efbb', 'efbb00', 'ef00bf', '00bbbf', 'ff00', '00fe', 'fe00', '00ff'])(
    'takes %s for no byte order mark',
    (hex) => {
      const latin1 = Buffer.from(hex, 'hex');

      expect(decodeXml(latin1, 'a/b;charset=latin1')).toEqual({ text: latin1.toString('latin1') });
    },
  );

  it('looks for a declaration in the first 200 bytes', () => {
    const late = `<?xml version="1.0"${' '.repeat(200)}encoding="x-mine"?>`;

    expect(decodeXml(Buffer.from(late), undefined)).toEqual({ text: late });
  });
});
