// A client of EC2 and its driver in one, of the standard library alone. It knows one flat rule and no ids of rules.
import { createHash, createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';

const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: token, AWS_REGION } = process.env;
const members = ['GroupId', 'GroupName', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'DryRun'];
const lacks = ['UnknownIpPermissions', 'RevokedSecurityGroupRules'];
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

function signed(host, body) {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${AWS_REGION}/ec2/aws4_request`;
  const fields = { host, 'x-amz-date': date, ...(token && { 'x-amz-security-token': token }) };
  const names = Object.keys(fields).join(';');
  const lines = Object.entries(fields).map((field) => `${field.join(':')}\n`);
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(`POST\n/\n\n${lines.join('')}\n${names}\n${sha256(body)}`)}`;
  const signature = hmac(scope.split('/').reduce(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`), text).toString('hex');
  const claim = `Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...fields, authorization: `AWS4-HMAC-SHA256 ${claim}`, 'content-type': 'application/x-www-form-urlencoded' };
}

async function call({ endpoint, operation, input }) {
  const unknown = Object.keys(input).find((name) => !members.includes(name));
  if (unknown) return { type: 'unsupported', message: `this client has no ${unknown}` };
  const body = new URLSearchParams({ Action: operation, Version: '2016-11-15', ...input }).toString();
  const response = await fetch(endpoint, { method: 'POST', headers: signed(new URL(endpoint).host, body), body });
  const xml = await response.text();
  const text = (name) => xml.match(`<${name}>([^<]*)</${name}>`)?.[1];
  const meta = { status: response.status, requestId: text('requestId') ?? text('RequestID') };
  if (!response.ok) return { type: 'serviceError', code: text('Code'), message: text('Message'), ...meta };
  return { type: 'result', output: { Return: text('return') === 'true' }, ...meta };
}

createInterface({ input: process.stdin }).on('line', async (line) => {
  const { seq, type, ...message } = JSON.parse(line);
  const reply = type === 'call' ? await call(message) : { type: 'started', protocol: 1, name: 'plain', lacks };
  if (type !== 'stop') console.log(JSON.stringify({ seq, ...reply }));
});
