// A driver for the AWS SDK for JavaScript v2. Region and credentials are in the environment.
// The protocol: docs/driver-protocol.md.
import { createInterface } from 'node:readline';
import AWS from 'aws-sdk';

// Its model is older than the list of revoked rules.
const lacks = ['RevokedSecurityGroupRules'];
const clients = new Map();

function clientFor(endpoint) {
  if (!clients.has(endpoint)) clients.set(endpoint, new AWS.EC2({ endpoint, region: process.env.AWS_REGION }));
  return clients.get(endpoint);
}

async function call({ endpoint, operation, input }) {
  const client = clientFor(endpoint);
  const method = operation[0].toLowerCase() + operation.slice(1);
  if (client[method] === undefined) return { type: 'unsupported', message: `there is no ${method}` };
  try {
    const { $response, ...output } = await client[method](input).promise();
    return { type: 'result', output, status: $response.httpResponse.statusCode, requestId: $response.requestId };
  } catch ({ code, message, statusCode: status, requestId }) {
    // What the SDK makes up itself either has no status or is its parser's complaint.
    if (status === undefined || code === 'XMLParserError')
      return { type: 'clientError', message: `${code}: ${message}` };
    return { type: 'serviceError', code, message, status, requestId };
  }
}

async function answer(message) {
  if (message.type === 'start') return { type: 'started', protocol: 1, name: 'aws-sdk', version: AWS.VERSION, lacks };
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
