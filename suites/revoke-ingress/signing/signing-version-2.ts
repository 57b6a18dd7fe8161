import { createHmac } from 'node:crypto';
import { headerValue } from '../../../harness/wire/message.ts';
import { encodeForm } from '../../../harness/wire/query.ts';
import { canonicalQuery } from '../../../harness/wire/signing/canonical-request.ts';
import type { Alter } from './signing-alterations.ts';
import { replaceQuery } from './signing-edits.ts';

/**
 * The GET signed with Signature Version 2, which EC2 once took everywhere: HMAC-SHA256 over method, host, path and the
 * sorted query. Source: AWS General Reference, Signature Version 2 signing process.
 */
export const signedByVersion2: Alter = (request, { credentials, date }) => {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const own = encodeForm([
    ['AWSAccessKeyId', accessKeyId],
    ['SignatureMethod', 'HmacSHA256'],
    ['SignatureVersion', '2'],
    ['Timestamp', `${date.toISOString().slice(0, 19)}Z`],
    ...(sessionToken === undefined ? [] : ([['SecurityToken', sessionToken]] as const)),
  ]);
  return replaceQuery(request, (before) => {
    const query = `${before}&${own}`;
    const host = (headerValue(request.headers, 'host') ?? '').toLowerCase();
    const text = [request.method, host, '/', canonicalQuery(query)].join('\n');
    const value = createHmac('sha256', secretAccessKey).update(text).digest('base64');
    return `${query}&${encodeForm([['Signature', value]])}`;
  });
};
