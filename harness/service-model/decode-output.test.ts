import { describe, expect, it } from 'vitest';
import { XmlUnreadable } from '../wire/xml/xml-read.ts';
import { decodeOutput } from './decode-output.ts';
import { actionOf, loadServiceModel } from './load-model.ts';

const decode = (action: string, content: string, root = `${action}Response`) =>
  decodeOutput(
    actionOf(loadServiceModel(), action),
    `<${root} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${content}</${root}>`,
  );

describe('decodeOutput', () => {
  it('reads members by their element names, and the request id', () => {
    expect(
      decode(
        'DescribeSecurityGroupRules',
        `<requestId>r-1</requestId>
         <securityGroupRuleSet>
           <item><securityGroupRuleId>sgr-1</securityGroupRuleId><isEgress>false</isEgress><fromPort>-1</fromPort></item>
           <item><referencedGroupInfo><groupId>sg-1</groupId></referencedGroupInfo><tagSet/></item>
         </securityGroupRuleSet>`,
      ),
    ).toEqual({
      output: {
        SecurityGroupRules: [
          { SecurityGroupRuleId: 'sgr-1', IsEgress: false, FromPort: -1 },
          { ReferencedGroupInfo: { GroupId: 'sg-1' }, Tags: [] },
        ],
      },
      requestId: 'r-1',
      problems: [],
    });
  });

  it('distinguishes an absent set from an empty one, and an absent string from an empty one', () => {
    expect(decode('DescribeTags', '').output).toEqual({});
    expect(decode('DescribeTags', '<tagSet/>').output).toEqual({ Tags: [] });
    expect(decode('DescribeTags', '<tagSet>\n</tagSet>').output).toEqual({ Tags: [] });
    expect(decode('DescribeTags', '<nextToken/>').output).toEqual({ NextToken: '' });
    expect(decode('DescribeTags', '<nextToken> a </nextToken>').output).toEqual({ NextToken: ' a ' });
  });

  it('reads <return>true</return> as part of the frame, also where the model has no output', () => {
    expect(decode('DeleteVpc', '<requestId>r</requestId><return>true</return>')).toEqual({
      output: {},
      requestId: 'r',
      problems: [],
    });
    expect(decode('CreateSecurityGroup', '<return>true</return><groupId>sg-1</groupId>')).toMatchObject({
      output: { GroupId: 'sg-1' },
      problems: [],
    });
    expect(decode('CreateRoute', '<return>true</return>').output).toEqual({ Return: true });
  });

  it('reads both element names of the one list whose items the model does not name', () => {
    const list = (element: string) =>
      `<instanceTypeSet><item><inferenceAcceleratorInfo><accelerators><${element}><count>1</count></${element}></accelerators></inferenceAcceleratorInfo></item></instanceTypeSet>`;
    const output = { InstanceTypes: [{ InferenceAcceleratorInfo: { Accelerators: [{ Count: 1 }] } }] };

    expect(decode('DescribeInstanceTypes', list('member'))).toMatchObject({ output, problems: [] });
    expect(decode('DescribeInstanceTypes', list('item'))).toMatchObject({ output, problems: [] });
    expect(decode('DescribeInstanceTypes', list('device')).problems).toHaveLength(1);
  });

  it('reads prefixed elements', () => {
    const document = '<e:DescribeTagsResponse xmlns:e="x"><e:nextToken>t</e:nextToken></e:DescribeTagsResponse>';

    expect(decodeOutput(actionOf(loadServiceModel(), 'DescribeTags'), Buffer.from(document)).output).toEqual({
      NextToken: 't',
    });
  });

  it.each([
    ['<tagSet><item><value>a</value><colour>b</colour></item></tagSet>', 'unknown-element', 'tagSet/item[1]/colour'],
    ['<tagSet><item/><member><key>a</key></member></tagSet>', 'unknown-element', 'tagSet/member'],
    ['<TagSet/>', 'unknown-element', 'TagSet'],
    ['<tagSet/><tagSet/>', 'repeated-element', 'tagSet'],
    ['<tagSet><item/><item><key><b/></key></item></tagSet>', 'wrong-type', 'tagSet/item[2]/key'],
    ['<tagSet>none</tagSet>', 'stray-text', 'tagSet'],
    ['x<tagSet/>', 'stray-text', ''],
  ])('lists what it does not read: %s', (content, kind, path) => {
    expect(decode('DescribeTags', content).problems).toEqual([{ kind, path }]);
  });

  it('leaves out a member whose text is of another type', () => {
    const { output, problems } = decode('CreateSubnet', '<subnet><defaultForAz>yes</defaultForAz></subnet>');

    expect(output).toEqual({ Subnet: {} });
    expect(problems).toEqual([{ kind: 'wrong-type', path: 'subnet/defaultForAz' }]);
  });

  it('recognises a document of another action', () => {
    expect(decode('DescribeTags', '', 'DescribeVpcsResponse').problems).toEqual([{ kind: 'wrong-root', path: '' }]);
  });

  it('does not read what is not XML', () => {
    expect(() => decodeOutput(actionOf(loadServiceModel(), 'DescribeTags'), 'no XML')).toThrow(XmlUnreadable);
  });
});
