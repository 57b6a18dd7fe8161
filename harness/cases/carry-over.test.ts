import { describe, expect, test } from 'vitest';
import { type Carrier, carryOver } from './carry-over.ts';
import type { Case } from './case.ts';

const revoke: Carrier = {
  action: 'RevokeSecurityGroupIngress',
  given: { main: { ingress: { web: { IpProtocol: '-1', CidrIp: '192.0.2.0/24' } } } },
  params: { GroupId: '{main}', 'IpPermissions.1.IpProtocol': '-1' },
  carriedOut: { after: [] },
  unchanged: ['web'],
};

const describeThings: Carrier = {
  action: 'DescribeThings',
  given: {},
  params: { 'Thing.1': 'one', 'Thing.2': 'two' },
  carriedOut: { after: [], content: { 'thingSet/item/name': ['one', 'two'] } },
  unchanged: [],
};

const general: Case = {
  id: 'encoding/get',
  title: 'reads a GET',
  requirements: ['encoding/get'],
  vpc: 'nondefault',
  needs: ['nondefault-vpc', 'denied-identity'],
  control: 'encoding/post',
  given: revoke.given,
  send: { method: 'GET', params: { ...revoke.params, DryRun: 'false' } },
  expect: [
    { answer: 'done', status: ['200'], return: 'true', after: [] },
    { answer: 'refused', status: ['4xx'], code: ['*'], after: ['web'] },
  ],
};

describe('a general case', () => {
  test('varies the request of the other operation, and is judged by what shows that it was carried out', () => {
    expect(carryOver(general, revoke, describeThings)).toEqual({
      id: 'encoding/get',
      title: 'reads a GET',
      requirements: ['encoding/get'],
      needs: ['denied-identity'],
      control: 'encoding/post',
      given: {},
      send: { method: 'GET', params: { 'Thing.1': 'one', 'Thing.2': 'two', DryRun: 'false' } },
      expect: [
        { answer: 'done', status: ['200'], after: [], content: { 'thingSet/item/name': ['one', 'two'] } },
        { answer: 'refused', status: ['4xx'], code: ['*'], after: [] },
      ],
    });
  });

  test('keeps its code, and the order in which the parameters come', () => {
    const alter = (signed: unknown) => signed;
    const send = {
      bare: true,
      alter: alter as never,
      params: { 'IpPermissions.1.IpProtocol': '-1', GroupId: '{main}', Action: 'RevokeSecurityGroupIngress' },
    };

    const carried = carryOver({ ...general, send }, revoke, describeThings);

    expect(carried?.send).toEqual({
      bare: true,
      alter,
      params: { 'Thing.2': 'two', 'Thing.1': 'one', Action: 'DescribeThings' },
    });
    expect(Object.keys(carried?.send.params ?? {})).toEqual(['Thing.2', 'Thing.1', 'Action']);
  });

  test('carries each of its steps', () => {
    const [done] = general.expect;
    const steps = {
      ...general,
      // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
      ...{ then: [{ send: { params: revoke.params }, expect: done === undefined ? [] : [done] }] },
    };

    expect(carryOver(steps, revoke, describeThings)?.then).toEqual([
      {
        send: { params: describeThings.params },
        expect: [{ answer: 'done', status: ['200'], ...describeThings.carriedOut }],
      },
    ]);
  });
});

describe('a case is not carried over', () => {
  test.each<[string, Case['send']]>([
    ['calls another action', { action: 'DescribeVpcs', params: revoke.params }],
    ['is raw text', { raw: 'GroupId={main}', params: revoke.params }],
    ['lacks a parameter of the request', { params: { GroupId: '{main}' } }],
    ['has another value of one', { params: { ...revoke.params, GroupId: '{peer}' } }],
    ['adds to one', { params: { ...revoke.params, 'IpPermissions.1.FromPort': '1' } }],
  ])('when it %s', (_, send) => {
    expect(carryOver({ ...general, send }, revoke, describeThings)).toBeUndefined();
  });

  test('when one of its steps is not', () => {
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const steps = { ...general, ...{ then: [{ send: { action: 'DescribeVpcs' }, expect: [] }] } };

    expect(carryOver(steps, revoke, describeThings)).toBeUndefined();
  });
});
