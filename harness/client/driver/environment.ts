/** The surroundings of a client under test: AWS's standard variables, and nothing of the user's own set-up. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '../../wire/signing/credentials.ts';
import type { ClientIdentity } from '../fixture.ts';

/** The keys of AWS's own documentation; they open nothing. */
export const clientCredentials: Readonly<Record<ClientIdentity, Credentials>> = {
  main: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
  session: {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY',
    sessionToken:
      'AQoEXAMPLEH4aoAH0gNCAPyJxz4BlCFFxWNE1OPTgk5TthT+FvwqnKwRcOIfrRh3c/LTo6UDdyJwOOvEVPvLXCrrrUtdnniCEXAMPLE/IvU1dYUg2RVAJBanLiHb4IgRmpRV3zrkuWJOgQs8IZZaIv2BXIa2R4OlgkBN9bkUDNCJiBeb/AXlzBBko7b15fjrBs2+cTQtpZ3CYWFXG8C5zqx37wnOE49mRl/+OtkIKGO7fAE==',
  },
  elsewhere: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
};

/** The region that a client is configured with. */
export const clientRegions: Readonly<Record<ClientIdentity, string>> = {
  main: 'us-east-1',
  session: 'us-east-1',
  elsewhere: 'eu-central-1',
};

/** A folder of the run's own for an empty configuration and for input files. */
export class ClientWorkspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'ec2-conformance-'));
  readonly #empty = join(this.folder, 'empty');
  #files = 0;

  constructor() {
    writeFileSync(this.#empty, '');
  }

  /** Writes a file and answers its path. */
  file(text: string): string {
    this.#files += 1;
    const path = join(this.folder, `input-${this.#files}.json`);
    writeFileSync(path, text);
    return path;
  }

  /**
   * The variables a client is started with. Those of the user stay, but for AWS's own and for proxies, which would lead
   * the requests elsewhere. How often to retry is left to the client.
   */
  environment(
    inherited: Readonly<Record<string, string | undefined>>,
    as: ClientIdentity,
    endpoint: string | undefined,
  ): Record<string, string> {
    const kept = Object.entries(inherited).flatMap(([name, value]): [string, string][] =>
      value === undefined || /^AWS_|_proxy$|^EC2_CONFORMANCE_/i.test(name) ? [] : [[name, value]],
    );
    const { accessKeyId, secretAccessKey, sessionToken } = clientCredentials[as];
    return {
      ...Object.fromEntries(kept),
      NO_PROXY: '*',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
      AWS_REGION: clientRegions[as],
      AWS_DEFAULT_REGION: clientRegions[as],
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: this.#empty,
      AWS_SHARED_CREDENTIALS_FILE: this.#empty,
      AWS_DEFAULT_OUTPUT: 'json',
      AWS_PAGER: '',
      ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL_EC2: endpoint }),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
