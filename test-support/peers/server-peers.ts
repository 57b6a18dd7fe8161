/** Every server that published results exist of. */
import { awsim } from './awsim.ts';
import { ministack } from './ministack.ts';
import { moto, motoOutbound, motoWithAuth } from './moto.ts';
import type { ServerPeer } from './server-peer.ts';

export const serverPeers: readonly ServerPeer[] = [moto, motoWithAuth, ministack, awsim, motoOutbound];
