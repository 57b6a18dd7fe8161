import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../wire/message.ts';
import { readRoot, strictReading } from './response-xml.ts';

const response = (body: Buffer | string, contentType = 'text/xml;charset=UTF-8'): HttpResponse => ({
  status: 200,
  reason: 'OK',
  httpVersion: '1.1',
  headers: [['Content-Type', contentType]],
  body: Buffer.from(body),
});

describe('strictReading', () => {
  it('reads a response once, however many checks ask', () => {
    const asked = response('<a/>');

    expect(strictReading(asked)).toBe(strictReading(asked));
  });
});

describe('readRoot', () => {
  it.each([['text/xml;charset=UTF-8'], ['text/xml; charset="utf-8"'], ['text/xml']])(
    'is the very root that the strict reader read, with %s',
    (contentType) => {
      const asked = response('<a><b/></a>', contentType);
      const reading = strictReading(asked);

      expect(reading.kind).toBe('well-formed');
      expect(readRoot(asked)).toBe('root' in reading ? reading.root : '');
    },
  );

  it('makes sense of an ill-formed document where it can', () => {
    expect(readRoot(response('<a b=c><d>e</d></a>'))?.children.map(({ text }) => text)).toEqual(['e']);
  });

  it('is nothing where there is no sense in it', () => {
    expect(readRoot(response('{"a":1}'))).toBeUndefined();
  });

  it.each([['text/xml; charset=iso-8859-1'], ['text/xml; charset="us-ascii"']])(
    'reads the document by its own encoding, whatever %s says',
    (contentType) => {
      expect(readRoot(response('<a>ü</a>', contentType))?.text).toBe('ü');
    },
  );
});
