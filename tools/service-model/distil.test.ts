import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';
import { ModelUnreadable, modelFile, parseModelDocument } from '../../harness/service-model/load-model.ts';
import { distil, packModel } from './distil.ts';

const source = { package: 'botocore', version: '1.2.3', license: 'Apache-2.0' };

const original = {
  version: '2.0',
  metadata: {
    apiVersion: '2016-11-15',
    protocol: 'ec2',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15',
    signatureVersion: 'v4',
  },
  operations: {
    Paint: {
      name: 'Paint',
      http: { method: 'POST', requestUri: '/' },
      input: { shape: 'PaintRequest', documentation: 'x' },
      documentation: '<p>Paints.</p>',
    },
  },
  shapes: {
    PaintRequest: {
      type: 'structure',
      required: ['Colour'],
      members: {
        Colour: { shape: 'Text', locationName: 'colour', documentation: 'x', deprecatedMessage: 'x', deprecated: true },
        documentation: { shape: 'Text' },
      },
      documentation: 'x',
    },
    Text: { type: 'string', max: 3, documentation: 'x' },
  },
  documentation: '<fullname>Paint</fullname>',
};

it('keeps names, types, limits and flags, drops prose, and adds the source', () => {
  expect(distil(parseModelDocument(Buffer.from(JSON.stringify(original))), source)).toEqual({
    source,
    metadata: { apiVersion: '2016-11-15', protocol: 'ec2', xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15' },
    operations: { Paint: { http: { method: 'POST' }, input: { shape: 'PaintRequest' } } },
    shapes: {
      PaintRequest: {
        type: 'structure',
        required: ['Colour'],
        members: {
          Colour: { shape: 'Text', locationName: 'colour', deprecated: true },
          documentation: { shape: 'Text' },
        },
      },
      Text: { type: 'string', max: 3 },
    },
  });
});

it('refuses a model with a trait that distilling would lose', () => {
  const shapes = { ...original.shapes, Text: { type: 'string', xmlAttribute: true } };

  expect(() => distil(parseModelDocument(Buffer.from(JSON.stringify({ ...original, shapes }))), source)).toThrow(
    ModelUnreadable,
  );
});

it('leaves nothing to distil in the packaged file, which holds no prose', () => {
  const packed = readFileSync(join(packageRoot(), modelFile));
  const packaged = parseModelDocument(packed);

  expect(distil(packaged, packaged.source ?? source)).toEqual(packaged);
  expect(brotliDecompressSync(packed).toString()).not.toContain('"documentation"');
  expect(packed.length).toBeLessThan(100_000);
});

it('packs the same content into the same bytes', () => {
  const document = parseModelDocument(Buffer.from(JSON.stringify(original)));

  expect(packModel(document)).toEqual(packModel(document));
});
