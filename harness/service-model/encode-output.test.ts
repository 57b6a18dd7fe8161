import { describe, expect, it } from 'vitest';
import { readStrictly } from '../wire/xml/xml-strict.ts';
import { encodeOutput, NotXmlText } from './encode-output.ts';
import { actionOf, loadServiceModel } from './load-model.ts';
import type { ModelObject } from './model.ts';
import { InvalidValue } from './value-problems.ts';

const model = loadServiceModel();
const encode = (action: string, output: ModelObject) => encodeOutput(model, actionOf(model, action), output, 'r-1');

describe('encodeOutput', () => {
  it('writes the document that EC2 sends', () => {
    expect(
      encode('DescribeTags', {
        Tags: [
          { Key: 'a & b', Value: '' },
          { ResourceType: 'vpc', Value: '<x>\r' },
        ],
        NextToken: 't',
      }),
    ).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<DescribeTagsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r-1</requestId>' +
        '<tagSet><item><key>a &amp; b</key><value/></item>' +
        '<item><resourceType>vpc</resourceType><value>&lt;x&gt;&#13;</value></item></tagSet>' +
        '<nextToken>t</nextToken></DescribeTagsResponse>',
    );
  });

  it('writes <return>true</return> where the model has no output', () => {
    expect(encode('DeleteVpc', {})).toContain('<requestId>r-1</requestId><return>true</return></DeleteVpcResponse>');
  });

  it('writes numbers, booleans, and instants with milliseconds', () => {
    const document = encode('CreateSnapshot', {
      VolumeSize: 8,
      Encrypted: false,
      StartTime: '2026-01-31T12:00:00Z',
      Tags: [],
    });

    expect(document).toContain(
      '<volumeSize>8</volumeSize><encrypted>false</encrypted><startTime>2026-01-31T12:00:00.000Z</startTime><tagSet/>',
    );
    expect(encode('CreateSnapshot', { StartTime: '2026-01-31T12:00:00.1234Z' })).toContain('12:00:00.1234Z<');
  });

  it('writes items of the one unnamed list as the protocol says', () => {
    const output = { InstanceTypes: [{ InferenceAcceleratorInfo: { Accelerators: [{ Count: 1 }] } }] };

    expect(encode('DescribeInstanceTypes', output)).toContain('<accelerators><member><count>1</count></member>');
  });

  it('is well-formed XML', () => {
    const document = encode('DescribeTags', { Tags: [{ Key: ']]>', Value: '"\'&#0;' }] });

    expect(readStrictly(Buffer.from(document), 'text/xml;charset=UTF-8').kind).toBe('well-formed');
  });

  it.each(['\u0000', 'a\u001b', '\ud800', '\ufffe'])('refuses text that XML cannot hold: %j', (text) => {
    expect(() => encode('DescribeTags', { NextToken: text })).toThrow(NotXmlText);
  });

  it('refuses what has no encoding', () => {
    expect(() => encode('DescribeTags', { TagSet: [] })).toThrow(InvalidValue);
    expect(() => encode('DescribeTags', { Tags: [{ Key: 1 }] })).toThrow(InvalidValue);
  });
});
