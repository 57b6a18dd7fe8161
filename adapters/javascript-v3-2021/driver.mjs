// A driver for the AWS SDK for JavaScript v3 of 2021, which has no class for errors of the service.
// Region and credentials are in the environment. The protocol: docs/driver-protocol.md.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import sdk from '@aws-sdk/client-ec2';

const manifest = createRequire(import.meta.url).resolve('@aws-sdk/client-ec2/package.json');
const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
const commands = { RevokeSecurityGroupIngress: sdk.RevokeSecurityGroupIngressCommand };
const clients = new Map();

function clientFor(endpoint) {
  if (!clients.has(endpoint)) clients.set(endpoint, new sdk.EC2Client({ endpoint }));
  return clients.get(endpoint);
}

async function call({ endpoint, operation, input }) {
  const Command = commands[operation];
  if (Command === undefined) return { type: 'unsupported', message: `this driver has no ${operation}` };
  try {
    const { $metadata, ...output } = await clientFor(endpoint).send(new Command(input));
    return { type: 'result', output, status: $metadata.httpStatusCode, requestId: $metadata.requestId };
  } catch (error) {
    const { httpStatusCode: status, requestId } = error.$metadata ?? {};
    if (error.$fault === undefined) return { type: 'clientError', message: String(error), status };
    return { type: 'serviceError', code: error.name, message: error.message, status, requestId };
  }
}

async function answer(message) {
  if (message.type === 'start') return { type: 'started', protocol: 1, name, version };
  if (message.type === 'call') return call(message);
  return { type: 'driverError', message: `unknown message ${message.type}` };
}

// Calls that come before the former is answered are made beside it.
const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit());
lines.on('line', async (line) => {
  const message = JSON.parse(line);
  if (message.type === 'stop') process.exit();
  process.stdout.write(`${JSON.stringify({ seq: message.seq, ...(await answer(message)) })}\n`);
});
