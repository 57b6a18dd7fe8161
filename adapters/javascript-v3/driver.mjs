// A driver for the AWS SDK for JavaScript v3. Region and credentials are in the environment.
// The protocol: docs/driver-protocol.md.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { NormalizedSchema } from '@smithy/core/schema';

const require = createRequire(import.meta.url);
const ec2 = require('@aws-sdk/client-ec2');
const manifest = require.resolve('@aws-sdk/client-ec2/package.json');
const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
const clients = new Map();

function clientFor(endpoint) {
  if (!clients.has(endpoint)) clients.set(endpoint, new ec2.EC2Client({ endpoint }));
  return clients.get(endpoint);
}

/** An input with a member that the SDK does not have. */
class Unsupported extends Error {}

/** An input with its timestamps and blobs, which the protocol has as text, as the SDK wants them. */
function given(schema, value) {
  if (schema.isTimestampSchema()) return new Date(value);
  if (schema.isBlobSchema()) return Buffer.from(value, 'base64');
  if (schema.isListSchema() && Array.isArray(value)) return value.map((item) => given(schema.getValueSchema(), item));
  if (!schema.isStructSchema() || typeof value !== 'object' || value === null) return value;
  const members = schema.getMemberSchemas();
  const unknown = Object.keys(value).find((name) => !(name in members));
  if (unknown !== undefined) throw new Unsupported(`there is no member ${unknown}`);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, given(members[name], one)]));
}

/** A blob of an output, which JSON does not have. */
function replacer(key, value) {
  return this[key] instanceof Uint8Array ? Buffer.from(this[key]).toString('base64') : value;
}

async function call({ endpoint, operation, input }) {
  const Command = ec2[`${operation}Command`];
  if (Command === undefined) return { type: 'unsupported', message: `there is no ${operation}` };
  try {
    // The schema of an operation has that of its input in the fifth place.
    const inputSchema = ec2[`${operation}$`][4];
    const command = new Command(given(NormalizedSchema.of(inputSchema), input));
    const { $metadata, ...output } = await clientFor(endpoint).send(command);
    return { type: 'result', output, status: $metadata.httpStatusCode, requestId: $metadata.requestId };
  } catch (error) {
    if (error instanceof Unsupported) return { type: 'unsupported', message: error.message };
    if (!(error instanceof ec2.EC2ServiceException)) {
      return { type: 'clientError', message: String(error), status: error.$response?.statusCode };
    }
    const { httpStatusCode: status, requestId } = error.$metadata;
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
  process.stdout.write(`${JSON.stringify({ seq: message.seq, ...(await answer(message)) }, replacer)}\n`);
});
