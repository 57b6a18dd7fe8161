/**
 * The AWS SDKs by themselves, as programs that answer each line `CALLS IN-FLIGHT` with the milliseconds that so many calls
 * of one revoke took. Their last argument is the endpoint; region and keys are in the environment.
 */

/** What one call asks, as both SDKs take it. */
const input = JSON.stringify({
  GroupId: 'sg-0bbbbbbbbbbbbbbb1',
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1000, ToPort: 1000, IpRanges: [{ CidrIp: '203.0.113.0/24' }] }],
});

/** For `node --input-type=module -e`, in a folder that has @aws-sdk/client-ec2. */
export const javascriptProgram = `
import { createInterface } from 'node:readline';
import { EC2Client, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
const client = new EC2Client({ endpoint: process.argv.at(-1) });
const input = ${input};
for await (const line of createInterface({ input: process.stdin })) {
  const [calls, inFlight] = line.split(' ').map(Number);
  const since = performance.now();
  let left = calls;
  await Promise.all(Array.from({ length: inFlight }, async () => {
    while (left-- > 0) await client.send(new RevokeSecurityGroupIngressCommand(input));
  }));
  console.log(performance.now() - since);
}
`;

/** For `python -c`. A client may be used from several threads; its pool has to hold a connection for each. */
export const pythonProgram = `
import sys, time
from concurrent.futures import ThreadPoolExecutor
import boto3
from botocore.config import Config
client = boto3.client("ec2", endpoint_url=sys.argv[-1], config=Config(max_pool_connections=16))
given = ${input}
def call(_):
    client.revoke_security_group_ingress(**given)
pools = {}
for line in sys.stdin:
    calls, in_flight = map(int, line.split())
    since = time.perf_counter()
    if in_flight == 1:
        for n in range(calls):
            call(n)
    else:
        pool = pools.setdefault(in_flight, ThreadPoolExecutor(in_flight))
        for _ in pool.map(call, range(calls)):
            pass
    print((time.perf_counter() - since) * 1000, flush=True)
`;
