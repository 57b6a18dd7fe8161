/** Runs the suite against a server written by others. */
import { everyOperation } from '../../harness/cli/operation-option.ts';
import type { Effort } from '../../harness/engine/plan/effort.ts';
import type { RunningPeer, ServerPeer } from '../../test-support/peers/server-peer.ts';
import { runSuite, type SuiteRun } from './run-suite.ts';

/**
 * A run on a server, of the operation of the peer. Deep by default: each failure costs calls, and the default effort would
 * leave some of these servers half judged.
 */
export function runServer(peer: ServerPeer, running: RunningPeer, effort: Effort = 'deep'): Promise<SuiteRun> {
  const { id, operation, region } = peer;
  const set = operation === undefined || id.endsWith(operation) ? '' : `-${operation}`;
  return runSuite({
    name: `${id}${set}`,
    command: 'run',
    options: [
      ...['--effort', effort, '--endpoint', running.endpoint, '--region', region],
      ...(operation === undefined ? [] : ['--operation', operation]),
      ...(operation === everyOperation ? ['--disposable', '--timeout', '60000'] : []),
    ],
    environment: { PATH: process.env['PATH'] ?? '', ...keysOf(running) },
  });
}

function keysOf({ identities: { main, denied, session } }: RunningPeer): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: main.accessKeyId,
    AWS_SECRET_ACCESS_KEY: main.secretAccessKey,
    ...(denied === undefined
      ? {}
      : {
          EC2_CONFORMANCE_DENIED_ACCESS_KEY_ID: denied.accessKeyId,
          EC2_CONFORMANCE_DENIED_SECRET_ACCESS_KEY: denied.secretAccessKey,
        }),
    ...(session === undefined
      ? {}
      : {
          EC2_CONFORMANCE_SESSION_ACCESS_KEY_ID: session.accessKeyId,
          EC2_CONFORMANCE_SESSION_SECRET_ACCESS_KEY: session.secretAccessKey,
          EC2_CONFORMANCE_SESSION_TOKEN: session.sessionToken ?? '',
        }),
  };
}
