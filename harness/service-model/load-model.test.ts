import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionOf, linkModel, loadServiceModel, ModelUnreadable, parseModelDocument } from './load-model.ts';

const metadata = { apiVersion: '2016-11-15', protocol: 'ec2', xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15' };

/** A model in botocore's own words, with the documentation that the distilled file leaves out. */
const document = {
  metadata,
  operations: {
    Paint: {
      name: 'Paint',
      http: { method: 'POST', requestUri: '/' },
      input: { shape: 'PaintRequest' },
      documentation: 'Paints.',
    },
  },
  shapes: {
    PaintRequest: {
      type: 'structure',
      required: ['Colours'],
      members: {
        Colours: { shape: 'ColourList', locationName: 'colour', documentation: 'The colours.' },
        Coats: { shape: 'Coats' },
        Gloss: { shape: 'Gloss', locationName: 'glossSet', queryName: 'gloss', deprecated: true },
        ClientToken: { shape: 'Text', idempotencyToken: true },
      },
    },
    ColourList: { type: 'list', member: { shape: 'Text', locationName: 'item' }, max: 3 },
    Coats: { type: 'integer', min: 1 },
    Gloss: { type: 'string', enum: ['matt', 'silk'] },
    Text: { type: 'string' },
  },
};

function linked(changes: object) {
  return () => linkModel(parseModelDocument(Buffer.from(JSON.stringify({ ...document, ...changes }))));
}

describe('the packaged model', () => {
  const model = loadServiceModel();

  it('is read once', () => {
    expect(loadServiceModel()).toBe(model);
  });

  it('states its source, its version and its namespace', () => {
    expect(model.source).toEqual({
      package: 'botocore',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      license: 'Apache-2.0',
      url: expect.stringContaining('https://pypi.org/project/botocore/'),
    });
    expect(model.apiVersion).toBe('2016-11-15');
    expect(model.xmlNamespace).toBe('http://ec2.amazonaws.com/doc/2016-11-15/');
  });

  it('has the names of RevokeSecurityGroupIngress', () => {
    const { input, output } = actionOf(model, 'RevokeSecurityGroupIngress');
    const names = [...input.members.values()].map(({ name, queryName }) => [name, queryName]);

    expect(Object.fromEntries(names)).toMatchObject({
      GroupId: 'GroupId',
      IpPermissions: 'IpPermissions',
      SecurityGroupRuleIds: 'SecurityGroupRuleId',
      DryRun: 'DryRun',
    });
    expect([...(output?.members.values() ?? [])].map(({ elementName }) => elementName).sort()).toEqual([
      'return',
      'revokedSecurityGroupRuleSet',
      'unknownIpPermissionSet',
    ]);
  });

  it('has no output for an action that answers <return>true</return>', () => {
    expect(actionOf(model, 'DeleteVpc').output).toBeUndefined();
  });

  it('has no action of another name', () => {
    expect(() => actionOf(model, 'DeleteEverything')).toThrow(ModelUnreadable);
  });
});

describe('a model in a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'service-model-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, content: string | Buffer): string {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  it("is read in botocore's own format, gzipped or not", () => {
    const text = JSON.stringify(document);

    const plain = loadServiceModel(write('service-2.json', text));
    const packed = loadServiceModel(write('service-2.json.gz', gzipSync(text)));

    expect(packed).toEqual(plain);
    expect(plain.source).toEqual({ package: 'botocore' });
    expect([...actionOf(plain, 'Paint').input.members.values()]).toEqual([
      {
        name: 'Colours',
        shape: {
          type: 'list',
          name: 'ColourList',
          item: { type: 'string', name: 'Text', sensitive: false },
          itemElement: 'item',
          max: 3,
        },
        queryName: 'Colour',
        elementName: 'colour',
        required: true,
        deprecated: false,
        idempotencyToken: false,
      },
      expect.objectContaining({ name: 'Coats', queryName: 'Coats', elementName: 'Coats', required: false }),
      expect.objectContaining({ name: 'Gloss', queryName: 'gloss', elementName: 'glossSet', deprecated: true }),
      expect.objectContaining({ name: 'ClientToken', idempotencyToken: true }),
    ]);
  });

  it.each([
    ['absent.json', undefined, /ENOENT/],
    ['text.json', 'no model', /not JSON/],
    ['damaged.json.gz', gzipSync('{"metadata":{}}').subarray(0, 20), /gzip data is damaged/],
    ['list.json', '[]', /needs metadata, operations and shapes/],
    ['half.json', '{"metadata":{},"shapes":{}}', /needs metadata, operations and shapes/],
  ])('is refused with its path and the reason: %s', (name, content, reason) => {
    const file = content === undefined ? join(folder, name) : write(name, content);

    const load = () => loadServiceModel(file);

    expect(load).toThrow(ModelUnreadable);
    expect(load).toThrow(reason);
    expect(load).toThrow(file);
  });
});

describe('a document is refused', () => {
  it.each([
    ['of another service', { metadata: { ...metadata, protocol: 'json' } }, /its protocol is "json"/],
    ['with a reference to nothing', { shapes: {} }, /PaintRequest: there is none/],
    ['with an input that is no structure', { shapes: { PaintRequest: { type: 'string' } } }, /have to be structures/],
    [
      'with a shape that contains itself',
      {
        shapes: {
          PaintRequest: { type: 'structure', members: { Layers: { shape: 'Layers' } } },
          Layers: { type: 'list', member: { shape: 'PaintRequest' } },
        },
      },
      /contains itself/,
    ],
    [
      'with a type of another protocol',
      { shapes: { ...document.shapes, Text: { type: 'map' } } },
      /its type "map" is unknown/,
    ],
    [
      'with a trait that changes the wire format',
      { shapes: { ...document.shapes, ColourList: { ...document.shapes.ColourList, flattened: true } } },
      /the trait flattened is unknown/,
    ],
    [
      'with another timestamp format',
      { shapes: { ...document.shapes, Text: { type: 'timestamp', timestampFormat: 'unixTimestamp' } } },
      /the trait timestampFormat is unknown/,
    ],
    [
      'with a list of nothing',
      { shapes: { ...document.shapes, ColourList: { type: 'list' } } },
      /a list needs a member/,
    ],
    [
      'with a required member that does not exist',
      { shapes: { ...document.shapes, PaintRequest: { type: 'structure', required: ['Colour'], members: {} } } },
      /its required member Colour does not exist/,
    ],
  ])('%s', (_, changes, reason) => {
    expect(linked(changes)).toThrow(ModelUnreadable);
    expect(linked(changes)).toThrow(reason);
  });
});
