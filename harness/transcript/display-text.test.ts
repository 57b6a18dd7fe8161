import { describe, expect, it } from 'vitest';
import { displayRequest, displayText, isQuotable } from './display-text.ts';
import { SecretKeeper } from './secret-keeper.ts';

const secretKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const digest = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';

describe('a text that is quoted', () => {
  it('is one printable line', () => {
    expect(displayText('a\r\nb\tc\u001b[31m\u202e\u009b', [])).toBe('a\\r\\nb\\tc\\x1b[31m\\u202e\\x9b');
  });

  it('is at most 300 characters of it, and says how many were left out', () => {
    expect(displayText('x'.repeat(300), [])).toBe('x'.repeat(300));
    expect(displayText('x'.repeat(301), [])).toBe(`${'x'.repeat(300)}... (1 more)`);
    expect(displayText(`${'x'.repeat(299)}\u{1f600}y`, [])).toBe(`${'x'.repeat(299)}... (3 more)`);
  });

  it('is redacted before it is cut', () => {
    expect(displayText(`${'x'.repeat(280)}${secretKey}`, [secretKey])).toBe(`${'x'.repeat(280)}<redacted>`);
  });

  it.each([
    ['as it is', digest],
    ['in upper case', digest.toUpperCase()],
    ['after a line feed in a URL', `%0A${digest}`],
    ['in base64', Buffer.from(digest).toString('base64')],
    ['within base64', Buffer.from(`signature ${digest} refused`).toString('base64')],
    ['in base64 after a line feed in a URL', `%0A${Buffer.from(digest).toString('base64')}`],
  ])('holds no unknown signature, %s', (_, echoed) => {
    expect(displayText(`not ${echoed} as sent`, [])).toMatch(/^not (?:%)?<redacted>(?:==?)? as sent$/);
  });

  it('keeps the digests of a request, which is judged by them', () => {
    expect(displayRequest(`the body's hash is ${digest}\n`, [])).toBe(`the body's hash is ${digest}\\n`);
    expect(displayRequest(`${secretKey}`, [secretKey])).toBe('<redacted>');
  });
});

describe('an id of a target', () => {
  it.each([
    ['sg-0123456789abcdef0', true],
    [`vpc-${digest}`, true],
    ['my group, öffentlich', true],
    [`sg-${secretKey}`, false],
    ['sg-1\n', false],
    ['sg-\u001b[31m', false],
    ['x'.repeat(301), false],
  ])('%j can be used: %j', (id, usable) => {
    expect(isQuotable(id, [secretKey])).toBe(usable);
  });
});

describe('the keeper of secrets', () => {
  it('redacts learnt secrets in printed text, and keeps lines, colours and short words', () => {
    const keeper = new SecretKeeper();
    keeper.learn([{ accessKeyId: 'localstack', secretAccessKey: secretKey }, undefined]);
    keeper.learn([{ accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 'a token of some length' }]);

    expect(keeper.printable(`\u001b[1mhttp://localstack\n${secretKey} a token of some length test`)).toBe(
      '\u001b[1mhttp://localstack\n<redacted> <redacted> test',
    );
    expect(keeper.quote(`localstack ${digest}\n`)).toBe('<redacted> <redacted>\\n');
    expect(keeper.cleanResponse(`${secretKey}\n${digest}`)).toBe('<redacted>\n<redacted>');
    expect(keeper.clean(digest)).toBe(digest);
  });
});
