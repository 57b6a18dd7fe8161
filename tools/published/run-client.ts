/** Runs the suite against a client peer, or skips the test where this machine cannot install it. */
import type { TestContext } from 'vitest';
import type { Report } from '../../reports/report.ts';
import type { ClientPeer } from '../../test-support/peers/clients/client-peer.ts';
import { PeerMissing } from '../../test-support/peers/toolchain.ts';
import { notRun } from './peer-tests.ts';
import { runSuite } from './run-suite.ts';

/** Installing an SDK for the first time, and a command line tool that takes a second for each of 2,700 calls, on a busy machine. */
export const clientWithinMs = 7_200_000;

/** The report. `operation`: as `--operation` takes it; default: RevokeSecurityGroupIngress. */
export async function runClientPeer(
  { id, name, lacks = [], install }: ClientPeer,
  skip: TestContext['skip'],
  operation?: string,
): Promise<Report> {
  const command = await installed(install);
  if (typeof command === 'string') {
    process.stderr.write(notRun(name, command));
    return skip(`not run: ${command}`);
  }
  const options = [
    ...(operation === undefined ? [] : ['--operation', operation]),
    ...lacks.flatMap((member) => ['--lacks', member]),
    ...['--', ...command],
  ];
  const { report } = await runSuite({
    name: operation === undefined ? id : `${id}-${operation}`,
    command: 'client',
    options,
  });
  return report;
}

/** The command, or why this machine has none. */
async function installed(install: ClientPeer['install']): Promise<readonly string[] | string> {
  try {
    return await install();
  } catch (problem) {
    if (problem instanceof PeerMissing) return problem.message;
    throw problem;
  }
}
