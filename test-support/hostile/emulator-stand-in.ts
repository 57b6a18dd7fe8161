/**
 * What stands in for AWS Emulator where it cannot be installed: HTTPS on loopback, a key, a config and a certificate made
 * afresh at every start in a folder named for the port, signatures always checked, 501 for what it lacks, and its account.
 * Test support. What is known of it: https://docs.aws.amazon.com/emulator/latest/userguide/cli-reference.html
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Behaviour, type Changes, changed, referenceBehaviour } from '../../harness/reference/behaviour.ts';
import { type Reference, startReference } from '../../harness/reference/reference.ts';
import { Refusal } from '../../harness/reference/responses/refusal.ts';
import { makeCertificate, startTlsProxy } from './tls-proxy.ts';

/** A running stand-in for AWS Emulator. */
export interface EmulatorStandIn {
  readonly endpoint: URL;
  readonly secret: string;
  readonly reference: Reference;
  readonly close: () => Promise<void>;
}

/**
 * `home`: the home directory to write `.aws/emulator/PORT/` in. `lacks`: actions that it responds with 501. `faults`: what it
 * does otherwise than EC2.
 */
export async function startEmulatorStandIn(
  home: string,
  lacks: readonly string[] = [],
  faults: Changes<Behaviour> = {},
): Promise<EmulatorStandIn> {
  const keys = {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
  const { signing, checks } = referenceBehaviour;
  const behaviour = changed(changed(referenceBehaviour, faults), {
    signing: {
      context: (arrival) => ({
        ...signing.context(arrival),
        secretFor: (id) => (id === keys.accessKeyId ? keys : undefined),
      }),
      identityOf: (id, { facts }) => (id === keys.accessKeyId ? facts.identities[0] : undefined),
    },
    checks: {
      version: (call) => {
        checks.version(call);
        if (lacks.includes(call.action)) throw new Refusal(501, 'NotImplemented', `${call.action} is not implemented.`);
      },
    },
  });
  const reference = await startReference({ behaviour, region: 'eu-west-1', account: '000000000000' });
  const certificate = makeCertificate();
  const front = await startTlsProxy(reference.endpoint, certificate);
  const folder = join(home, '.aws', 'emulator', front.endpoint.port);
  mkdirSync(folder, { recursive: true });
  const profile = `[default]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`;
  writeFileSync(join(folder, 'emulator_credentials'), profile, { mode: 0o600 });
  writeFileSync(join(folder, 'config'), '[default]\nregion = eu-west-1\n');
  writeFileSync(join(folder, 'ca.pem'), certificate.cert);
  // The same certificate for Java, which is not read.
  writeFileSync(join(folder, 'truststore.p12'), randomBytes(1000));
  return {
    endpoint: front.endpoint,
    secret: keys.secretAccessKey,
    reference,
    close: async () => {
      await front.close();
      await reference.close();
    },
  };
}
