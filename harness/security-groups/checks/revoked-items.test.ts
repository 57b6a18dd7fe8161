import { expect, test } from 'vitest';
import { refusalXml, sampleResponse, success, webItem } from '../../../test-support/wire/response-sample.ts';
import { readRevokedItem, revokedElements, unknownCount } from './revoked-items.ts';

function itemsOf(xml: string) {
  const { outcome } = sampleResponse({ xml });
  return outcome.kind === 'success' ? revokedElements(outcome)?.map(readRevokedItem) : undefined;
}

test('an item is read with all of its members and no other', () => {
  const members =
    '<securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId><isEgress>false</isEgress><ipProtocol>tcp</ipProtocol><fromPort>1</fromPort><toPort>2</toPort><cidrIpv4>192.0.2.0/24</cidrIpv4><cidrIpv6>::/0</cidrIpv6><prefixListId>pl-1</prefixListId><referencedGroupId>sg-2</referencedGroupId><description> web </description><tagSet/>';

  expect(itemsOf(success(`<item>${members}</item><item/>`))).toStrictEqual([
    {
      element: expect.objectContaining({ name: 'item' }),
      securityGroupRuleId: 'sgr-1',
      groupId: 'sg-1',
      isEgress: 'false',
      ipProtocol: 'tcp',
      fromPort: '1',
      toPort: '2',
      cidrIpv4: '192.0.2.0/24',
      cidrIpv6: '::/0',
      prefixListId: 'pl-1',
      referencedGroupId: 'sg-2',
      description: 'web',
    },
    { element: expect.objectContaining({ name: 'item' }) },
  ]);
});

test('the first of several members of one name counts', () => {
  expect(itemsOf(success('<item><groupId>sg-1</groupId><groupId>sg-2</groupId></item>'))).toMatchObject([
    { groupId: 'sg-1' },
  ]);
});

test('a response without a set has no items of it, which is not the same as an empty one', () => {
  expect(itemsOf('<AnyResponse/>')).toBeUndefined();
  expect(itemsOf(success(''))).toEqual([]);
});

test('unknown permissions are counted, and none are in a response without them or in an error', () => {
  const count = (xml: string) => unknownCount(sampleResponse({ xml }).outcome);

  expect(count(success(webItem, '<unknownIpPermissionSet><item/><item/></unknownIpPermissionSet>'))).toBe(2);
  expect([count(success('')), count(refusalXml), count('')]).toEqual([0, 0, 0]);
});
