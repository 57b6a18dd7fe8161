import { describe, expect, it } from 'vitest';
import { prepareSend } from './build-request.ts';

const placeholders = new Map([['main', 'sg-1']]);
const prepared = (send: Parameters<typeof prepareSend>[0]) => prepareSend(send, placeholders, 'Take');

describe('a request', () => {
  it('is a signed POST of the operation, with its placeholders filled', () => {
    expect(prepared({ params: { Id: '{main}', 'A b': '&' } })).toEqual({
      action: 'Take',
      params: [
        ['Id', 'sg-1'],
        ['A b', '&'],
      ],
      draft: {
        ...{ action: 'Take', method: 'POST', headers: {}, sign: 'header', as: 'main' },
        body: 'Action=Take&Version=2016-11-15&Id=sg-1&A%20b=%26',
      },
    });
  });

  it('names another action where the case does', () => {
    const { action, draft } = prepared({ action: 'Put' });
    expect([action, draft.action, draft.body]).toEqual(['Put', 'Put', 'Action=Put&Version=2016-11-15']);
  });

  it('has its parameters in the query where it is a GET', () => {
    const { draft } = prepared({ method: 'GET', params: { Id: '{main}' }, urlParams: { First: '1' } });
    expect(draft.query).toBe('First=1&Action=Take&Version=2016-11-15&Id=sg-1');
    expect(draft).not.toHaveProperty('body');
  });

  it('has its action in the query, or parameters there, where the case says so', () => {
    const { draft, params } = prepared({ actionIn: 'url', params: { Id: '{main}' }, urlParams: { More: '{main}' } });
    expect([draft.query, draft.body]).toEqual(['Action=Take&Version=2016-11-15&More=sg-1', 'Id=sg-1']);
    expect(params).toEqual([
      ['More', 'sg-1'],
      ['Id', 'sg-1'],
    ]);
  });

  it('says nothing that the case does not say where it is bare', () => {
    expect(prepared({ bare: true, params: { Id: '1' } })).toMatchObject({ action: '', draft: { body: 'Id=1' } });
    expect(prepared({ bare: true, params: { Action: 'Look' } }).action).toBe('Look');
    expect(prepared({ bare: true, urlParams: { Action: 'Look' } }).action).toBe('Look');
  });

  it('has raw text after what is encoded', () => {
    expect(prepared({ params: { Id: '1' }, raw: 'Name=%zz&Of={main}' }).draft.body).toBe(
      'Action=Take&Version=2016-11-15&Id=1&Name=%zz&Of=sg-1',
    );
    expect(prepared({ bare: true, raw: 'x' }).draft.body).toBe('x');
  });

  it('is signed, and by whom, as the case says', () => {
    const signing = { region: 'eu-west-1' };
    const alter = (signed: unknown) => signed as never;
    expect(prepared({ sign: 'none', as: 'denied', signing, alter, headers: { 'X-Of': '{main}' } }).draft).toMatchObject(
      {
        ...{ sign: 'none', as: 'denied', signing, alter },
        headers: { 'X-Of': 'sg-1' },
      },
    );
  });
});
