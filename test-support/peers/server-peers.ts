/** Every server that published results exist of. */
import { awsim } from './awsim.ts';
import { localemu } from './localemu.ts';
import { ministack } from './ministack.ts';
import { moto, motoBefore, motoOutbound, motoWithAuth } from './moto.ts';
import type { ServerPeer } from './server-peer.ts';

/** The same servers, asked about every action of EC2. */
const swept = [moto, motoWithAuth, ministack, awsim].map(
  (peer): ServerPeer => ({ ...peer, id: `${peer.id}-every-operation`, operation: 'every-operation' }),
);

/** The servers that results are published of. */
export const serverPeers: readonly ServerPeer[] = [moto, motoWithAuth, ministack, awsim, motoOutbound, ...swept];

/** The servers that are compared by all operations that read or change security-group rules. */
export const familyPeers: readonly ServerPeer[] = [moto, motoBefore, localemu, ministack, awsim].map((peer) => ({
  ...peer,
  operation: 'security-group-rules',
}));
