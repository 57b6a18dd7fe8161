/** awsim: an emulator of AWS in Rust that shares no code with the others. */
import { join } from 'node:path';
import type { ServerPeer } from './server-peer.ts';
import { startServerProcess } from './server-process.ts';
import { cargoPackage } from './toolchain.ts';

const version = '0.8.0';

/** awsim as a peer. */
export const awsim: ServerPeer = {
  id: `awsim-${version}`,
  name: `awsim ${version}`,
  about: `\`cargo install --locked awsim@${version}\` (crates.io, MIT or Apache-2.0), started with \`awsim --bind 127.0.0.1\`.`,
  region: 'us-east-1',
  start: async () => {
    const bin = await cargoPackage('awsim', version);
    const server = await startServerProcess({
      name: `awsim ${version}`,
      command: join(bin, 'awsim'),
      arguments: (port) => ['--bind', '127.0.0.1', '--port', String(port), '--log-level', 'error', '--no-gc'],
    });
    return { ...server, identities: { main: { accessKeyId: 'test', secretAccessKey: 'test' } } };
  },
};
