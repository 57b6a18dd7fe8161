/** LocalEmu: an emulator of AWS in Python, with a gateway of its own before a changed moto. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerPeer } from './server-peer.ts';
import { startServerProcess } from './server-process.ts';
import { pythonEnvironment } from './toolchain.ts';

const version = '1.3.2';

/** LocalEmu as a peer. */
export const localemu: ServerPeer = {
  id: `localemu-${version}`,
  name: `LocalEmu ${version}`,
  about: `\`pip install localemu==${version}\` (PyPI, Apache-2.0), started without Docker by \`SERVICES=ec2 localemu start --host 127.0.0.1\`.`,
  region: 'us-east-1',
  start: async () => {
    const bin = await pythonEnvironment('localemu', [`localemu==${version}`]);
    const server = await startServerProcess({
      name: `LocalEmu ${version}`,
      command: join(bin, 'localemu'),
      arguments: (port) => ['start', '--host', '127.0.0.1', '--port', String(port)],
      environment: () => ({
        SERVICES: 'ec2',
        LOCALEMU_VOLUME_DIR: mkdtempSync(join(tmpdir(), 'localemu-')),
        // Instances are not started; containers are nobody's here.
        EC2_VM_MANAGER: 'mock',
        DOCKER_HOST: 'unix:///nonexistent/docker.sock',
      }),
    });
    await loadEc2(server.endpoint);
    return { ...server, identities: { main: { accessKeyId: 'test', secretAccessKey: 'test' } } };
  },
};

/** Asks for something once: LocalEmu loads a service at the first request to it, which takes long. */
async function loadEc2(endpoint: string): Promise<void> {
  const credential = 'Credential=test/20150830/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0';
  await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `AWS4-HMAC-SHA256 ${credential}`,
    },
    body: new URLSearchParams({ Action: 'DescribeVpcs', Version: '2016-11-15' }),
    signal: AbortSignal.timeout(120_000),
  });
}
