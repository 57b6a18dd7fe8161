/** Every server that published results exist of. */
import { awsim } from './awsim.ts';
import { ministack } from './ministack.ts';
import { moto, motoOutbound, motoWithAuth } from './moto.ts';
import type { ServerPeer } from './server-peer.ts';

/** The same servers, asked about every action of EC2. */
const swept = [moto, motoWithAuth, ministack, awsim].map(
  (peer): ServerPeer => ({ ...peer, id: `${peer.id}-every-operation`, operation: 'every-operation' }),
);

/** The servers that results are published of. */
export const serverPeers: readonly ServerPeer[] = [moto, motoWithAuth, ministack, awsim, motoOutbound, ...swept];
