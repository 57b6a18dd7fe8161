/** ministack: an emulator of AWS in Python that shares no code with moto. */
import { join } from 'node:path';
import type { ServerPeer } from './server-peer.ts';
import { startServerProcess } from './server-process.ts';
import { pythonEnvironment } from './toolchain.ts';

const version = '1.5.33';

/** ministack as a peer. */
export const ministack: ServerPeer = {
  id: `ministack-${version}`,
  name: `ministack ${version}`,
  about: `\`pip install ministack==${version}\` (PyPI, MIT), started with \`SERVICES=ec2 BIND_HOST=127.0.0.1 ministack\`.`,
  region: 'us-east-1',
  start: async () => {
    const bin = await pythonEnvironment('ministack', [`ministack==${version}`]);
    const server = await startServerProcess({
      name: `ministack ${version}`,
      command: join(bin, 'ministack'),
      arguments: () => [],
      environment: (port) => ({
        GATEWAY_PORT: String(port),
        BIND_HOST: '127.0.0.1',
        SERVICES: 'ec2',
        SFTP_ENABLED: '0',
        IOT_MTLS_ENABLED: '0',
        // It looks for containers of its own to remove; here there are none, and nobody else's are to be looked at.
        DOCKER_HOST: 'unix:///nonexistent/docker.sock',
      }),
    });
    return { ...server, identities: { main: { accessKeyId: 'test', secretAccessKey: 'test' } } };
  },
};
